import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ReconciliationRun, RunOutcome } from '@/services/reconciliation/dtos';
import { dataOf } from '../floor/floor-desk';
import { createImportsDesk, type ImportsDesk, type LegacyRow } from '../imports/imports-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, startTestStack, type TestStack } from '../support/stack';
import {
  addPlayers,
  expectTrueCounts,
  type Known,
  legacyRow,
  pointsSnapshot,
  startRun,
  TIER_CODES,
  tiersOf,
} from './reconcile-world';

const ROUNDS = 5;
const BATCH = 200;
/** The name of the connections that are ended: nobody else's is. */
const CRASHING = 'crashing';

let stack: TestStack;
let desk: ImportsDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createImportsDesk(stack);
  await liftRewardRate(stack.sql);
});
// What one test says of columns is remembered for the next file.
afterEach(() => forgetMapping());
afterAll(() => stack.dispose());

/** So many new players of the lowest tier, and a file that makes each of them silver. */
async function stageUpgrades(count: number, tier = 'silver'): Promise<{ importId: string; players: Known[] }> {
  const players = await addPlayers(stack.sql, Array(count).fill('bronze'));
  return { importId: await stageRows(players.map((player) => legacyRow(player, tier))), players };
}

async function stageRows(rows: LegacyRow[]): Promise<string> {
  return (await desk.stage(rows, { allowDuplicate: true })).id;
}

/** Forgets what was said of columns, so that the next file is read as if nothing had been. */
async function forgetMapping(): Promise<void> {
  await stack.sql`delete from public.player_import_memory`;
}

/** How many connections of this database wait for a lock. */
async function countWaiting(): Promise<number> {
  const [row] = await stack.sql<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.waiting ?? 0;
}

async function rowIdsOf(importId: string): Promise<string[]> {
  return (await desk.listRows(importId)).map(({ id }) => id);
}

/** How often each row was applied or kept, and taken back. */
async function expectEachDoneOnce(importId: string, rows: number): Promise<void> {
  const [row] = await stack.sql`
    select count(*)::int as done, count(distinct row_id)::int as rows from public.loyalty_reconciliation
    where import_id = ${importId} and outcome in ('applied', 'kept')`;
  expect(row).toEqual({ done: rows, rows });
}

describe('two managers at once', () => {
  it('apply the same rows: each row is applied once, and the other is told', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { importId, players } = await stageUpgrades(30);
      const rowIds = await rowIdsOf(importId);
      const outcomes = (
        await Promise.all([
          desk.apply({ rowIds }, { as: MANAGER }),
          desk.apply({ rowIds: rowIds.toReversed() }, { as: ADMIN }),
          desk.apply({ rowIds: rowIds.slice(10, 20) }, { as: ADMIN }),
        ])
      ).map((answer) => dataOf<RunOutcome>(answer));
      expect(outcomes.reduce((sum, { applied }) => sum + applied, 0)).toBe(30);
      for (const { results } of outcomes)
        for (const { outcome, code } of results)
          expect(code ?? outcome).toBe(outcome === 'skipped' ? 'ALREADY_RECONCILED' : 'applied');
      expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['silver']));
      expect(await desk.getImport(importId)).toMatchObject({ appliedCount: 30, pendingCount: 0 });
      await expectEachDoneOnce(importId, 30);
    }
    await expectTrueCounts(stack.sql);
  });

  it('apply overlapping filters: nothing is done twice', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { importId, players } = await stageUpgrades(30);
      const outcomes = (
        await Promise.all([
          desk.apply({ filter: { importId } }, { as: MANAGER }),
          desk.apply({ filter: { importId, upgrade: true } }, { as: ADMIN }),
          desk.apply({ filter: { importId, conflict: true, stale: false } }, { as: ADMIN }),
        ])
      ).map((answer) => dataOf<RunOutcome>(answer));
      expect(outcomes.reduce((sum, { applied }) => sum + applied, 0)).toBe(30);
      expect(outcomes.every(({ run }) => run.status === 'finished')).toBe(true);
      expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['silver']));
      await expectEachDoneOnce(importId, 30);
    }
    await expectTrueCounts(stack.sql);
  });

  it('drive one run on: it ends once, and no row is done twice or left', async () => {
    // After the first batch more are left than there are managers.
    const count = 4 * BATCH + 10;
    const { importId, players } = await stageUpgrades(count);
    const { id: runId } = await startRun(stack, { p_filter: { import_id: importId } });
    const answers = await Promise.all([
      desk.continueRun(runId, { as: MANAGER }),
      desk.continueRun(runId, { as: ADMIN }),
      desk.continueRun(runId, { as: ADMIN }),
    ]);
    for (const answer of answers)
      expect(dataOf<RunOutcome>(answer)).toMatchObject({ applied: count, skipped: 0, run: { status: 'finished' } });
    expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['silver']));
    await expectEachDoneOnce(importId, count);
    await expectTrueCounts(stack.sql);
  });

  it('send one intent twice: one run, equal answers', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { importId } = await stageUpgrades(20);
      const key = newId();
      const answers = await Promise.all(Array.from({ length: 6 }, () => desk.apply({ filter: { importId } }, { key })));
      const outcomes = answers.map((answer) => dataOf<RunOutcome>(answer));
      expect(outcomes.filter(({ isExisting }) => !isExisting)).toHaveLength(1);
      expect(new Set(outcomes.map(({ isExisting: _, ...rest }) => JSON.stringify(rest))).size).toBe(1);
      await expectEachDoneOnce(importId, 20);
    }
  });
});

