import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { findLiveSlip, type LiveSlip, liftRewardRate, snapshot } from '../support/ledger';
import { ADMIN, type Answer, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let slip: LiveSlip;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  slip = await findLiveSlip(stack.sql, 'harbor');
});
afterAll(() => stack.dispose());
beforeEach(() => liftRewardRate(stack.sql));

type Reward = { ratingSlipId?: string; points?: unknown; reason?: unknown; note?: string; override?: boolean };

function issue(reward: Reward = {}, key = newId(), as: Parameters<TestStack['http']>[0] = PIT_BOSS): Promise<Answer> {
  const body = { ratingSlipId: slip.id, points: 100, reason: 'mid_session_bonus', ...reward };
  return stack.http(as, 'POST', '/loyalty/mid-session-rewards', { body, key });
}

async function balanceOf(playerId: string): Promise<number> {
  const [row] = await stack.sql`select balance from public.player_loyalty where player_id = ${playerId}`;
  return Number(row?.balance);
}

/** Runs a refusal and holds everything it must not have touched against what was there before. */
async function expectRefused(code: string, act: () => Promise<Answer>): Promise<Answer> {
  const before = await snapshot(stack.sql);
  const answer = await act();
  expect(answer.body).toMatchObject({ ok: false, code });
  expect(await snapshot(stack.sql)).toEqual(before);
  return answer;
}

