import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOutcome } from '@/services/reconciliation/dtos';
import { createImportsDesk, type ImportsDesk } from '../imports/imports-desk';
import type { TierBody } from '../loyalty/loyalty-desk';
import { liftRewardRate } from '../support/ledger';
import { SEED } from '../support/seed';
import { startTestStack, type TestStack } from '../support/stack';
import { daysAgo, expectTrueCounts, standingsOf } from './reconcile-world';

const OPERATIONS = 160;
const PLAYERS = 6;
/** Lowest first. Jade comes and goes, and nobody plays that much. */
const LADDER = ['bronze', 'silver', 'gold', 'jade', 'platinum'] as const;
const THRESHOLDS: Record<string, number> = { bronze: 0, silver: 2500, gold: 10_000 };
const MOST_POINTS = 30_000;

type Code = 'OK' | 'ALREADY_RECONCILED' | 'UNKNOWN_TIER' | 'FRESHNESS_UNCONFIRMED' | 'TIER_CHANGED_SINCE';
/** What a row brought as starting balance, and by what it is older or newer than others: the day, the file, the row. */
type Brought = { points: number; by: string; age: string; isTakenBack: boolean };
type Player = {
  id: string;
  card: string;
  slipId: string | null;
  tier: string;
  lifetime: number;
  entries: number;
  brought: Brought[];
};
type Row = {
  id: string;
  importId: string;
  number: number;
  player: Player;
  tier: string;
  points: number | null;
  day: string;
  status: 'pending' | 'applied' | 'kept' | 'reverted';
  last: Done | null;
};
/** What an apply did with a row, which a revert takes back. */
type Done = {
  id: string;
  row: Row;
  outcome: 'applied' | 'kept';
  tierBefore: string;
  tierAfter: string;
  lifetimeBefore: number;
};
type Run = { id: string; done: Done[] };