describe('applying against', () => {
  it('the end of slips that lift a tier: never the lower one, and the ledger proves itself', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      // Four hours of play are enough for silver; the file says bronze, silver or gold of them, twice each.
      const seats = await Promise.all(Array.from({ length: 6 }, () => desk.loyalty.play(4 * 3600)));
      const players = seats.map(({ player }) => ({ id: player.id, card: `RACE-${player.id}` }));
      for (const { id, card } of players)
        await stack.sql`update public.player set loyalty_id = ${card} where id = ${id}`;
      const said = players.map((_, at) => TIER_CODES[at % 3] ?? 'bronze');
      const rows = players.map((player, at) => legacyRow(player, said[at] ?? ''));
      const importId = await stageRows([...rows, ...rows.toReversed()]);
      const [applied, ...closed] = await Promise.all([
        desk.apply({ filter: { importId } }),
        ...seats.map(({ slip }) => desk.floor.step(slip.id, 'close')),
      ]);
      expect(dataOf<RunOutcome>(applied).run).toMatchObject({ status: 'finished', doneCount: 12, skippedCount: 0 });
      // At the multiplier of the tier that the player held by then: bronze, silver, gold.
      for (const [at, answer] of closed.entries()) {
        const { accrual } = dataOf<{ accrual: { points: number } }>(answer);
        expect([2800, { bronze: 2800, silver: 3080, gold: 3500 }[said[at] as 'bronze']]).toContain(accrual.points);
      }
      expect(await tiersOf(stack.sql, players)).toEqual(said.map((tier) => (tier === 'gold' ? 'gold' : 'silver')));
    }
    await expectTrueCounts(stack.sql);
    await desk.loyalty.expectProof(null, ['tier']);
  });

  it('reverting: the row and the player agree on who was last', async () => {
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      const { importId, players } = await stageUpgrades(5, 'gold');
      const rowIds = await rowIdsOf(importId);
      const { results, run } = await desk.applied({ rowIds });
      const answers = await Promise.all([
        desk.apply({ rowIds }),
        ...results.map(({ reconciliationId }) => desk.revert(reconciliationId)),
        desk.revertRun(run.id),
        desk.apply({ rowIds }, { as: ADMIN }),
      ]);
      for (const { body } of answers) expect(['OK', 'ALREADY_RECONCILED']).toContain(body.code);
      const rows = await desk.listRows(importId);
      expect(await tiersOf(stack.sql, players)).toEqual(
        rows.map(({ status }) => (status === 'applied' ? 'gold' : 'bronze')),
      );
    }
    await expectTrueCounts(stack.sql);
  });

  it('enrolling: a row is applied or its player was not there yet, and then it waits', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const names = { 'First Name': 'New', 'Last Name': 'Player' };
      const cards = Array.from({ length: 20 }, () => ({ card: `NEW-${newId()}` }));
      const importId = await stageRows(cards.map((who) => legacyRow(who, 'gold', names)));
      const [applied, enrolled] = await Promise.all([desk.apply({ filter: { importId } }), desk.enrol(importId)]);
      const outcome = dataOf<RunOutcome>(applied);
      expect(dataOf(enrolled)).toMatchObject({ enrolledCount: 20, matchedCount: 20, leftCount: 0 });
      expect(outcome.applied + outcome.skipped).toBe(20);
      for (const { code } of outcome.results) expect([undefined, 'PLAYER_NOT_ENROLLED']).toContain(code);
      expect(await desk.applied({ filter: { importId } })).toMatchObject({ applied: 20 - outcome.applied, skipped: 0 });
    }
    await expectTrueCounts(stack.sql);
  });

  it('mapping: the rows are read one way, and applied as they were read', async () => {
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      // Every player twice: whoever locks rows in another order would stand in the way.
      const players = await addPlayers(stack.sql, Array(60).fill('bronze'));
      const rows = players.map((player) => legacyRow(player, 'silver', { 'Old tier': 'gold' }));
      const importId = await stageRows([...rows, ...rows.toReversed()]);
      const rowIds = await rowIdsOf(importId);
      const { mapping, headers } = await desk.getImport(importId);
      const other = { ...mapping, columns: { ...mapping.columns, tier: headers.indexOf('Old tier') } };
      const [applied, mapped] = await Promise.all([desk.apply({ rowIds }), desk.map(importId, other)]);
      const tiers = new Set(await tiersOf(stack.sql, players));
      if (mapped.body.ok) {
        // Mapped first: what was skipped waits; what was applied was read anew.
        const isRefused = applied.body.code === 'IMPORT_ROW_NOT_FOUND';
        if (!isRefused)
          for (const { outcome, code } of dataOf<RunOutcome>(applied).results)
            expect(['applied', 'kept', 'IMPORT_NOT_READY']).toContain(code ?? outcome);
        expect(tiers).toEqual(new Set([isRefused || dataOf<RunOutcome>(applied).applied === 0 ? 'bronze' : 'gold']));
      } else {
        expect(mapped.body.code).toBe('IMPORT_IN_USE');
        expect(dataOf<RunOutcome>(applied)).toMatchObject({ applied: 60, kept: 60 });
        expect(tiers).toEqual(new Set(['silver']));
      }
      // What each row says is what its reconciliation put on record.
      const [row] = await stack.sql`
        select count(*)::int as wrong from public.loyalty_reconciliation l
        join public.player_import_row r on r.casino_id = l.casino_id and r.id = l.row_id
        where l.import_id = ${importId} and l.outcome = 'applied' and l.provenance ->> 'tier_code' <> r.tier_code`;
      expect(row).toEqual({ wrong: 0 });
      await forgetMapping();
    }
    await expectTrueCounts(stack.sql);
  });

  it('mapping, each in the middle of its rows: neither stands in the way of the other', async () => {
    const { importId } = await stageUpgrades(80);
    // Ids are random within a millisecond: two rows that follow in the order of ids a third one that the file has before both.
    const rowIds = await rowIdsOf(importId);
    const above = rowIds.map((id, at) =>
      rowIds
        .slice(at + 1)
        .filter((other) => other < id)
        .toSorted(),
    );
    const last = above.findIndex((lower) => lower.length >= 2);
    const [first = '', middle = ''] = above[last] ?? [];
    expect(last).toBeGreaterThanOrEqual(0);
    const { mapping } = await desk.getImport(importId);
    const answers = await stack.sql.begin(async (sql) => {
      // One comes to the row in the middle and waits there, with another in hand; then the other one comes along.
      await sql`select 1 from public.player_import_row where id = ${middle} for update`;
      const applied = desk.apply({ rowIds: [first, middle, rowIds[last] ?? ''] });
      await expect.poll(countWaiting, { timeout: 20_000 }).toBe(1);
      const mapped = desk.map(importId, { ...mapping, dateOrder: 'ymd' });
      await expect.poll(countWaiting, { timeout: 20_000 }).toBe(2);
      return { both: [applied, mapped] };
    });
    for (const { status } of await Promise.all(answers.both)) expect(status).toBe(201);
    expect(await desk.getImport(importId)).toMatchObject({ status: 'ready', rowCount: 80 });
    await forgetMapping();
    await expectTrueCounts(stack.sql);
  });

  it('taking the import away: either it is gone and nothing was applied, or it stays', async () => {
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      const { importId, players } = await stageUpgrades(20);
      const rowIds = await rowIdsOf(importId);
      const [applied, discarded] = await Promise.all([desk.apply({ rowIds }), desk.discard(importId)]);
      const tiers = new Set(await tiersOf(stack.sql, players));
      if (discarded.body.ok) {
        if (applied.body.ok)
          for (const { code } of dataOf<RunOutcome>(applied).results) expect(code).toBe('IMPORT_NOT_READY');
        else expect(applied.body.code).toBe('IMPORT_ROW_NOT_FOUND');
        expect(tiers).toEqual(new Set(['bronze']));
      } else {
        expect(discarded.body.code).toBe('IMPORT_IN_USE');
        expect(dataOf<RunOutcome>(applied)).toMatchObject({ applied: 20 });
        expect(tiers).toEqual(new Set(['silver']));
      }
    }
    await desk.tend();
    const [left] = await stack.sql`
      select count(*)::int as rows from public.player_import_row r
      join public.player_import i on i.casino_id = r.casino_id and i.id = r.import_id where i.status = 'discarded'`;
    expect(left).toEqual({ rows: 0 });
    await expectTrueCounts(stack.sql);
  });

  it('new tiers: everybody gets the tier that the file says, by the ranks of before or after', async () => {
    const demo = await desk.loyalty.tierBodies();
    const jade = { code: 'jade', name: 'Jade', multiplier: 1, thresholdPoints: 1 };
    // The tiers can change before, within and between the batches.
    const count = 2 * BATCH + 10;
    for (let round = 0; round < 4; round += 1) {
      const { importId, players } = await stageUpgrades(count);
      const [applied] = await Promise.all([
        desk.apply({ filter: { importId } }),
        desk.loyalty.setTiers(round % 2 ? demo : demo.toSpliced(1, 0, jade)),
        desk.tend(),
      ]);
      expect(dataOf<RunOutcome>(applied)).toMatchObject({ applied: count, skipped: 0, run: { status: 'finished' } });
      expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['silver']));
    }
    await expectTrueCounts(stack.sql);
  });
});

