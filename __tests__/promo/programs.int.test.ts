import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ListedPromoProgram, PromoProgramResult } from '@/services/promo/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Email, OTHER_PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createPromoDesk, essence, type PromoDesk, tracesOf } from './promo-desk';

const OTHER_ADMIN: Email = 'admin@summit.example';

let stack: TestStack;
let desk: PromoDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createPromoDesk(stack);
});
afterAll(() => stack.dispose());

const getProgram = (id: string, as: Email = ADMIN) => stack.http(as, 'GET', `/promo-programs/${id}`);

async function listed(as: Email = ADMIN): Promise<ListedPromoProgram[]> {
  const answer = await stack.http(as, 'GET', '/promo-programs');
  return dataOf<{ items: ListedPromoProgram[]; nextCursor: null }>(answer).items;
}

describe('a new program', () => {
  it('is answered as it is stored, with one audit row under the caller’s correlation id and no event', async () => {
    const correlationId = newId();
    const answer = await desk.createProgram(
      {
        name: '  Ladies’ night $30 ',
        faceValueCents: 3000,
        requiredMatchWagerCents: 1500,
        validHours: 6,
        startAt: '2026-01-02T03:04:05+01:00',
        endAt: '2099-01-01T00:00:00Z',
      },
      { correlationId },
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
    const { isExisting, ...program } = dataOf<PromoProgramResult>(answer);
    expect(isExisting).toBe(false);
    expect(program).toMatchObject({
      name: 'Ladies’ night $30',
      promoType: 'match_play',
      faceValueCents: 3000,
      requiredMatchWagerCents: 1500,
      validHours: 6,
      status: 'active',
      startAt: '2026-01-02T02:04:05.000Z',
      endAt: '2099-01-01T00:00:00.000Z',
      version: 1,
    });
    expect(dataOf(await getProgram(program.id))).toEqual(program);
    const { audits, events } = await tracesOf(stack.sql, correlationId);
    expect(audits).toMatchObject([
      {
        action: 'promo.create_promo_program',
        outcome: 'done',
        entityId: program.id,
        before: null,
        after: { name: 'Ladies’ night $30' },
      },
    ]);
    expect(events).toEqual([]);
  });

  it('starts now, ends never and is good for a day unless told otherwise; free play has no wager', async () => {
    const program = await desk.addProgram({ promoType: 'free_play', faceValueCents: 1000 });
    expect(program).toMatchObject({
      promoType: 'free_play',
      requiredMatchWagerCents: 0,
      endAt: null,
      validHours: 24,
      startAt: program.createdAt,
      updatedAt: program.createdAt,
    });
  });

  it('is answered again under its key, also after it was edited; another request under the key is refused', async () => {
    const key = newId();
    const body = { name: `Replayed ${key}`, promoType: 'match_play', faceValueCents: 2500 };
    const first = await desk.createProgram(body, { key });
    const { id } = dataOf<PromoProgramResult>(first);
    await desk.editProgram(id, { name: `Renamed ${key}`, status: 'inactive' });
    const replay = await desk.createProgram(body, { key });
    expect(replay.status).toBe(200);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect(replay.body.data).toEqual({ ...(first.body.data as object), isExisting: true });
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () =>
      desk.createProgram({ ...body, faceValueCents: 2600 }, { key }),
    );
  });

  it.each([
    ['no name', { name: '  ' }, 'name'],
    ['a name of 101 characters', { name: 'x'.repeat(101) }, 'name'],
    ['a face value of nothing', { faceValueCents: 0 }, 'faceValueCents'],
    ['a face value over a million', { faceValueCents: 100_000_001 }, 'faceValueCents'],
    ['half a cent', { faceValueCents: 2500.5 }, 'faceValueCents'],
    ['a match play without a wager', { requiredMatchWagerCents: 0 }, 'requiredMatchWagerCents'],
    ['free play with a wager', { promoType: 'free_play', requiredMatchWagerCents: 100 }, 'requiredMatchWagerCents'],
    ['a validity of no hours', { validHours: 0 }, 'validHours'],
    ['a validity of more than a year', { validHours: 8785 }, 'validHours'],
    ['an end before its start', { startAt: '2026-01-02T00:00:00Z', endAt: '2026-01-01T00:00:00Z' }, 'endAt'],
    ['a start no calendar shows', { startAt: '9999-12-31T23:59:59-14:00' }, 'startAt'],
    ['an end no calendar shows', { endAt: '9999-12-31T23:59:59-14:00' }, 'endAt'],
    ['another type', { promoType: 'chips' }, 'promoType'],
    ['another status', { status: 'gone' }, 'status'],
  ])('with %s is refused by field', async (_, program, field) => {
    const answer = await desk.expectRefused('VALIDATION_FAILED', () => desk.createProgram(program));
    expect(answer.status).toBe(422);
    expect(answer.body.details).toMatchObject({ fields: { [field]: expect.any(String) } });
  });

  it.each([
    ['p_name', null, 'name'],
    ['p_name', '   ', 'name'],
    ['p_face_value_cents', null, 'faceValueCents'],
    ['p_face_value_cents', -1, 'faceValueCents'],
    ['p_required_match_wager_cents', null, 'requiredMatchWagerCents'],
    ['p_valid_hours', null, 'validHours'],
    ['p_promo_type', null, 'promoType'],
    ['p_status', null, 'status'],
    ['p_start_at', '-infinity', 'startAt'],
    ['p_start_at', 'infinity', 'startAt'],
    ['p_end_at', '-infinity', 'endAt'],
    ['p_end_at', 'infinity', 'endAt'],
    ['p_idempotency_key', '', 'idempotencyKey'],
  ])('past the web app: %s of %s is refused by field', async (arg, value, field) => {
    await desk.expectRefused('VALIDATION_FAILED', async () => {
      const { status, body } = await stack.rpc(ADMIN, 'rpc_create_promo_program', {
        p_name: 'Past the app',
        p_promo_type: 'match_play',
        p_face_value_cents: 2500,
        p_required_match_wager_cents: 2500,
        p_idempotency_key: newId(),
        [arg]: value,
      });
      expect(status).toBe(422);
      expect(JSON.stringify(body)).toContain(field);
      const { message } = body as { message: string };
      return { status, headers: new Headers(), body: { ok: false, code: message, data: {} as never } };
    });
  });

  it('needs a name that the casino does not have, in any case; another casino may have it', async () => {
    const { name } = await desk.addProgram({ name: `Taken ${newId()}` });
    await desk.expectRefused('PROGRAM_NAME_TAKEN', () => desk.createProgram({ name: name.toUpperCase() }));
    expect((await desk.createProgram({ name }, { as: OTHER_ADMIN })).status).toBe(201);
  });

  it('must match exactly where the casino asks for it; free play has nothing to match', async () => {
    await desk.withSetting('promo_require_exact_match', true, async () => {
      const unequal = { faceValueCents: 2500, requiredMatchWagerCents: 5000 };
      const answer = await desk.expectRefused('MATCH_NOT_EXACT', () => desk.createProgram(unequal));
      expect(answer.status).toBe(409);
      expect(answer.body.details).toEqual(unequal);
      expect((await desk.createProgram({ requiredMatchWagerCents: 2500 })).status).toBe(201);
      expect((await desk.createProgram({ promoType: 'free_play' })).status).toBe(201);
      // The other casino does not ask.
      expect((await desk.createProgram(unequal, { as: OTHER_ADMIN })).status).toBe(201);
    });
  });
});

