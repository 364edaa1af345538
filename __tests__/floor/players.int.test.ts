import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Page } from '@/lib/shared/schemas';
import type { Player, PlayerResult } from '@/services/floor/dtos';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { type Answer, type Email, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk, floorSnapshot } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

type PlayerInput = Record<string, unknown>;

function enrol(input: PlayerInput, key = newId(), as: Email = PIT_BOSS): Promise<Answer> {
  return desk.post('/players', { firstName: 'Ana', lastName: 'Lima', ...input }, key, as);
}

async function search(query: Record<string, string>, as: Email = 'dealer@harbor.example'): Promise<Page<Player>> {
  return dataOf(await stack.http(as, 'GET', `/players?${new URLSearchParams(query)}`));
}

async function searchIds(q: string, as?: Email): Promise<string[]> {
  return (await search({ q, limit: '200' }, as)).items.map(({ id }) => id);
}

/** Follows the cursor to the end, and returns everything in the order in which it came. */
async function readAll<T>(path: string, query: Record<string, string>): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const search: string = new URLSearchParams({ ...query, ...(cursor ? { cursor } : {}) }).toString();
    const page: Page<T> = dataOf(await stack.http(PIT_BOSS, 'GET', `${path}?${search}`));
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

describe('the birth date of a player', () => {
  const SHOWN = { dealer: false, pitboss: true, cashier: true, loyalty: true, compliance: true, admin: true };

  it.each(Object.entries(SHOWN))(
    'is told to %s: %s, and to nobody in a list; nor is the table read past the API',
    async (role, isShown) => {
      const as = `${role}@harbor.example` as Email;
      const { id, loyaltyId } = dataOf<PlayerResult>(
        await enrol({ lastName: `Of ${role}`, loyaltyId: `L-${newId()}`, birthDate: '1980-02-29' }),
      );
      const player = dataOf<Player>(await stack.http(as, 'GET', `/players/${id}`));
      expect(player).toMatchObject({ id, loyaltyId });
      expect([Object.hasOwn(player, 'birthDate'), player.birthDate]).toEqual([
        isShown,
        isShown ? '1980-02-29' : undefined,
      ]);
      expect((await stack.rpc(as, 'rpc_get_player', { p_player_id: id })).body).toEqual(
        expect.objectContaining({ id, ...(isShown && { birth_date: '1980-02-29' }) }),
      );

      const { items } = await search({ q: loyaltyId ?? '' }, as);
      expect(items.map((item) => [item.id, Object.hasOwn(item, 'birthDate')])).toEqual([[id, false]]);
      const found = (await stack.rpc(as, 'rpc_search_players', { p_query: loyaltyId })).body as { items: object[] };
      expect(found.items.map((item) => Object.hasOwn(item, 'birth_date'))).toEqual([false]);

      const rows = await stack.asRole(
        'authenticated',
        as,
        (sql) => sql`select birth_date::text as born from public.player where id = ${id}`,
      );
      expect([...rows]).toEqual(isShown ? [{ born: '1980-02-29' }] : []);
    },
  );

  it('that nobody knows is told as that', async () => {
    const { id } = dataOf<PlayerResult>(await enrol({}));
    expect(dataOf<Player>(await stack.http(PIT_BOSS, 'GET', `/players/${id}`)).birthDate).toBeNull();
    expect(dataOf<Player>(await stack.http('dealer@harbor.example', 'GET', `/players/${id}`))).not.toHaveProperty(
      'birthDate',
    );
  });
});