const index = fc.nat(1000);
const fileRow = fc.record({
  player: fc.nat(PLAYERS - 1),
  tier: fc.constantFrom(...LADDER, ...LADDER, 'diamond', ''),
  points: fc.option(fc.nat(50_000), { freq: 2 }),
  age: fc.constantFrom(null, null, 3, 30),
});
const operation = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('stage' as const),
      rows: fc.array(fileRow, { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('apply-one' as const), row: index, confirm: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('apply-some' as const),
      row: index,
      again: fc.boolean(),
      confirm: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('revert-one' as const), done: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('revert-run' as const), run: index }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('give' as const),
      player: index,
      points: fc.integer({ min: 1, max: 5000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('close' as const), player: index, hours: fc.integer({ min: 1, max: 8 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ladder' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('apply-then-revert' as const), row: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wrong-file' as const), at: fc.nat(PLAYERS - 1) }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

let stack: TestStack;
let desk: ImportsDesk;
let demo: TierBody[];
let hasJade = false;
const players: Player[] = [];
const rows: Row[] = [];
const dones: Done[] = [];
const runs: Run[] = [];
const met = new Set<string>();

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
  demo = await desk.loyalty.tierBodies();
  await liftRewardRate(stack.sql);
  for (let at = 0; at < PLAYERS; at += 1) {
    const { player, slip } = await desk.floor.seat();
    const card = `MODEL-${at}`;
    await stack.sql`update public.player set loyalty_id = ${card} where id = ${player.id}`;
    players.push({ id: player.id, card, slipId: slip.id, tier: 'bronze', lifetime: 0, entries: 0, brought: [] });
  }
});
afterAll(() => stack.dispose());

const rankOf = (tier: string) => (tier === 'jade' && !hasJade ? -1 : LADDER.indexOf(tier as (typeof LADDER)[number]));
const pick = <T>(from: T[], at: number): T | undefined => from[at % (from.length || 1)];
/** The tier of a player who holds one and has so many points: points lift it, and nothing lowers it. */
const earned = (held: string, lifetime: number) =>
  Object.keys(THRESHOLDS).findLast((tier) => (THRESHOLDS[tier] ?? 0) <= lifetime && rankOf(tier) > rankOf(held)) ??
  held;

/** Applies a row in the model: the code of why not, or OK. */
function applyInModel(row: Row, isConfirmed: boolean): { code: Code; done: Omit<Done, 'id'> | null } {
  const { player } = row;
  if (row.status === 'applied' || row.status === 'kept') return { code: 'ALREADY_RECONCILED', done: null };
  if (row.tier !== '' && rankOf(row.tier) < 0) return { code: 'UNKNOWN_TIER', done: null };
  if (row.day === '' && !isConfirmed) return { code: 'FRESHNESS_UNCONFIRMED', done: null };
  const isHigher = rankOf(row.tier) > rankOf(player.tier);
  const done = {
    row,
    outcome: isHigher ? ('applied' as const) : ('kept' as const),
    tierBefore: player.tier,
    tierAfter: isHigher ? row.tier : player.tier,
    lifetimeBefore: player.lifetime,
  };
  player.tier = done.tierAfter;
  row.status = done.outcome;
  return { code: 'OK', done };
}

/** Takes back in the model what an apply did: the code of why not, or OK, and the rows that wait again because of it. */
function revertInModel(done: Done): { code: Code; reopened: Row[] } {
  const refused = (code: Code) => ({ code, reopened: [] });
  const { row } = done;
  const { player } = row;
  if (row.last !== done) return refused('ALREADY_RECONCILED');
  if (done.outcome === 'applied') {
    if (player.tier !== done.tierAfter) return refused('TIER_CHANGED_SINCE');
    if (rankOf(done.tierBefore) < 0) return refused('UNKNOWN_TIER');
    const hasEarned =
      player.lifetime > done.lifetimeBefore && earned(done.tierBefore, player.lifetime) !== done.tierBefore;
    if (hasEarned) return refused('TIER_CHANGED_SINCE');
    player.tier = done.tierBefore;
  }
  leave(row, done, 'reverted');
  if (done.outcome === 'kept') return { code: 'OK', reopened: [] };
  const reopened = dones
    .filter(
      ({ row: { last, player: of, tier } }, at) =>
        last === dones[at] && of === player && rankOf(tier) > rankOf(player.tier),
    )
    .filter(({ outcome }) => outcome === 'kept')
    .toReversed();
  for (const kept of reopened) leave(kept.row, kept, 'pending');
  return { code: 'OK', reopened: reopened.map(({ row: kept }) => kept) };
}

function leave(row: Row, done: Done, status: 'reverted' | 'pending'): void {
  row.status = status;
  row.last = null;
  for (const brought of row.player.brought) if (brought.by === done.id) brought.isTakenBack = true;
}

/** The newest of what still stands: by day, then by file, then by row. */
function balanceOf({ brought }: Player): number | null {
  const standing = brought.filter(({ isTakenBack }) => !isTakenBack);
  return standing.toSorted((one, other) => (one.age < other.age ? -1 : 1)).at(-1)?.points ?? null;
}

/** Notes in the model what an apply answered, and holds it against what it had to be. */
function expectApplied(chosen: Row[], isConfirmed: boolean, { results, run }: RunOutcome): void {
  const ofRun: Run = { id: run.id, done: [] };
  expect(run).toMatchObject({ status: 'finished', totalCount: chosen.length, doneCount: chosen.length });
  expect(results.map(({ rowId }) => rowId)).toEqual(chosen.map(({ id }) => id));
  for (const [at, row] of chosen.entries()) {
    const { code, done } = applyInModel(row, isConfirmed);
    const result = results[at];
    expect(result?.code ?? 'OK').toBe(code);
    expect(result?.outcome).toBe(done?.outcome ?? 'skipped');
    met.add(`apply ${done?.outcome ?? code}`);
    if (!done) continue;
    row.last = { ...done, id: result?.reconciliationId ?? '' };
    dones.push(row.last);
    ofRun.done.push(row.last);
    if (row.points === null) continue;
    const age = `${row.day.padEnd(10)} ${row.importId} ${String(row.number).padStart(4)}`;
    row.player.brought.push({ points: row.points, by: row.last.id, age, isTakenBack: false });
  }
  runs.push(ofRun);
}

async function stage(said: Extract<Operation, { kind: 'stage' }>['rows']): Promise<void> {
  const chosen = said.flatMap((row) => {
    const player = players[row.player];
    return player ? [{ ...row, player, day: row.age === null ? '' : daysAgo(row.age) }] : [];
  });
  const file = await desk.stage(
    chosen.map(({ player, tier, points, day }) => ({
      'Loyalty ID': player.card,
      Tier: tier,
      Points: points,
      'Last Activity': day,
    })),
    { allowDuplicate: true },
  );
  expect(file).toMatchObject({ status: 'ready', pendingCount: chosen.length });
  for (const [at, { id, rowNumber }] of (await desk.listRows(file.id)).entries()) {
    const row = chosen[at];
    if (row) rows.push({ ...row, id, importId: file.id, number: rowNumber, status: 'pending', last: null });
  }
}

async function revertOne(done: Done): Promise<void> {
  const { code, reopened } = revertInModel(done);
  const { body } = await desk.revert(done.id);
  expect(body.code).toBe(code);
  if (code === 'OK') expect(body.data).toMatchObject({ reopenedCount: reopened.length });
  if (reopened.length > 0) met.add('revert reopens');
  if (code === 'TIER_CHANGED_SINCE') expect(['points', 'reconciliation', 'earned']).toContain(body.details?.by);
  met.add(`revert ${code}`);
}

async function revertRun(run: Run): Promise<void> {
  const codes = run.done.toReversed().flatMap((done) => {
    const { code, reopened } = revertInModel(done);
    return [{ rowId: done.row.id, code }, ...reopened.map(({ id }) => ({ rowId: id, code: 'OK' as const }))];
  });
  const { results } = await desk.revertedRun(run.id);
  expect(results.map(({ rowId, code }) => ({ rowId, code: code ?? 'OK' }))).toEqual(codes);
  for (const { code } of codes) met.add(`revert run ${code}`);
}

/** A tier of its own comes into the ladder, or leaves it while nobody has it. */
async function changeLadder(): Promise<void> {
  if (hasJade && players.some(({ tier }) => tier === 'jade')) return;
  const jade = { code: 'jade', name: 'Jade', multiplier: 1, thresholdPoints: MOST_POINTS + 1 };
  await desk.loyalty.setTiers(hasJade ? demo : demo.toSpliced(3, 0, jade));
  hasJade = !hasJade;
  await desk.tend();
}

async function earn(next: Extract<Operation, { kind: 'give' | 'close' }>): Promise<void> {
  const player = pick(players, next.player);
  if (!player?.slipId) return;
  let points = 0;
  if (next.kind === 'give') {
    if (player.lifetime + next.points > MOST_POINTS) return;
    ({ points } = await desk.loyalty.given(player.slipId, next.points));
  } else {
    await desk.loyalty.playUntilNow(player.slipId, next.hours * 3600);
    ({ points } = (await desk.loyalty.close(player.slipId)).accrual as { points: number });
    player.slipId = null;
  }
  player.lifetime += points;
  player.entries += 1;
  const tier = earned(player.tier, player.lifetime);
  if (tier !== player.tier) met.add(`${next.kind} lifts`);
  player.tier = tier;
}

async function run(next: Operation): Promise<void> {
  if (next.kind === 'stage') return stage(next.rows);
  if (next.kind === 'ladder') return changeLadder();
  if (next.kind === 'wrong-file') return wrongFile(next.at);
  if ('player' in next) return earn(next);
  if (next.kind === 'revert-one') {
    const done = pick(dones.slice(-12), next.done);
    return done && revertOne(done);
  }
  if (next.kind === 'revert-run') {
    const chosen = pick(runs.slice(-5), next.run);
    return chosen && revertRun(chosen);
  }
  const row = pick(rows.slice(-15), next.row);
  if (!row) return;
  if (next.kind === 'apply-then-revert') return applyThenRevert(row);
  if (next.kind === 'apply-one')
    return expectApplied([row], next.confirm, await desk.applied({ rowIds: [row.id], confirm: next.confirm }));
  const status = next.again ? 'reverted' : 'pending';
  const chosen = rows.filter(({ importId, ...other }) => importId === row.importId && other.status === status);
  const filter = { importId: row.importId, status } as const;
  expectApplied(chosen, next.confirm, await desk.applied({ filter, confirm: next.confirm }));
}

/** A wrong file, then a right one that says less and is kept where the wrong one had lifted the player; the wrong one is taken back. */
async function wrongFile(player: number): Promise<void> {
  const applyNew = async (tier: (typeof LADDER)[number], points: number) => {
    await stage([{ player, tier, points, age: 3 }]);
    const row = rows.at(-1);
    if (row) expectApplied([row], false, await desk.applied({ rowIds: [row.id] }));
    return row?.last ?? null;
  };
  const wrong = await applyNew('platinum', 1);
  await applyNew('gold', 2);
  if (wrong) await revertOne(wrong);
}

/** Whatever the row and the player: taken back at once, the player stands where they stood, and applying twice does no more. */
async function applyThenRevert(row: Row): Promise<void> {
  if (row.status === 'applied' || row.status === 'kept') return;
  const before = await standingsOf(stack.sql, [row.player]);
  const outcome = await desk.applied({ rowIds: [row.id], confirm: true });
  const between = await standingsOf(stack.sql, [row.player]);
  expectApplied([row], true, outcome);
  expectApplied([row], true, await desk.applied({ rowIds: [row.id], confirm: true }));
  expect(await standingsOf(stack.sql, [row.player])).toEqual(between);
  if (!row.last) return;
  await revertOne(row.last);
  expect((await standingsOf(stack.sql, [row.player])).map(({ tierProgress: _, ...rest }) => rest)).toEqual(
    before.map(({ tierProgress: _, ...rest }) => rest),
  );
}

async function expectAgreement(): Promise<void> {
  const standings = await standingsOf(stack.sql, players);
  expect(
    standings.map(({ tier, lifetimePoints, startingBalance }) => [
      tier,
      lifetimePoints,
      startingBalance?.points ?? null,
    ]),
  ).toEqual(players.map((player) => [player.tier, player.lifetime, balanceOf(player)]));
  const queue = await desk.queue();
  expect(queue.map(({ rowId, status }) => [rowId, status])).toEqual(rows.map(({ id, status }) => [id, status]));
  // The stored standing that filters go by says the same as the flags, which are judged anew.
  for (const [filter, flag] of [
    ['conflict', 'tier_conflict'],
    ['upgrade', 'upgrade'],
    ['unknownTier', 'unknown_tier'],
  ] as const)
    expect(
      (await desk.queue({ [filter]: true })).map(({ rowId }) => rowId),
      filter,
    ).toEqual(queue.filter(({ flags }) => flags.includes(flag)).map(({ rowId }) => rowId));
  await expectTrueCounts(stack.sql);
}

describe(`a random history of reconciling (seed ${SEED})`, () => {
  it('agrees with the model in every answer and in everything it leaves', async () => {
    const history: Operation[] = fc.sample(operation, { numRuns: OPERATIONS, seed: SEED });
    for (const [step, next] of history.entries()) {
      try {
        await run(next);
        if (step % 10 === 9) await expectAgreement();
      } catch (error) {
        throw new Error(`seed ${SEED}, operation ${step}: ${JSON.stringify(next)}: ${error}`, { cause: error });
      }
    }
    await expectAgreement();

    // What was done raised a rank, or kept it, and never lowered one.
    const lowered = dones.filter(({ outcome, tierBefore, tierAfter }) => {
      const raised = LADDER.indexOf(tierAfter as 'jade') - LADDER.indexOf(tierBefore as 'jade');
      return outcome === 'applied' ? raised <= 0 : raised !== 0;
    });
    expect(lowered).toEqual([]);
    // The ledger has what was earned and nothing else.
    for (const { id, lifetime, entries } of players)
      expect(await desk.loyalty.standing(id)).toMatchObject({ balance: lifetime, lifetime, entries });
    await desk.loyalty.expectProof(null, ['tier']);
    const [audits] = await stack.sql`
      select count(*)::int as done, count(a.id)::int as audited, count(distinct a.id)::int as apart
      from public.loyalty_reconciliation l
      left join public.audit_log a on a.casino_id = l.casino_id and a.entity_id = l.player_id
        and a.after ->> 'reconciliation_id' = l.id::text and a.before = l.before and a.after @> l.after
        and a.action = 'imports.' || l.action || '_reconciliation'
      where l.outcome <> 'skipped'`;
    expect(audits).toEqual({ done: audits?.done, audited: audits?.done, apart: audits?.done });
    expect(audits?.done).toBeGreaterThan(dones.length - 1);

    // A history that never met a rule would prove nothing.
    expect([...met]).toEqual(
      expect.arrayContaining([
        'apply applied',
        'apply kept',
        'apply ALREADY_RECONCILED',
        'revert OK',
        'revert ALREADY_RECONCILED',
        'revert reopens',
      ]),
    );
  });
});