describe('an edit', () => {
  it('changes what it names and no coupon that was issued before, and leaves before and after on record', async () => {
    const program = await desk.addProgram({ endAt: '2099-01-01T00:00:00Z' });
    const player = await desk.enrol();
    const before = await desk.issued({ promoProgramId: program.id, playerId: player.id });
    const correlationId = newId();
    const change = {
      name: `Edited ${newId()}`,
      faceValueCents: 4000,
      requiredMatchWagerCents: 8000,
      validHours: 2,
      endAt: null,
      startAt: '2026-02-03T00:00:00Z',
    };
    const answer = await desk.editProgram(program.id, change, { correlationId });
    expect(answer.status).toBe(201);
    const { isExisting, ...edited } = dataOf<PromoProgramResult>(answer);
    expect(isExisting).toBe(false);
    const { isExisting: _, ...made } = program;
    expect(edited).toEqual({
      ...made,
      ...change,
      startAt: '2026-02-03T00:00:00.000Z',
      version: 2,
      updatedAt: edited.updatedAt,
    });
    expect(edited.updatedAt > program.updatedAt).toBe(true);

    expect(await desk.get(before.id)).toEqual({ ...before, programName: change.name });
    const after = await desk.issued({ promoProgramId: program.id, playerId: player.id });
    expect(after).toMatchObject({ faceValueCents: 4000, requiredMatchWagerCents: 8000 });
    expect(Date.parse(after.expiresAt) - Date.parse(after.issuedAt)).toBe(2 * 3_600_000);

    const { audits, events } = await tracesOf(stack.sql, correlationId);
    expect(audits).toMatchObject([
      {
        action: 'promo.update_promo_program',
        entityId: program.id,
        before: { name: program.name, face_value_cents: 2500, version: 1 },
        after: { name: change.name, face_value_cents: 4000, version: 2 },
      },
    ]);
    expect(events).toEqual([]);
  });

  it('of nothing changes nothing but the version, and keeps the end', async () => {
    const program = await desk.addProgram({ endAt: '2099-01-01T00:00:00Z' });
    const { isExisting, version, updatedAt, ...rest } = dataOf<PromoProgramResult>(
      await desk.editProgram(program.id, {}),
    );
    expect({ isExisting, version }).toEqual({ isExisting: false, version: 2 });
    expect({ ...program, version, updatedAt }).toMatchObject(rest);
    expect(rest.endAt).toBe('2099-01-01T00:00:00.000Z');
  });

  it('with a version is refused when somebody else edited in between, and two at once lose no edit', async () => {
    const { id } = await desk.addProgram();
    expect((await desk.editProgram(id, { validHours: 30, version: 1 })).status).toBe(201);
    const refused = await desk.expectRefused('PROGRAM_CHANGED', () =>
      desk.editProgram(id, { validHours: 40, version: 1 }),
    );
    expect(refused.status).toBe(409);
    expect(refused.body.details).toEqual({ version: 2, at: expect.any(String), staffName: 'Harbor Admin' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, hours) => desk.editProgram(id, { validHours: 50 + hours, version: 2 })),
    );
    expect(answers.map(({ body }) => body.code).sort()).toEqual(['OK', ...Array(7).fill('PROGRAM_CHANGED')]);
    expect(dataOf(await getProgram(id))).toMatchObject({ version: 3 });
  });

  it('is answered again under its key; another request under the key is refused', async () => {
    const { id } = await desk.addProgram();
    const key = newId();
    const first = await desk.editProgram(id, { validHours: 5, version: 1 }, { key });
    await desk.editProgram(id, { validHours: 6 });
    const replay = await desk.editProgram(id, { validHours: 5, version: 1 }, { key });
    expect(replay.status).toBe(200);
    expect(replay.body.data).toEqual({ ...(first.body.data as object), isExisting: true });
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.editProgram(id, { validHours: 7 }, { key }));
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.createProgram({}, { key }));
  });

  it('to a name that is taken, to no match where one is asked for, or to nonsense is refused', async () => {
    const [one, other] = [await desk.addProgram(), await desk.addProgram({ requiredMatchWagerCents: 5000 })];
    await desk.expectRefused('PROGRAM_NAME_TAKEN', () => desk.editProgram(one.id, { name: other.name.toLowerCase() }));
    // Its own name, written another way, is not taken.
    expect((await desk.editProgram(one.id, { name: one.name.toUpperCase() })).status).toBe(201);
    for (const change of [
      { faceValueCents: 0 },
      { requiredMatchWagerCents: 0 },
      { validHours: 9000 },
      { endAt: '2000-01-01T00:00:00Z' },
      { status: 'gone' },
      { promoType: 'free_play' },
      { version: 0 },
      { name: ' ' },
    ]) {
      await desk.expectRefused('VALIDATION_FAILED', () => desk.editProgram(one.id, change));
    }
    await desk.withSetting('promo_require_exact_match', true, async () => {
      await desk.expectRefused('MATCH_NOT_EXACT', () => desk.editProgram(one.id, { faceValueCents: 2600 }));
      // One from before the setting can be renamed and switched off, but neither on again nor to another inexact value.
      expect((await desk.editProgram(other.id, { validHours: 5, status: 'inactive' })).status).toBe(201);
      await desk.expectRefused('MATCH_NOT_EXACT', () => desk.editProgram(other.id, { status: 'active' }));
      await desk.expectRefused('MATCH_NOT_EXACT', () => desk.editProgram(other.id, { requiredMatchWagerCents: 2600 }));
      expect((await desk.editProgram(other.id, { requiredMatchWagerCents: 2500 })).status).toBe(201);
    });
    const freePlay = await desk.addProgram({ promoType: 'free_play' });
    await desk.expectRefused('VALIDATION_FAILED', () => desk.editProgram(freePlay.id, { requiredMatchWagerCents: 1 }));
  });

  it('past the web app keeps the same rules', async () => {
    const { id } = await desk.addProgram();
    for (const args of [{ p_status: 'gone' }, { p_valid_hours: 0 }, { p_name: '' }, { p_idempotency_key: '' }]) {
      const answer = await stack.rpc(ADMIN, 'rpc_update_promo_program', {
        p_promo_program_id: id,
        p_idempotency_key: newId(),
        ...args,
      });
      expect(answer).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    }
    expect(dataOf(await getProgram(id))).toMatchObject({ version: 1 });
  });
});