describe('reverting against', () => {
  it('points that lift the player: reverted before it, or told of it', async () => {
    const codes = new Set<string>();
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      const { player, slip } = await desk.floor.seat();
      const card = `LIFTED-${player.id}`;
      await stack.sql`update public.player set loyalty_id = ${card} where id = ${player.id}`;
      const { results } = await desk.applied({
        filter: { importId: await stageRows([legacyRow({ card }, 'silver')]) },
      });
      const [reverted] = await Promise.all([
        desk.revert(results[0]?.reconciliationId ?? ''),
        desk.loyalty.given(slip.id, round % 2 ? 12_000 : 3000),
      ]);
      codes.add(reverted.body.code);
      expect(['OK', 'TIER_CHANGED_SINCE']).toContain(reverted.body.code);
      // Whoever was first: what was earned is theirs.
      expect(await tiersOf(stack.sql, [player])).toEqual([round % 2 ? 'gold' : 'silver']);
      await desk.loyalty.expectProof(player.id);
    }
    expect(codes.size).toBeGreaterThan(0);
    await expectTrueCounts(stack.sql);
  });
});

describe('taking a mistaken bonus back against', () => {
  it('a file being applied and one being reverted: each row waits or is applied, and nobody is left below it', async () => {
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      const seats = await Promise.all(Array.from({ length: 6 }, () => desk.floor.seat()));
      const players = seats.map(({ player }) => ({ id: player.id, card: `MISTAKEN-${player.id}` }));
      for (const { id, card } of players)
        await stack.sql`update public.player set loyalty_id = ${card} where id = ${id}`;
      const bonuses = await Promise.all(seats.map(({ slip }) => desk.loyalty.given(slip.id, 50_000)));
      const earlier = await stageRows(players.map((player) => legacyRow(player, 'gold')));
      const { run } = await desk.applied({ filter: { importId: earlier } });
      const right = await stageRows(players.map((player) => legacyRow(player, 'silver')));
      const answers = await Promise.all([
        desk.apply({ filter: { importId: right } }),
        ...bonuses.map(({ id }) => desk.loyalty.reverse(id)),
        desk.revertRun(run.id),
      ]);
      for (const { body } of answers) expect(body.code).toBe('OK');
      // Of either file a row that was kept for the bonus waits again; one that came later raised the player.
      const rows = await desk.listRows(right);
      const tiers = await tiersOf(stack.sql, players);
      expect(tiers).toEqual(rows.map(({ status }) => (status === 'applied' ? 'silver' : 'bronze')));
      for (const { status } of rows) expect(['applied', 'pending']).toContain(status);
      await desk.applied({ filter: { importId: right } });
      expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['silver']));
    }
    await expectTrueCounts(stack.sql);
    await desk.loyalty.expectProof(null, ['tier']);
  });
});