describe('enrolling', () => {
  it('makes the player, the balance row in the lowest tier, one event and one audit row, under one correlation id', async () => {
    const loyaltyId = `L-${newId()}`;
    const answer = await enrol({ firstName: '  Zoë ', lastName: 'O’Neill', loyaltyId, birthDate: '1980-02-29' });
    expect(answer.status).toBe(201);
    const player = dataOf<PlayerResult>(answer);
    expect(player).toMatchObject({
      isExisting: false,
      firstName: 'Zoë',
      name: 'Zoë O’Neill',
      loyaltyId,
      birthDate: '1980-02-29',
      openVisitId: null,
      loyalty: { balance: 0, lifetimePoints: 0, tier: 'bronze', tierName: 'Bronze', tierProgress: 0 },
    });
    const correlationId = answer.headers.get('x-correlation-id');
    const [rows] = await stack.sql`
      select (select count(*)::int from public.player where id = ${player.id}) as players,
        (select count(*)::int from public.player_loyalty where player_id = ${player.id} and entry_count = 0) as standings,
        (select count(*)::int from public.loyalty_outbox where correlation_id = ${correlationId} and event_type = 'player.enrolled') as events,
        (select count(*)::int from public.audit_log where correlation_id = ${correlationId}) as audits`;
    expect(rows).toEqual({ players: 1, standings: 1, events: 1, audits: 1 });
  });

  it.each(['player_loyalty', 'loyalty_outbox', 'audit_log'])('leaves nothing when writing %s fails', async (table) => {
    await stack.sql.unsafe(`alter table public.${table} add constraint injected_fault check (false) not valid`);
    try {
      const answer = await desk.expectRefused('INTERNAL', () => enrol({ loyaltyId: `L-${newId()}` }));
      expect(JSON.stringify(answer.body)).not.toContain('injected_fault');
    } finally {
      await stack.sql.unsafe(`alter table public.${table} drop constraint injected_fault`);
    }
  });

  it('with a loyalty id that another player has is refused; another casino may use it', async () => {
    const loyaltyId = `L-${newId()}`;
    await enrol({ loyaltyId });
    const answer = await desk.expectRefused('LOYALTY_ID_TAKEN', () => enrol({ loyaltyId: ` ${loyaltyId} ` }));
    expect(answer.status).toBe(409);
    expect((await enrol({ loyaltyId }, newId(), OTHER_PIT_BOSS)).status).toBe(201);
  });

  it.each([
    ['in other letters', (id: string) => id.toLowerCase()],
    ['with invisible characters round it', (id: string) => `\ufeff${id}\u200b\u3000`],
    ['as a spreadsheet writes a text', (id: string) => `="${id}"`],
    ['behind an apostrophe', (id: string) => `'${id}`],
    ['in full-width digits', (id: string) => id.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
  ])('with a taken loyalty id %s is refused: it is one card', async (_, disguise) => {
    const loyaltyId = `L-${newId()}`;
    await enrol({ loyaltyId });
    await desk.expectRefused('LOYALTY_ID_TAKEN', () => enrol({ loyaltyId: disguise(loyaltyId) }));
  });

  it('keeps names and loyalty id without what nobody sees', async () => {
    const loyaltyId = `L-${newId()}`;
    const names = { firstName: '\u200eMaria\u00a0 Luz\u3000', lastName: '\ufeffSoto' };
    expect(dataOf<PlayerResult>(await enrol({ ...names, loyaltyId: `\u200b'${loyaltyId}\u2009` }))).toMatchObject({
      name: 'Maria Luz Soto',
      loyaltyId,
    });
    await desk.expectRefused('VALIDATION_FAILED', () => enrol({ firstName: '\u200b' }));
    // As an import does: digits were lost, and two cards may look alike.
    for (const loyaltyId of ['7.01234E+11', '7e+11', '="7,01E11"'])
      await desk.expectRefused('VALIDATION_FAILED', () => enrol({ loyaltyId }));
  });

  it.each([
    ['José', 'Quesada', { firstName: 'Jose', lastName: 'QUESADA' }],
    ['Bruno', 'Abaranova', { firstName: 'Abaranova', lastName: 'Bruno' }],
    ['Mary', 'O’Tool', { firstName: 'Mary', lastName: "O'Tool" }],
  ])(
    'somebody of this name and birth date, %s %s, is here already: it is said who, until it is confirmed',
    async (firstName, lastName, again) => {
      const birthDate = '1971-03-04';
      const first = dataOf<PlayerResult>(await enrol({ firstName, lastName, birthDate }));
      const refused = await desk.expectRefused('PLAYER_LIKELY_EXISTS', () => enrol({ ...again, birthDate }));
      expect(refused).toMatchObject({ status: 409 });
      expect(refused.body.details).toEqual({
        players: [{ id: first.id, name: first.name, loyaltyId: null, birthDate }],
      });
      // Another day, no day, another casino: nobody is taken for another.
      expect((await enrol({ ...again, birthDate: '1971-03-05' })).status).toBe(201);
      expect((await enrol(again)).status).toBe(201);
      expect((await enrol({ ...again, birthDate }, newId(), OTHER_PIT_BOSS)).status).toBe(201);
      const key = newId();
      const confirmed = await enrol({ ...again, birthDate, confirmNew: true }, key);
      expect(confirmed.status).toBe(201);
      expect((await enrol({ ...again, birthDate, confirmNew: true }, key)).status).toBe(200);
    },
  );

  it('the same person 10 times at once enrols one', async () => {
    const person = { firstName: 'Once', lastName: `Only${newId().slice(-6)}`, birthDate: '1980-01-02' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => enrol(person)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'PLAYER_LIKELY_EXISTS')).toHaveLength(9);
  });

  it('takes any number of players without a loyalty id', async () => {
    expect((await enrol({})).status).toBe(201);
    expect((await enrol({})).status).toBe(201);
  });

  it('20 times at once with one loyalty id enrols one player', async () => {
    const loyaltyId = `L-${newId()}`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => enrol({ loyaltyId })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'LOYALTY_ID_TAKEN')).toHaveLength(19);
    const [row] = await stack.sql`select count(*)::int as players from public.player where loyalty_id = ${loyaltyId}`;
    expect(row?.players).toBe(1);
  });

  it('20 times at once with one key enrols one player and answers 20 times the same', async () => {
    const [key, loyaltyId] = [newId(), `L-${newId()}`];
    const answers = await Promise.all(Array.from({ length: 20 }, () => enrol({ loyaltyId }, key)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map((answer) => dataOf<PlayerResult>(answer).id)).size).toBe(1);
  });

  it('answers a replay with the player as enrolled, also after a rename, and refuses the key for another player', async () => {
    const key = newId();
    const first = dataOf<PlayerResult>(await enrol({ firstName: 'Eva' }, key));
    await stack.sql`update public.player set first_name = 'Changed' where id = ${first.id}`;
    const before = await floorSnapshot(stack.sql);
    const replay = await enrol({ firstName: 'Eva' }, key);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect(dataOf(replay)).toEqual({ ...first, isExisting: true });
    expect(await floorSnapshot(stack.sql)).toEqual(before);
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => enrol({ firstName: 'Evita' }, key));
  });

  it.each([
    ['no first name', { firstName: '  ' }],
    ['no last name', { lastName: '' }],
    ['a first name of 101 characters', { firstName: 'x'.repeat(101) }],
    ['a loyalty id of 51 characters', { loyaltyId: 'x'.repeat(51) }],
    ['a day that does not exist', { birthDate: '2023-02-29' }],
    ['a name that is a number', { lastName: 7 }],
    ['a field nobody knows', { tier: 'gold' }],
  ] as const)('with %s is refused', async (_, input) => {
    expect((await desk.expectRefused('VALIDATION_FAILED', () => enrol(input))).status).toBe(422);
  });
});