describe('who sees and who changes programs', () => {
  it('everyone on the floor sees their own casino’s, active ones first, with what is outstanding', async () => {
    const program = await desk.addProgram({ name: `Counted ${newId()}`, faceValueCents: 1500 });
    const player = await desk.enrol();
    const coupons = [];
    for (let count = 0; count < 3; count += 1) {
      coupons.push(await desk.issued({ promoProgramId: program.id, playerId: player.id }));
    }
    await desk.void(coupons[0]?.id ?? '');
    await desk.addOverdue(program.id);
    const programs = await listed('dealer@harbor.example');
    expect(programs.find(({ id }) => id === program.id)).toMatchObject({
      outstandingCount: 2,
      outstandingFaceValueCents: 3000,
    });
    const rows = await stack.sql<{ id: string }[]>`
      select g.id from public.promo_program g join public.casino c on c.id = g.casino_id
      where c.slug = 'harbor' order by g.status, lower(g.name)`;
    expect(programs.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    const others = await listed(OTHER_PIT_BOSS);
    expect(others.some(({ id }) => programs.some((own) => own.id === id))).toBe(false);
  });

  it('another casino’s program and a missing one: one and the same 404', async () => {
    const { id } = await desk.addProgram({}, { as: OTHER_ADMIN });
    for (const act of [
      (programId: string) => getProgram(programId),
      (programId: string) => desk.editProgram(programId, { validHours: 3 }),
    ]) {
      const foreign = await desk.expectRefused('PROGRAM_NOT_FOUND', () => act(id));
      const missing = await desk.expectRefused('PROGRAM_NOT_FOUND', () => act(newId()));
      expect(foreign.status).toBe(404);
      expect(essence(foreign)).toEqual(essence(missing));
    }
  });

  it.each(['dealer', 'cashier', 'pitboss', 'compliance'] as const)('the role of %s changes none', async (account) => {
    const { id } = await desk.addProgram();
    const as: Email = `${account}@harbor.example`;
    const created = await desk.expectRefused('FORBIDDEN', () => desk.createProgram({}, { as }));
    expect(created.status).toBe(403);
    await desk.expectRefused('FORBIDDEN', () => desk.editProgram(id, { validHours: 3 }, { as }));
  });

  it('a loyalty manager does', async () => {
    expect((await desk.createProgram({}, { as: 'loyalty@harbor.example' })).status).toBe(201);
  });
});