describe('reverting a wrong import against', () => {
  it('the right one being applied: whoever is first, nobody is left below what the right one says', async () => {
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      const { importId: wrong, players } = await stageUpgrades(30, 'gold');
      const { run } = await desk.applied({ filter: { importId: wrong } });
      const right = await stageRows(players.map((player) => legacyRow(player, 'silver')));
      const [applied, reverted] = await Promise.all([
        desk.apply({ filter: { importId: right } }),
        desk.revertRun(run.id),
      ]);
      expect(dataOf<RunOutcome>(reverted)).toMatchObject({ reverted: 30, skipped: 0 });
      // Kept and waiting again, or applied to who had been given the prior tier back.
      const { kept, applied: raised } = dataOf<RunOutcome>(applied);
      expect([kept, raised]).toEqual(kept > 0 ? [30, 0] : [0, 30]);
      expect(await desk.getImport(right)).toMatchObject({ keptCount: 0, pendingCount: kept, appliedCount: raised });
      await desk.applied({ filter: { importId: right } });
      expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['silver']));
    }
    await expectTrueCounts(stack.sql);
  });
});

describe('the worker against', () => {
  it('slips that lift players with many rows: nobody on the floor waits in vain, and every row is compared with the tier held', async () => {
    const demo = await desk.loyalty.tierBodies();
    const jade = { code: 'jade', name: 'Jade', multiplier: 1, thresholdPoints: 1 };
    for (let round = 0; round < 4; round += 1) {
      const seats = await Promise.all(Array.from({ length: 5 }, () => desk.floor.seat()));
      const players = seats.map(({ player }) => ({ id: player.id, card: `TENDED-${player.id}` }));
      for (const { id, card } of players)
        await stack.sql`update public.player set loyalty_id = ${card} where id = ${id}`;
      const rows = Array.from({ length: 8 }, (_, turn) =>
        (turn % 2 ? players.toReversed() : players).map((player) => legacyRow(player, TIER_CODES[turn % 4] ?? '')),
      ).flat();
      const importIds = [await stageRows(rows), await stageRows(rows.toReversed())];
      // A removed spelling changes what a row stands for, so that the worker has each of them to write.
      for (const importId of importIds) {
        const { mapping } = await desk.getImport(importId);
        await desk.mapped(importId, { ...mapping, tiers: [{ text: 'gold', tier: 'platinum' }] });
      }
      await desk.loyalty.setTiers(round % 2 ? demo : demo.toSpliced(1, 0, jade));
      const [, ...given] = await Promise.all([
        desk.tend(),
        ...seats.map(({ slip }) => desk.loyalty.bonus(slip.id, 12_000)),
      ]);
      for (const { status } of given) expect(status).toBe(201);
      await desk.tend();
      expect(await countWrongComparisons()).toBe(0);
      await forgetMapping();
    }
    await expectTrueCounts(stack.sql);
    await desk.loyalty.expectProof(null, ['tier']);
  });
});