describe('the search', () => {
  it('finds any part of a name or of the loyalty id, whatever the case', async () => {
    const loyaltyId = `K77-${newId()}`;
    const { id } = dataOf<PlayerResult>(await enrol({ firstName: 'Wilhelmina', lastName: 'Zwart', loyaltyId }));
    for (const q of ['helmi', 'WILHELMINA', 'zwar', 'mina zw', loyaltyId.slice(2, 30), `  ${loyaltyId}  `]) {
      expect(await searchIds(q), q).toContain(id);
    }
    expect(await searchIds('wilhelmina zwart junior')).toEqual([]);
  });

  it.each(['%', '_', '\\', '%%', 'a%z', '\\%'])('takes %s as it is written, not as a wildcard', async (text) => {
    const name = `Mark${text}${newId().slice(-6)}`;
    const { id } = dataOf<PlayerResult>(await enrol({ lastName: name }));
    const found = await search({ q: text, limit: '200' });
    expect(found.items.map((player) => player.id)).toContain(id);
    for (const player of found.items) expect(`${player.name} ${player.loyaltyId ?? ''}`.toLowerCase()).toContain(text);
  });

  it('visits everyone exactly once, by last name, however small the pages', async () => {
    // Namesakes, so that only the id keeps them apart.
    for (let namesake = 0; namesake < 5; namesake += 1) await enrol({ firstName: 'Same', lastName: 'Name' });
    const [row] = await stack.sql`
      select count(*)::int as players from public.player p join public.casino c on c.id = p.casino_id where c.slug = 'harbor'`;
    for (const limit of ['7', '50', '200']) {
      const ids = (await readAll<Player>('/players', { limit })).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(row?.players);
    }
    const namesakes = await readAll<Player>('/players', { q: 'same name', limit: '2' });
    expect(namesakes).toHaveLength(5);
  });

  it('ends with a null cursor, also when the last page is full', async () => {
    const lastName = `Exact${newId().slice(-8)}`;
    for (let count = 0; count < 4; count += 1) await enrol({ lastName });
    const everyone = await readAll<Player>('/players', { q: lastName, limit: '2' });
    expect(everyone).toHaveLength(4);
    expect((await search({ q: 'nobody has such a name' })).nextCursor).toBeNull();
  });

  it('never shows another casino’s players', async () => {
    const { id } = dataOf<PlayerResult>(await enrol({ lastName: 'Elsewhere' }, newId(), OTHER_PIT_BOSS));
    expect(await searchIds('elsewhere')).toEqual([]);
    expect(await searchIds('elsewhere', OTHER_PIT_BOSS)).toEqual([id]);
    const own = new Set((await readAll<Player>('/players', { limit: '200' })).map((player) => player.id));
    const foreign = await stack.sql`
      select p.id from public.player p join public.casino c on c.id = p.casino_id where c.slug = 'summit'`;
    expect(foreign.some((player) => own.has(player.id))).toBe(false);
  });

  it('refuses a cursor that is none, and another casino’s', async () => {
    const foreign = dataOf<PlayerResult>(await enrol({}, newId(), OTHER_PIT_BOSS));
    for (const cursor of ['abc', newId(), foreign.id]) {
      const answer = await stack.http(PIT_BOSS, 'GET', `/players?cursor=${cursor}`);
      expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    }
  });

  it.each(['limit=0', 'limit=201', 'limit=ten', 'limit=1.5', 'limit=1&limit=2', `q=${'x'.repeat(101)}`, 'page=2'])(
    'refuses %s',
    async (query) => {
      const answer = await stack.http(PIT_BOSS, 'GET', `/players?${query}`);
      expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    },
  );
});