describe('a reward', () => {
  it('adds one entry, the balance, one event and one audit row, all with the caller’s correlation id', async () => {
    const correlationId = newId();
    const balance = await balanceOf(slip.playerId);
    const answer = await stack.http(PIT_BOSS, 'POST', '/loyalty/mid-session-rewards', {
      body: { ratingSlipId: slip.id, points: 250, reason: 'promotion', note: ' Birthday ' },
      key: newId(),
      headers: { 'x-correlation-id': correlationId },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
    expect(answer.body.data).toMatchObject({
      isExisting: false,
      balance: balance + 250,
      entry: {
        points: 250,
        reason: 'promotion',
        note: 'Birthday',
        balanceAfter: balance + 250,
        ratingSlipId: slip.id,
        correlationId,
      },
    });
    expect(await balanceOf(slip.playerId)).toBe(balance + 250);
    const [traces] = await stack.sql`
      select (select count(*)::int from public.loyalty_ledger where correlation_id = ${correlationId}) as entries,
        (select count(*)::int from public.loyalty_outbox where correlation_id = ${correlationId}) as events,
        (select count(*)::int from public.audit_log where correlation_id = ${correlationId}) as audits`;
    expect(traces).toEqual({ entries: 1, events: 1, audits: 1 });
  });

  it('appears in the list of its slip', async () => {
    const { body } = await issue({ points: 77 });
    const list = await stack.http('dealer@harbor.example', 'GET', `/rating-slips/${slip.id}/rewards`);
    const { items } = list.body.data as { items: unknown[] };
    expect(items[0]).toEqual((body.data as { entry: unknown }).entry);
  });

  it('leaves neither entry nor balance when a step after the ledger insert fails', async () => {
    await stack.sql`alter table public.loyalty_outbox add constraint injected_fault check (event_type <> 'loyalty.entry_posted') not valid`;
    try {
      const answer = await expectRefused('INTERNAL', () => issue());
      expect(JSON.stringify(answer.body)).not.toContain('injected_fault');
    } finally {
      await stack.sql`alter table public.loyalty_outbox drop constraint injected_fault`;
    }
  });
});

describe('a replay', () => {
  it('answers the original entry with the balance as it was then and as it is now, and writes nothing', async () => {
    const key = newId();
    const first = await issue({}, key);
    await issue({ points: 40 });
    const before = await snapshot(stack.sql);
    const replay = await issue({}, key);
    expect(replay.status).toBe(200);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    const { entry, balance } = first.body.data as { entry: { balanceAfter: number }; balance: number };
    expect(replay.body.data).toEqual({ isExisting: true, entry, balance: balance + 40 });
    expect(await snapshot(stack.sql)).toEqual(before);
  });

  it('still answers after the slip closed, the limit was reached and the player was excluded', async () => {
    const own = await findLiveSlip(stack.sql, 'harbor', 9);
    const key = newId();
    const first = await issue({ ratingSlipId: own.id }, key);
    await stack.sql`update public.casino_settings set rewards_per_staff_per_minute = 1, reward_soft_cap_points = 1000`;
    const closed = await stack.http(PIT_BOSS, 'POST', `/rating-slips/${own.id}/close`, { key: newId() });
    const excluded = await stack.rpc(ADMIN, 'rpc_exclude_player', {
      p_player_id: own.playerId,
      p_kind: 'self',
      p_reason: 'Asked for it',
      p_idempotency_key: newId(),
    });
    expect(excluded.status).toBe(200);
    const replay = await issue({ ratingSlipId: own.id }, key);
    // Closing accrued: the entry stays as it was, the balance is the one now.
    const { balance } = (closed.body.data as { accrual: { balance: number } }).accrual;
    expect(balance).toBeGreaterThan((first.body.data as { balance: number }).balance);
    expect(replay.body.data).toEqual({ ...(first.body.data as object), isExisting: true, balance });
  });

  it('with another request is refused', async () => {
    const key = newId();
    await issue({ points: 10 }, key);
    await expectRefused('IDEMPOTENCY_KEY_REUSED', () => issue({ points: 11 }, key));
    await expectRefused('IDEMPOTENCY_KEY_REUSED', () => issue({ points: 10, note: 'other' }, key));
  });

  it('of another casino’s key is a first issue: keys belong to one casino', async () => {
    const key = newId();
    await issue({}, key);
    const other = await findLiveSlip(stack.sql, 'summit');
    expect((await issue({ ratingSlipId: other.id }, key, OTHER_PIT_BOSS)).status).toBe(201);
  });
});

describe('a reward is refused, and leaves nothing behind', () => {
  it('on a closed slip', async () => {
    const own = await findLiveSlip(stack.sql, 'harbor', 10);
    await stack.http(PIT_BOSS, 'POST', `/rating-slips/${own.id}/close`, { key: newId() });
    const answer = await expectRefused('SLIP_CLOSED', () => issue({ ratingSlipId: own.id }));
    expect(answer.status).toBe(409);
  });

  it('on another casino’s slip and on a missing one: one and the same 404', async () => {
    const foreign = await findLiveSlip(stack.sql, 'summit');
    const first = await expectRefused('SLIP_NOT_FOUND', () => issue({ ratingSlipId: foreign.id }));
    const second = await expectRefused('SLIP_NOT_FOUND', () => issue({ ratingSlipId: newId() }));
    const essence = ({ status, body }: Answer) => ({
      status,
      body: { ...body, requestId: 0, durationMs: 0, timestamp: 0 },
    });
    expect(essence(first)).toEqual(essence(second));
  });

  it('for an excluded player: neutral to the issuer, on record for compliance', async () => {
    const own = await findLiveSlip(stack.sql, 'harbor', 11);
    await stack.rpc(ADMIN, 'rpc_exclude_player', {
      p_player_id: own.playerId,
      p_kind: 'responsible_gaming',
      p_reason: 'Private reason',
      p_idempotency_key: newId(),
    });
    const answer = await expectRefused('PLAYER_EXCLUDED', () => issue({ ratingSlipId: own.id }));
    expect(JSON.stringify(answer.body)).not.toMatch(/responsible|Private/);
    const attempts = (email: 'compliance@harbor.example' | 'loyalty@harbor.example') =>
      stack.asRole(
        'authenticated',
        email,
        (sql) => sql`
        select after ->> 'code' as code from public.audit_log where outcome = 'refused' and entity_id = ${own.playerId}`,
      );
    expect(await attempts('compliance@harbor.example')).toMatchObject([{ code: 'PLAYER_EXCLUDED' }]);
    expect(await attempts('loyalty@harbor.example')).toHaveLength(0);
  });

  it('for no exclusion that was lifted or has not begun', async () => {
    const own = await findLiveSlip(stack.sql, 'harbor', 12);
    const set = await stack.rpc(ADMIN, 'rpc_exclude_player', {
      p_player_id: own.playerId,
      p_kind: 'barred',
      p_reason: 'Mistaken',
      p_idempotency_key: newId(),
    });
    await stack.rpc(ADMIN, 'rpc_exclude_player', {
      p_player_id: own.playerId,
      p_kind: 'self',
      p_reason: 'From next year',
      p_idempotency_key: newId(),
      p_starts_at: '2099-01-01T00:00:00Z',
    });
    await expectRefused('PLAYER_EXCLUDED', () => issue({ ratingSlipId: own.id }));
    const lifted = await stack.rpc(ADMIN, 'rpc_lift_player_exclusion', {
      p_exclusion_id: (set.body as { id: string }).id,
      p_reason: 'Wrong player',
      p_idempotency_key: newId(),
    });
    expect(lifted.status).toBe(200);
    expect((await issue({ ratingSlipId: own.id })).status).toBe(201);
  });

  it('for a player who is not enrolled, who is never enrolled silently', async () => {
    const own = await findLiveSlip(stack.sql, 'harbor', 13);
    const [created] = await stack.sql`
      insert into public.player (casino_id, first_name, last_name) values (${own.casinoId}, 'Not', 'Enrolled') returning id`;
    const [visit] = await stack.sql`
      insert into public.visit (casino_id, player_id, gaming_day) values (${own.casinoId}, ${created?.id}, current_date) returning id`;
    const [bare] = await stack.sql`
      insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, gaming_day, policy_snapshot)
      select casino_id, ${visit?.id}, ${created?.id}, id, 20, 100, current_date, '{"house_edge":0.01,"decisions_per_hour":70}'
      from public.gaming_table where casino_id = ${own.casinoId} limit 1 returning id`;
    await expectRefused('PLAYER_NOT_ENROLLED', () => issue({ ratingSlipId: bare?.id }));
  });

  it('above the soft cap without an override or its note; with both it is given, and the entry says so', async () => {
    const refused = await expectRefused('SOFT_CAP_EXCEEDED', () => issue({ points: 1001 }));
    expect(refused.body.details).toEqual({ softCapPoints: 1000, points: 1001 });
    await expectRefused('NOTE_REQUIRED', () => issue({ points: 1001, override: true }));
    await expectRefused('NOTE_REQUIRED', () => issue({ points: 1001, override: true, note: '   ' }));
    const issued = await issue({ points: 1001, override: true, note: 'Owner’s guest' });
    expect(issued.body.data).toMatchObject({ entry: { isOverride: true, points: 1001 } });
    expect((await issue({ points: 1000 })).body.data).toMatchObject({ entry: { isOverride: false } });
  });

  it('when one person gave too many in a minute: it says how long to wait, and a colleague goes on', async () => {
    const [{ recent } = { recent: 0 }] = await stack.sql`
      select count(*)::int as recent from public.loyalty_ledger l join public.staff s on s.casino_id = l.casino_id and s.id = l.staff_id
      where s.email = ${PIT_BOSS} and l.created_at > now() - interval '60 seconds'`;
    await stack.sql`update public.casino_settings set rewards_per_staff_per_minute = ${recent + 3}`;
    const answers = await Promise.all(Array.from({ length: 12 }, () => issue({ points: 5 })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(3);
    const refused = answers.filter((answer) => answer.body.code === 'RATE_LIMITED');
    expect(refused).toHaveLength(9);
    for (const answer of refused) {
      expect(answer.status).toBe(429);
      expect(answer.body.details).toMatchObject({ limit: recent + 3, windowSeconds: 60 });
      expect(answer.headers.get('retry-after')).toBe(String(answer.body.details?.retryAfterSeconds));
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
    expect((await issue({ points: 5 }, newId(), ADMIN)).status).toBe(201);
  });

  it('never because of rewards from before the clock was set back', async () => {
    const issuer = 'admin@summit.example';
    const foreign = await findLiveSlip(stack.sql, 'summit');
    await stack.sql`
      select app.post_ledger_entry(
        row(p.casino_id, s.id, s.role, gen_random_uuid(), app.gaming_day(p.casino_id))::app.rls_context,
        jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object('player_id', p.id, 'points', 1, 'reason', 'mid_session_bonus',
          'created_at', now() + interval '2 hours', 'idempotency_key', gen_random_uuid(), 'request_hash', '\\x00')))
      from public.player p join public.staff s on s.casino_id = p.casino_id and s.email = ${issuer}, generate_series(1, 5)
      where p.id = ${foreign.playerId}`;
    await stack.sql`update public.casino_settings set rewards_per_staff_per_minute = 2`;
    const give = () => issue({ ratingSlipId: foreign.id, points: 5 }, newId(), issuer);
    expect([(await give()).status, (await give()).status]).toEqual([201, 201]);
    const refused = await expectRefused('RATE_LIMITED', give);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  });

  it('never because of corrections and reversals, which use up nothing of the rate of rewards', async () => {
    const [before] = await stack.sql`
      select count(*)::int as recent from public.loyalty_ledger l join public.staff s on s.casino_id = l.casino_id and s.id = l.staff_id
      where s.email = ${ADMIN} and l.created_at > now() - interval '60 seconds' and l.reason = 'mid_session_bonus'`;
    await stack.sql`update public.casino_settings set rewards_per_staff_per_minute = ${before?.recent + 2}`;
    const given = await issue({ points: 5, reason: 'mid_session_bonus' }, newId(), ADMIN);
    expect(given.status).toBe(201);
    const { playerId, id: entryId } = (given.body.data as { entry: { playerId: string; id: string } }).entry;
    const mend = (path: string, body: object) => stack.http(ADMIN, 'POST', `/loyalty/${path}`, { body, key: newId() });
    for (const points of [3, 4, 5]) {
      expect((await mend('corrections', { playerId, points, note: 'Miscounted' })).status).toBe(201);
    }
    expect((await mend('reversals', { entryId, note: 'Wrong player' })).status).toBe(201);
    expect((await issue({ points: 5, reason: 'mid_session_bonus' }, newId(), ADMIN)).status).toBe(201);
    await expectRefused('RATE_LIMITED', () => issue({ points: 5, reason: 'mid_session_bonus' }, newId(), ADMIN));
    await stack.sql`update public.casino_settings set rewards_per_staff_per_minute = null`;
  });

  it.each(['dealer', 'cashier', 'loyalty', 'compliance'] as const)('by the role of %s', async (account) => {
    const answer = await expectRefused('FORBIDDEN', () => issue({}, newId(), `${account}@harbor.example`));
    expect(answer.status).toBe(403);
  });

  it.each([
    ['points 0', { points: 0 }],
    ['negative points', { points: -5 }],
    ['half a point', { points: 1.5 }],
    ['points as text', { points: '100' }],
    ['more points than the column holds', { points: 3_000_000_000 }],
    ['an unknown reason', { reason: 'because' }],
    ['a reason only the system writes', { reason: 'session_accrual' }],
    ['a note of 501 characters', { note: 'x'.repeat(501) }],
    ['a slip id that is none', { ratingSlipId: 'abc' }],
  ] as const)('with %s', async (_, reward) => {
    expect((await expectRefused('VALIDATION_FAILED', () => issue(reward))).status).toBe(422);
  });

  it.each([
    ['points 0', { p_points: 0 }],
    ['an unknown reason', { p_reason: 'because' }],
    ['no points', { p_points: null }],
    ['no key', { p_idempotency_key: '' }],
    ['a key of 201 characters', { p_idempotency_key: 'k'.repeat(201) }],
  ] as const)('past the web app with %s', async (_, args) => {
    const before = await snapshot(stack.sql);
    const answer = await stack.rpc(PIT_BOSS, 'rpc_issue_mid_session_reward', {
      p_rating_slip_id: slip.id,
      p_points: 10,
      p_reason: 'promotion',
      p_idempotency_key: newId(),
      ...args,
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'PT422', message: 'VALIDATION_FAILED' } });
    expect(await snapshot(stack.sql)).toEqual(before);
  });

  it('without a key, by a deactivated person and by nobody', async () => {
    const before = await snapshot(stack.sql);
    const body = { ratingSlipId: slip.id, points: 10, reason: 'promotion' };
    const noKey = await stack.http(PIT_BOSS, 'POST', '/loyalty/mid-session-rewards', { body });
    expect(noKey).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY_KEY_REQUIRED' } });
    expect((await issue({}, newId(), null)).status).toBe(401);
    await stack.sql`update public.staff set is_active = false where email = ${PIT_BOSS}`;
    try {
      expect((await issue()).status).toBe(403);
      expect((await stack.http(PIT_BOSS, 'GET', '/me')).status).toBe(403);
      expect((await stack.http(PIT_BOSS, 'GET', '/floor')).status).toBe(403);
      expect(await stack.asRole('authenticated', PIT_BOSS, (sql) => sql`select 1 from public.player`)).toHaveLength(0);
    } finally {
      await stack.sql`update public.staff set is_active = true where email = ${PIT_BOSS}`;
    }
    expect(await snapshot(stack.sql)).toEqual(before);
  });
});

describe('races', () => {
  it('200 parallel calls with one key: one entry, 200 equal answers, no error', async () => {
    const key = newId();
    const balance = await balanceOf(slip.playerId);
    const answers = await Promise.all(Array.from({ length: 200 }, () => issue({ points: 13 }, key)));
    expect(answers.map((answer) => answer.status).filter((status) => status === 201)).toHaveLength(1);
    expect(answers.every((answer) => answer.status === 201 || answer.status === 200)).toBe(true);
    const payloads = answers.map((answer) => JSON.stringify({ ...(answer.body.data as object), isExisting: null }));
    expect(new Set(payloads).size).toBe(1);
    expect(await balanceOf(slip.playerId)).toBe(balance + 13);
    const [row] =
      await stack.sql`select count(*)::int as entries from public.loyalty_ledger where idempotency_key = ${key}`;
    expect(row?.entries).toBe(1);
  });

  it('200 parallel different rewards to one player: all there, numbered without gaps, balance right', async () => {
    const own = await findLiveSlip(stack.sql, 'harbor', 14);
    const [before] =
      await stack.sql`select balance, entry_count from public.player_loyalty where player_id = ${own.playerId}`;
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        issue({ ratingSlipId: own.id, points: index + 1 }, newId(), index % 2 ? PIT_BOSS : ADMIN),
      ),
    );
    expect(answers.every((answer) => answer.status === 201)).toBe(true);
    const numbers = answers
      .map((answer) => (answer.body.data as { entry: { entryNo: number } }).entry.entryNo)
      .sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => Number(before?.entry_count) + index + 1));
    expect(await balanceOf(own.playerId)).toBe(Number(before?.balance) + (200 * 201) / 2);
    const proof = await stack.rpc(ADMIN, 'rpc_verify_loyalty_ledger', { p_player_id: own.playerId });
    expect(proof.body).toMatchObject({ is_intact: true });
  });

  it('one key for two players at once: one entry, the other is told', async () => {
    const [one, two] = [await findLiveSlip(stack.sql, 'harbor', 15), await findLiveSlip(stack.sql, 'harbor', 16)];
    for (let round = 0; round < 10; round += 1) {
      const key = newId();
      const answers = await Promise.all([issue({ ratingSlipId: one.id }, key), issue({ ratingSlipId: two.id }, key)]);
      expect(answers.map((answer) => answer.body.code).sort()).toEqual(['IDEMPOTENCY_KEY_REUSED', 'OK']);
    }
  });

  it('a reward that waited while its slip closed is refused: never a reward after the end', async () => {
    const own = await findLiveSlip(stack.sql, 'harbor', 17);
    const { waiting } = await stack.sql.begin(async (sql) => {
      await sql`select 1 from public.player_loyalty where player_id = ${own.playerId} for no key update`;
      const waiting = issue({ ratingSlipId: own.id });
      await expect.poll(() => isSomeoneWaiting()).toBe(true);
      await sql`
        update public.rating_slip set status = 'closed', ended_at = now(), theo_cents = 0, accrual_status = 'none' where id = ${own.id}`;
      return { waiting };
    });
    expect((await waiting).body.code).toBe('SLIP_CLOSED');
  });
});

async function isSomeoneWaiting(): Promise<boolean> {
  const [row] = await stack.sql`
    select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waiting`;
  return row?.waiting;
}