/** Rows of the queue whose stored comparison is not what their tier and the player's say. */
async function countWrongComparisons(): Promise<number> {
  const [row] = await stack.sql<{ wrong: number }[]>`
    select count(*)::int as wrong from public.player_import_row r
    left join public.loyalty_tier t on t.casino_id = r.casino_id and t.code = r.tier_code
    left join public.player_loyalty l on l.casino_id = r.casino_id and l.player_id = r.player_id
    left join public.loyalty_tier h on h.casino_id = l.casino_id and h.code = l.tier
    where r.status not in ('staged', 'error') and r.tier_comparison <> app.compare_tiers(t.rank, h.rank)`;
  return row?.wrong ?? -1;
}

describe('a crash in the middle of a bulk apply', () => {
  type Statement = (sql: postgres.Sql) => Promise<unknown>;

  /** Works as a manager on a connection of its own that dies meanwhile; what runs into its end sends nothing after it, no rollback either. */
  async function expectCrash(work: Statement): Promise<void> {
    const client = postgres(stack.databaseUrl, { max: 1, connection: { application_name: CRASHING } });
    const sql = await client.reserve();
    await sql`begin`;
    await sql`
      select set_config('request.jwt.claim.sub', user_id::text, true) from public.staff where email = ${MANAGER}`;
    await sql`set local role authenticated`;
    await expect(work(sql)).rejects.toThrow();
    await client.end({ timeout: 0 });
  }

  /** Ends the connection of whoever waits for a tier that is locked, as a crash of its server process would: in the middle of a batch. */
  async function killAt(tier: string, work: Statement): Promise<void> {
    await stack.sql.begin(async (sql) => {
      await sql`
        select 1 from public.loyalty_tier t join public.casino c on c.id = t.casino_id
        where c.slug = 'harbor' and t.code = ${tier} for update of t`;
      const crashed = expectCrash(work);
      await expect.poll(countWaiting, { timeout: 20_000 }).toBe(1);
      const ended = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = ${CRASHING} and wait_event_type = 'Lock'`;
      expect(ended).toHaveLength(1);
      await crashed;
    });
  }

  /** Ends the connection after the batch was done and before it was committed. */
  async function killUncommitted(work: Statement): Promise<void> {
    await expectCrash(async (sql) => {
      await work(sql);
      await sql`select pg_terminate_backend(pg_backend_pid())`;
    });
  }

  const start =
    (importId: string, key: string): Statement =>
    (sql) =>
      sql`select public.rpc_apply_reconciliation('upgrade_only', ${key}, null, ${sql.json({ import_id: importId })}, false)`;
  const goOn =
    (runId: string): Statement =>
    (sql) =>
      sql`select public.rpc_continue_reconciliation_run(${runId}, ${newId()})`;

  /** A file whose row at this place is the one that the batch stops at. */
  async function stageWithStop(count: number, stop: number) {
    const players = await addPlayers(stack.sql, Array(count).fill('bronze'));
    const rows = players.map((player, at) => legacyRow(player, at === stop ? 'platinum' : 'silver'));
    return { players, importId: await stageRows(rows) };
  }

  const expectDone = async (importId: string, players: Known[], done: number, stop: number) => {
    expect(await tiersOf(stack.sql, players)).toEqual(
      players.map((_, at) => (at >= done ? 'bronze' : at === stop ? 'platinum' : 'silver')),
    );
    expect(await desk.getImport(importId)).toMatchObject({ pendingCount: players.length - done, appliedCount: done });
    await expectEachDoneOnce(importId, done);
    await expectTrueCounts(stack.sql);
  };

  it('leaves every row of the first batch untouched, and the same intent does all of it afterwards', async () => {
    const { players, importId } = await stageWithStop(BATCH + 100, 120);
    const key = newId();
    const points = await pointsSnapshot(stack.sql);
    await killAt('platinum', start(importId, key));
    await expectDone(importId, players, 0, 120);
    await killUncommitted(start(importId, key));
    await expectDone(importId, players, 0, 120);
    const [runs] = await stack.sql`
      select count(*)::int as n from public.reconciliation_run where filter ->> 'import_id' = ${importId}`;
    expect(runs).toEqual({ n: 0 });

    const outcome = dataOf<RunOutcome>(await desk.apply({ filter: { importId } }, { key }));
    expect(outcome).toMatchObject({ isExisting: false, applied: BATCH + 100, skipped: 0, run: { status: 'finished' } });
    await expectDone(importId, players, BATCH + 100, 120);
    expect(await pointsSnapshot(stack.sql)).toEqual(points);
  });

  it('leaves every row of a later batch untouched, what was done before stays, and the same intent goes on', async () => {
    const { players, importId } = await stageWithStop(2 * BATCH + 100, BATCH + 50);
    const key = newId();
    const { id: runId } = await startRun(stack, { p_filter: { import_id: importId } }, key);
    const isHalfWay = async () => {
      await expectDone(importId, players, BATCH, BATCH + 50);
      const run = await desk.read<ReconciliationRun>(`/reconciliation-runs/${runId}`);
      expect(run).toMatchObject({
        status: 'running',
        totalCount: 2 * BATCH + 100,
        doneCount: BATCH,
        appliedCount: BATCH,
      });
    };
    await isHalfWay();
    await killAt('platinum', goOn(runId));
    await isHalfWay();
    await killUncommitted(goOn(runId));
    await isHalfWay();

    const outcome = dataOf<RunOutcome>(await desk.apply({ filter: { importId } }, { key }));
    expect(outcome).toMatchObject({
      isExisting: true,
      applied: 2 * BATCH + 100,
      run: { id: runId, status: 'finished' },
    });
    await expectDone(importId, players, 2 * BATCH + 100, BATCH + 50);
  });

  it('of a revert leaves it to be taken up again too', async () => {
    const { importId, players } = await stageUpgrades(20, 'gold');
    const { run } = await desk.applied({ filter: { importId } });
    const kept = await stageRows(players.map((player) => legacyRow(player, 'silver')));
    await desk.applied({ filter: { importId: kept } });
    const key = newId();
    const revert: Statement = (sql) =>
      sql`select public.rpc_revert_reconciliation_run(${run.id}, 'Wrong file', ${key})`;
    await killAt('bronze', revert);
    await killUncommitted(revert);
    expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['gold']));
    expect(await desk.getImport(kept)).toMatchObject({ keptCount: 20 });
    expect(dataOf<RunOutcome>(await desk.revertRun(run.id, 'Wrong file', { key }))).toMatchObject({
      reverted: 20,
      run: { reopenedCount: 20 },
    });
    expect(await desk.getImport(kept)).toMatchObject({ keptCount: 0, pendingCount: 20 });
    expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['bronze']));
    await expectTrueCounts(stack.sql);
  });
});