describe('the profile', () => {
  it('shows standing and running visit', async () => {
    const { slip, player } = await desk.seat();
    await desk.post('/loyalty/mid-session-rewards', { ratingSlipId: slip.id, points: 250, reason: 'promotion' });
    const profile = dataOf<Player>(await stack.http('cashier@harbor.example', 'GET', `/players/${player.id}`));
    expect(profile).toMatchObject({
      id: player.id,
      openVisitId: slip.visitId,
      loyalty: { playerId: player.id, balance: 250, lifetimePoints: 250, tier: 'bronze', tierProgress: 10 },
    });
    await desk.step(slip.id, 'close');
    await desk.endVisit(slip.visitId);
    expect(dataOf(await stack.http(PIT_BOSS, 'GET', `/players/${player.id}`))).toMatchObject({ openVisitId: null });
  });

  it('of another casino’s player and of a missing one is one and the same 404', async () => {
    const foreign = await desk.enrol(OTHER_PIT_BOSS);
    for (const path of [`/players/${foreign.id}`, `/players/${newId()}`]) {
      for (const suffix of ['', '/ledger']) {
        const answer = await stack.http(PIT_BOSS, 'GET', `${path}${suffix}`);
        expect(answer).toMatchObject({ status: 404, body: { code: 'PLAYER_NOT_FOUND' } });
        expect(answer.body.details).toBeUndefined();
      }
    }
  });
});

describe('the ledger of a player', () => {
  it('comes newest first, in pages that visit every entry once', async () => {
    const { slip, player } = await desk.seat();
    await stack.sql`update public.casino_settings set rewards_per_staff_per_minute = null`;
    for (let points = 1; points <= 7; points += 1) {
      await desk.post('/loyalty/mid-session-rewards', { ratingSlipId: slip.id, points, reason: 'promotion' });
    }
    for (const limit of ['1', '3', '7', '50']) {
      const entries = await readAll<LedgerEntry>(`/players/${player.id}/ledger`, { limit });
      expect(entries.map(({ entryNo }) => entryNo)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    }
    const [newest] = await readAll<LedgerEntry>(`/players/${player.id}/ledger`, {});
    expect(newest).toMatchObject({
      playerId: player.id,
      ratingSlipId: slip.id,
      visitId: slip.visitId,
      points: 7,
      balanceAfter: 28,
      reason: 'promotion',
      staffName: 'Harbor Pit Boss',
    });
  });

  it('of a new player is empty', async () => {
    const player = await desk.enrol();
    expect(await readAll(`/players/${player.id}/ledger`, {})).toEqual([]);
  });

  it.each(['0', '-1', 'abc', '1e3', '1.5', '9999999999999999', '%00'])('refuses the cursor %s', async (cursor) => {
    const player = await desk.enrol();
    const answer = await stack.http(PIT_BOSS, 'GET', `/players/${player.id}/ledger?cursor=${cursor}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
  });
});
