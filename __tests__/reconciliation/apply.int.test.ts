import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ApplyPreview, ReconciliationRun, RunOutcome } from '@/services/reconciliation/dtos';
import { benefit, type CatalogDesk, createCatalogDesk } from '../catalog/catalog-desk';
import { dataOf } from '../floor/floor-desk';
import { createImportsDesk, type ImportsDesk, importsSnapshot, type LegacyRow } from '../imports/imports-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import {
  addPlayer,
  addPlayers,
  auditOf,
  daysAgo,
  expectRefused,
  expectTrueCounts,
  type Known,
  legacyRow,
  outboxOf,
  pointsSnapshot,
  standingOf,
  standingsOf,
  startRun,
  stepRun,
  TIER_CODES,
  tiersOf,
} from './reconcile-world';

const BATCH = 200;
/** Some batches, the last one not full. */
const MANY = 3 * BATCH + 10;
/** Of so many rows an answer tells what became of each. */
const TOLD = 1000;

let stack: TestStack;
let desk: ImportsDesk;
let catalog: CatalogDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
  catalog = createCatalogDesk(stack);
});
afterAll(() => stack.dispose());

/** Stages rows, applies all of them that wait, and gives what became of each. */
async function applyAll(rows: LegacyRow[], confirm = false) {
  const file = await desk.stage(rows);
  const outcome = await desk.applied({ filter: { importId: file.id }, confirm });
  return { file, ...outcome };
}

async function rowIdsOf(importId: string): Promise<string[]> {
  return (await desk.listRows(importId)).map(({ id }) => id);
}

/** A file about so many new players of the lowest tier, each to be silver. */
async function stageMany(count = MANY): Promise<{ importId: string; players: Known[] }> {
  const players = await addPlayers(stack.sql, Array(count).fill('bronze'));
  const { id } = await desk.stage(players.map((player) => legacyRow(player, 'silver')));
  return { importId: id, players };
}

async function countTiers(players: Known[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const tier of await tiersOf(stack.sql, players)) counts[tier] = (counts[tier] ?? 0) + 1;
  return counts;
}

describe('the policy upgrade_only', () => {
  it('judges every kind of row, does it once, and does it again without harm', async () => {
    const players = await addPlayers(stack.sql, ['bronze', 'gold', 'gold', 'silver', 'bronze', 'bronze', 'bronze']);
    const [up, equal, lower, tierless, undated, stale, spelled] = players as [
      Known,
      Known,
      Known,
      Known,
      Known,
      Known,
      Known,
    ];
    const file = await desk.stage([
      legacyRow(up, 'GOLD'),
      legacyRow(equal, 'Gold'),
      legacyRow(lower, 'silver'),
      legacyRow(tierless, '', { Points: '7' }),
      legacyRow(undated, 'silver', { 'Last Activity': '' }),
      legacyRow(stale, 'silver', { 'Last Activity': daysAgo(400) }),
      legacyRow(spelled, 'Diamond Elite'),
      legacyRow({ card: 'NOBODY-HAS-THIS' }, 'gold'),
      legacyRow({ card: '' }, 'gold'),
    ]);
    expect(file).toMatchObject({ rowCount: 9, pendingCount: 8, errorCount: 1, unmatchedCount: 1 });
    const rowIds = await rowIdsOf(file.id);
    const points = await pointsSnapshot(stack.sql);

    const first = await desk.applied({ rowIds });
    const codes = (outcome: RunOutcome) => outcome.results.map(({ outcome: what, code }) => code ?? what);
    expect(codes(first)).toEqual([
      'applied',
      'kept',
      'kept',
      'kept',
      'FRESHNESS_UNCONFIRMED',
      'applied',
      'UNKNOWN_TIER',
      'PLAYER_NOT_ENROLLED',
      'IMPORT_ROW_UNUSABLE',
    ]);
    expect(first).toMatchObject({
      applied: 2,
      kept: 3,
      reverted: 0,
      skipped: 4,
      run: { selectedCount: 9, totalCount: 9, doneCount: 9 },
    });
    expect(first.results.map(({ rowNumber }) => rowNumber)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await tiersOf(stack.sql, players)).toEqual(['gold', 'gold', 'gold', 'silver', 'bronze', 'silver', 'bronze']);

    // Stale is only said.
    const results = await desk.read<{ items: { flags: string[]; isFreshnessConfirmed: boolean }[] }>(
      `/reconciliation-runs/${first.run.id}/results`,
    );
    expect(results.items.map(({ flags }) => flags)).toEqual([
      ['tier_conflict', 'upgrade'],
      ['no_change'],
      ['tier_conflict'],
      ['no_change'],
      ['tier_conflict', 'upgrade', 'unknown_freshness'],
      ['tier_conflict', 'upgrade', 'stale'],
      ['unknown_tier'],
      ['missing_canonical'],
      expect.anything(),
    ]);

    const standings = await standingsOf(stack.sql, players);
    const { rest } = (await importsSnapshot(stack.sql)) as { rest: Record<string, unknown> };
    const second = await desk.applied({ rowIds, confirm: true });
    const already = 'ALREADY_RECONCILED';
    expect(codes(second)).toEqual([
      ...[already, already, already, already],
      'applied',
      ...[already, 'UNKNOWN_TIER', 'PLAYER_NOT_ENROLLED', 'IMPORT_ROW_UNUSABLE'],
    ]);
    const after = await standingsOf(stack.sql, players);
    expect(after[4]).toMatchObject({ tier: 'silver', startingBalance: { points: 100 } });
    expect(after.toSpliced(4, 1)).toEqual(standings.toSpliced(4, 1));

    // Once more, and nothing changes but the record that somebody tried.
    const beforeThird = (await importsSnapshot(stack.sql)) as { rest: Record<string, unknown> };
    const third = await desk.applied({ rowIds, confirm: true });
    expect(third).toMatchObject({ applied: 0, kept: 0, skipped: 9 });
    const { runs: _, reconciliations: __, ...same } = beforeThird.rest;
    expect(((await importsSnapshot(stack.sql)) as { rest: Record<string, unknown> }).rest).toMatchObject(same);
    expect(rest.entries).toEqual(beforeThird.rest.entries);
    expect(await pointsSnapshot(stack.sql)).toEqual(points);
    expect(await desk.getImport(file.id)).toMatchObject({
      pendingCount: 2,
      appliedCount: 3,
      keptCount: 3,
      errorCount: 1,
    });
    await expectTrueCounts(stack.sql);
  });

  it('tells of an upgrade by one event, and of a kept row by none; both are on record with before and after', async () => {
    const [up, same] = (await addPlayers(stack.sql, ['bronze', 'gold'])) as [Known, Known];
    const { results, run, file } = await applyAll([legacyRow(up, 'gold'), legacyRow(same, 'gold')]);
    expect([...(await outboxOf(stack.sql, same))]).toEqual([]);
    expect([...(await outboxOf(stack.sql, up))]).toEqual([
      {
        type: 'loyalty.tier_upgraded',
        payload: {
          player_id: up.id,
          from: 'bronze',
          to: 'gold',
          lifetime_points: 0,
          entry_id: null,
          reconciliation_id: results[0]?.reconciliationId,
        },
      },
    ]);
    for (const [at, player] of [up, same].entries()) {
      const trail = await auditOf(stack.sql, player);
      expect(trail).toHaveLength(1);
      expect(trail[0]).toMatchObject({
        action: 'imports.apply_reconciliation',
        who: MANAGER,
        before: { tier: at ? 'gold' : 'bronze', starting_balance: null },
        after: {
          tier: 'gold',
          run_id: run.id,
          outcome: at ? 'kept' : 'applied',
          provenance: { import_id: file.id, row_number: at + 2 },
        },
      });
    }
  });

  it('stores imported points as the starting balance, row by row, and leaves it where a row brings none', async () => {
    const player = await addPlayer(stack.sql);
    const { results, file } = await applyAll([legacyRow(player, 'silver', { Points: '-40' })]);
    expect(await standingOf(stack.sql, player)).toEqual({
      tier: 'silver',
      tierProgress: 0,
      lifetimePoints: 0,
      startingBalance: {
        points: -40,
        tier: 'silver',
        last_activity_at: expect.stringContaining(daysAgo(5).slice(0, 7)),
        last_activity_date: daysAgo(5),
        file_name: file.fileName,
        import_id: file.id,
        row_number: 2,
        reconciliation_id: results[0]?.reconciliationId,
      },
    });
    const { startingBalance } = await standingOf(stack.sql, player);
    await applyAll([legacyRow(player, 'gold', { Points: '' })]);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold', startingBalance });
    await applyAll([legacyRow(player, 'bronze', { Points: '9' })]);
    expect(await standingOf(stack.sql, player)).toMatchObject({
      tier: 'gold',
      startingBalance: { points: 9, tier: 'bronze' },
    });
    const [row] = await stack.sql`select balance::int from public.player_loyalty where player_id = ${player.id}`;
    expect(row).toEqual({ balance: 0 });
  });

  it('draws the progress to the next tier anew, and lifts nobody beyond what was imported', async () => {
    const seats = await Promise.all([1, 2, 3].map(() => desk.floor.seat()));
    const players = seats.map(({ player }, at) => ({ id: player.id, card: `PROGRESS-${at}` }));
    for (const { id, card } of players) await stack.sql`update public.player set loyalty_id = ${card} where id = ${id}`;
    // bronze with 2,000; silver with 5,000; gold with 20,000 points.
    for (const [at, points] of [2000, 5000, 20_000].entries())
      await desk.loyalty.given(seats[at]?.slip.id ?? '', points);
    const demo = await desk.loyalty.tierBodies();
    const lower = demo.map((tier, at) => ({ ...tier, thresholdPoints: [0, 1000, 1500, 40_000][at] ?? 0 }));
    await desk.loyalty.setTiers(lower);
    const points = await pointsSnapshot(stack.sql);
    await applyAll(players.map((player, at) => legacyRow(player, ['silver', 'gold', 'platinum'][at] ?? '')));
    expect(await standingsOf(stack.sql, players)).toMatchObject([
      // The points reach for gold already: it comes with the next ones.
      { tier: 'silver', tierProgress: 100, lifetimePoints: 2000 },
      { tier: 'gold', tierProgress: Math.floor((3500 * 100) / 38_500), lifetimePoints: 5000 },
      { tier: 'platinum', tierProgress: 100, lifetimePoints: 20_000 },
    ]);
    expect(await pointsSnapshot(stack.sql)).toEqual(points);
    await desk.loyalty.setTiers(demo);
    await desk.loyalty.expectProof(null, ['tier']);
  });

  it('changes what a player is entitled to when it is applied, not before', async () => {
    const tiers = [{ tier: 'gold', benefit: benefit('free_play', 5000) }];
    const reward = await catalog.addEntitlement({ tiers });
    const player = await addPlayer(stack.sql);
    const before = (await catalog.offers(player.id)).items;
    const file = await desk.stage([legacyRow(player, 'gold')]);
    await desk.queue({ importId: file.id });
    expect((await catalog.offers(player.id)).items).toEqual(before);
    expect(before.find(({ rewardId }) => rewardId === reward.id)).toMatchObject({ eligible: false });
    expect((await catalog.issue(reward.id, { playerId: player.id })).body.ok).toBe(false);

    const { results } = await desk.applied({ filter: { importId: file.id } });
    expect(await catalog.offer(player.id, reward.id)).toMatchObject({
      eligible: true,
      tier: 'gold',
      faceValueCents: 5000,
    });
    await desk.reverted(results[0]?.reconciliationId ?? '');
    expect((await catalog.offers(player.id)).items).toEqual(before);
  });

  it('takes two rows of one player in the order of the file', async () => {
    const [rising, falling] = (await addPlayers(stack.sql, ['bronze', 'bronze'])) as [Known, Known];
    const file = await desk.stage([
      legacyRow(rising, 'silver', { Points: '1' }),
      legacyRow(falling, 'gold', { Points: '2' }),
      legacyRow(rising, 'gold', { Points: '3' }),
      legacyRow(falling, 'silver', { Points: '4' }),
    ]);
    const rowIds = await rowIdsOf(file.id);
    // Whatever the order in which they were chosen.
    const { results } = await desk.applied({ rowIds: rowIds.toReversed() });
    expect(results.map(({ rowNumber, outcome }) => [rowNumber, outcome])).toEqual([
      [2, 'applied'],
      [3, 'applied'],
      [4, 'applied'],
      [5, 'kept'],
    ]);
    expect(await standingsOf(stack.sql, [rising, falling])).toMatchObject([
      { tier: 'gold', startingBalance: { points: 3 } },
      { tier: 'gold', startingBalance: { points: 4 } },
    ]);
    expect((await auditOf(stack.sql, rising)).map(({ before, after }) => [before.tier, after.tier])).toEqual([
      ['bronze', 'silver'],
      ['silver', 'gold'],
    ]);
  });
});

describe('what is chosen', () => {
  it('is done once, however often it is named', async () => {
    const player = await addPlayer(stack.sql);
    const file = await desk.stage([legacyRow(player, 'silver')]);
    const [rowId = ''] = await rowIdsOf(file.id);
    const outcome = await desk.applied({ rowIds: [rowId, rowId, rowId] });
    expect(outcome).toMatchObject({ applied: 1, skipped: 0, run: { totalCount: 1, selectedCount: 1 } });
  });

  it('is refused as a whole: too many, none, unknown, of another casino, of an import that is not ready', async () => {
    const player = await addPlayer(stack.sql);
    const file = await desk.stage([legacyRow(player, 'silver')]);
    const [rowId = ''] = await rowIdsOf(file.id);
    const [other] = await addPlayers(stack.sql, ['bronze'], 'summit');
    const foreign = await desk.stage([legacyRow(other as Known, 'silver')], { as: 'loyalty@summit.example' });
    const [foreignRow] = await stack.sql`select id from public.player_import_row where import_id = ${foreign.id}`;
    const unmapped = await desk.uploaded('Who;What\nX-1;Gold\n', { fileName: 'unmapped.csv' });
    const [unmappedRow = ''] = await rowIdsOf(unmapped.id);
    const gone = await desk.stage([legacyRow(player, 'gold')]);
    const [goneRow = ''] = await rowIdsOf(gone.id);
    await desk.discarded(gone.id);

    const refused = (code: string, body: Record<string, unknown>, as: Email = MANAGER) =>
      expectRefused(stack.sql, code, () =>
        desk.send('POST', '/reconciliations/apply', { policy: 'upgrade_only', ...body }, { as }),
      );
    for (const bad of [newId(), foreignRow?.id, unmappedRow, goneRow]) {
      const answer = await refused('IMPORT_ROW_NOT_FOUND', { rowIds: [rowId, bad] });
      expect(answer.status).toBe(404);
    }
    await refused('VALIDATION_FAILED', { rowIds: Array.from({ length: 1001 }, () => newId()) });
    await refused('VALIDATION_FAILED', { rowIds: [] });
    await refused('VALIDATION_FAILED', { rowIds: ['no id'] });
    await refused('VALIDATION_FAILED', {});
    await refused('VALIDATION_FAILED', { rowIds: [rowId], filter: {} });
    await refused('VALIDATION_FAILED', { rowIds: [rowId], policy: 'allow_downgrade' });
    await refused('VALIDATION_FAILED', { filter: { status: 'applied' } });
    await refused('VALIDATION_FAILED', { filter: { status: 'kept' } });
    await refused('VALIDATION_FAILED', { filter: { status: 'error' } });
    await refused('VALIDATION_FAILED', { filter: { casinoId: newId() } });
    await refused('IMPORT_ROW_NOT_FOUND', { rowIds: [rowId] }, 'admin@summit.example');
    for (const role of ['pitboss', 'dealer', 'cashier', 'compliance'])
      await refused('FORBIDDEN', { rowIds: [rowId] }, `${role}@harbor.example` as Email);
    expect((await desk.apply({ rowIds: [rowId] }, { as: null })).status).toBe(401);
    // At the database's own door too.
    const direct = await stack.rpc(MANAGER, 'rpc_apply_reconciliation', {
      p_policy: 'upgrade_only',
      p_idempotency_key: newId(),
      p_row_ids: Array.from({ length: 1001 }, () => newId()),
    });
    expect(direct.body).toMatchObject({ message: 'VALIDATION_FAILED' });
    expect(await desk.applied({ rowIds: [rowId] }, { as: ADMIN })).toMatchObject({ applied: 1 });
  });

  it('by a filter of another casino’s import is nothing', async () => {
    const player = await addPlayer(stack.sql);
    const file = await desk.stage([legacyRow(player, 'silver')]);
    const outcome = await desk.applied({ filter: { importId: file.id } }, { as: 'admin@summit.example' });
    expect(outcome).toMatchObject({ applied: 0, skipped: 0, results: [], run: { totalCount: 0, status: 'finished' } });
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'bronze', startingBalance: null });
  });

  it('and only skipped does not hold its import back: it can be taken away, and its rows go', async () => {
    const file = await desk.stage([legacyRow({ card: 'NOBODY-TO-SKIP' }, 'gold')]);
    const { run } = await desk.applied({ filter: { importId: file.id } });
    expect(run).toMatchObject({ skippedCount: 1 });
    expect(await desk.discarded(file.id)).toMatchObject({ status: 'discarded' });
    await desk.tend();
    const [row] = await stack.sql`
      select purged_at is not null as purged, (select count(*)::int from public.player_import_row where import_id = ${file.id}) as rows
      from public.player_import where id = ${file.id}`;
    expect(row).toEqual({ purged: true, rows: 0 });
    // What was tried stays on record.
    const results = await desk.read(`/reconciliation-runs/${run.id}/results`);
    expect(results).toMatchObject({
      items: [{ code: 'PLAYER_NOT_ENROLLED', provenance: { importId: file.id, rowNumber: 2 } }],
    });
    expect(await desk.reportRows({ runId: run.id })).toMatchObject([{ code: 'PLAYER_NOT_ENROLLED' }]);
  });

  it('by a filter is what it says: only upgrades, only those of a status', async () => {
    const [up, same] = (await addPlayers(stack.sql, ['bronze', 'gold'])) as [Known, Known];
    const file = await desk.stage([legacyRow(up, 'gold'), legacyRow(same, 'gold')]);
    const outcome = await desk.applied({ filter: { importId: file.id, upgrade: true } });
    expect(outcome).toMatchObject({
      applied: 1,
      kept: 0,
      run: { filter: { importId: file.id, upgrade: true, status: 'pending' } },
    });
    await desk.reverted(outcome.results[0]?.reconciliationId ?? '');
    expect(await desk.applied({ filter: { importId: file.id, status: 'reverted' } })).toMatchObject({
      applied: 1,
      kept: 0,
    });
    expect(await desk.getImport(file.id)).toMatchObject({ pendingCount: 1, appliedCount: 1 });
  });
});

describe('one intent', () => {
  it('is carried out once: the same key answers the same', async () => {
    const player = await addPlayer(stack.sql);
    const file = await desk.stage([legacyRow(player, 'silver')]);
    const key = newId();
    const first = await desk.applied({ filter: { importId: file.id } }, { key });
    const before = await importsSnapshot(stack.sql);
    const again = await desk.apply({ filter: { importId: file.id } }, { key });
    expect(dataOf<RunOutcome>(again)).toEqual({ ...first, isExisting: true });
    expect(first.isExisting).toBe(false);
    expect(await importsSnapshot(stack.sql)).toEqual(before);
    await expectRefused(stack.sql, 'IDEMPOTENCY_KEY_REUSED', () =>
      desk.apply({ filter: { importId: file.id }, confirm: true }, { key }),
    );
    await expectRefused(stack.sql, 'IDEMPOTENCY_KEY_REUSED', () => desk.apply({ filter: {} }, { key }));
  });

  it('of many rows goes on to the end, and its replay doubles nothing', async () => {
    const count = TOLD + 10;
    const { importId, players } = await stageMany(count);
    const key = newId();
    const first = await desk.applied({ filter: { importId } }, { key });
    expect(first).toMatchObject({ applied: count, kept: 0, skipped: 0, run: { status: 'finished', doneCount: count } });
    expect(first.results.map(({ rowNumber }) => rowNumber)).toEqual(Array.from({ length: TOLD }, (_, at) => at + 2));
    const before = await importsSnapshot(stack.sql);
    expect(dataOf<RunOutcome>(await desk.apply({ filter: { importId } }, { key }))).toEqual({
      ...first,
      isExisting: true,
    });
    expect(await importsSnapshot(stack.sql)).toEqual(before);
    expect(await countTiers(players)).toEqual({ silver: count });
    const [audits] = await stack.sql`
      select count(*)::int as n, count(distinct entity_id)::int as players from public.audit_log
      where action = 'imports.apply_reconciliation' and after ->> 'run_id' = ${first.run.id}`;
    expect(audits).toEqual({ n: count, players: count });
    await expectTrueCounts(stack.sql);
  });
});

describe('a run of many rows', () => {
  it('is done batch by batch, and goes on with continue', async () => {
    const { importId, players } = await stageMany();
    const started = await startRun(stack, { p_filter: { import_id: importId } });
    expect(started).toMatchObject({ status: 'running', total_count: MANY, done_count: BATCH });
    expect(await countTiers(players)).toEqual({ silver: BATCH, bronze: MANY - BATCH });
    expect(await desk.read<ReconciliationRun>(`/reconciliation-runs/${started.id}`)).toMatchObject({
      status: 'running',
      doneCount: BATCH,
    });
    await expectTrueCounts(stack.sql);
    // One key, one batch.
    const key = newId();
    const [one, again] = [await stepRun(stack, started.id, key), await stepRun(stack, started.id, key)];
    expect(again).toEqual({ ...one, is_existing: true });
    expect(await countTiers(players)).toEqual({ silver: 2 * BATCH, bronze: MANY - 2 * BATCH });
    expect(await desk.continuedRun(started.id)).toMatchObject({
      applied: MANY,
      run: { status: 'finished', doneCount: MANY },
    });
    // Done is done.
    const before = ((await importsSnapshot(stack.sql)) as { rest: unknown }).rest;
    expect(await desk.continuedRun(started.id)).toMatchObject({ applied: MANY, run: { status: 'finished' } });
    expect(((await importsSnapshot(stack.sql)) as { rest: unknown }).rest).toEqual(before);
    expect(await countTiers(players)).toEqual({ silver: MANY });
  });

  it('of chosen rows is done batch by batch too', async () => {
    const { importId, players } = await stageMany(BATCH + 10);
    const rowIds = await rowIdsOf(importId);
    const started = await startRun(stack, { p_row_ids: rowIds });
    expect(started).toMatchObject({ status: 'running', done_count: BATCH });
    expect(await desk.continuedRun(started.id)).toMatchObject({ applied: BATCH + 10, run: { status: 'finished' } });
    expect(await countTiers(players)).toEqual({ silver: BATCH + 10 });
  });

  it('of exactly one batch ends', async () => {
    const { importId } = await stageMany(BATCH);
    const outcome = await desk.applied({ filter: { importId } });
    expect(outcome).toMatchObject({ applied: BATCH, run: { status: 'finished', totalCount: BATCH, doneCount: BATCH } });
  });

  it('by a filter goes on past an import that is taken away meanwhile', async () => {
    const tag = `Taken${newId().slice(-8)}`;
    const skipped = await addPlayers(stack.sql, Array(BATCH).fill('bronze'));
    const wanted = await addPlayers(stack.sql, Array(3).fill('bronze'));
    await rename([...skipped, ...wanted], tag);
    const named = { 'Last Name': tag };
    const gone = await desk.stage(
      skipped.map((player) => legacyRow(player, 'silver', { ...named, 'Last Activity': '' })),
    );
    await desk.stage(wanted.map((player) => legacyRow(player, 'silver', named)));
    const run = await startRun(stack, { p_filter: { search: tag } });
    await desk.discarded(gone.id);
    await desk.tend();
    expect(await desk.continuedRun(run.id)).toMatchObject({
      run: { status: 'finished', skippedCount: BATCH, appliedCount: 3 },
    });
    expect(await tiersOf(stack.sql, wanted)).toEqual(['silver', 'silver', 'silver']);
  });

  it('is stopped after the batch it is at: what is done stays, the rest is untouched and can be applied anew', async () => {
    const count = 2 * BATCH + 10;
    const { importId, players } = await stageMany(count);
    const { id: runId } = await startRun(stack, { p_filter: { import_id: importId } });
    const key = newId();
    const stopped = await desk.stopRun(runId, { key });
    expect(stopped.body.data).toMatchObject({ status: 'stopped', appliedCount: BATCH, isExisting: false });
    expect((await desk.stopRun(runId, { key })).body.data).toMatchObject({ status: 'stopped', isExisting: true });
    expect((await desk.stoppedRun(runId)).finishedAt).toBe((stopped.body.data as ReconciliationRun).finishedAt);
    expect(await desk.continuedRun(runId)).toMatchObject({
      applied: BATCH,
      run: { status: 'stopped', doneCount: BATCH },
    });
    expect(await countTiers(players)).toEqual({ silver: BATCH, bronze: count - BATCH });
    expect(await desk.getImport(importId)).toMatchObject({ appliedCount: BATCH, pendingCount: count - BATCH });
    expect(await desk.applied({ filter: { importId } })).toMatchObject({ applied: count - BATCH });
    await expectTrueCounts(stack.sql);
    for (const step of [desk.continueRun, desk.stopRun, desk.revertRun] as const) {
      await expectRefused(stack.sql, 'RUN_NOT_FOUND', () => step(newId()));
    }
    await expectRefused(stack.sql, 'RUN_NOT_FOUND', () => desk.continueRun(runId, { as: 'admin@summit.example' }));
    await expectRefused(stack.sql, 'RUN_NOT_FOUND', () => desk.stopRun(runId, { as: 'admin@summit.example' }));
    await expectRefused(stack.sql, 'FORBIDDEN', () => desk.continueRun(runId, { as: PIT_BOSS }));
    await expectRefused(stack.sql, 'FORBIDDEN', () => desk.stopRun(runId, { as: PIT_BOSS }));
  });

  it('by a filter is what matched when it began: not what was imported or became ready since', async () => {
    const search = `late-${newId()}`;
    const stageNamed = (players: Known[]) =>
      desk.stage(players.map((player) => legacyRow(player, 'silver', { 'First Name': search })));
    const enrol = async (count: number) => {
      const players = await addPlayers(stack.sql, Array(count).fill('bronze'));
      await rename(players, search);
      return players;
    };
    const first = await enrol(BATCH + 10);
    await stageNamed(first);
    // Between two files that are ready, one still arrives when the run begins, and is ready before the run comes to it.
    const [slow, second, late] = [await enrol(3), await enrol(3), await enrol(3)];
    const slowId = await beginSlowFile(['Loyalty ID', 'Tier', 'Points', 'First Name']);
    await stageNamed(second);
    const run = await startRun(stack, { p_filter: { search }, p_confirm_unknown_freshness: true });
    expect(run).toMatchObject({ status: 'running', total_count: BATCH + 13 });
    await endSlowFile(
      slowId,
      slow.map(({ card }) => [card, 'silver', '1', search]),
    );
    const later = await stageNamed(late);
    expect(await desk.queue({ search, status: 'pending' })).toHaveLength(10 + 3 + 3 + 3);
    expect(await desk.continuedRun(run.id)).toMatchObject({
      applied: BATCH + 13,
      skipped: 0,
      run: { status: 'finished', totalCount: BATCH + 13, doneCount: BATCH + 13 },
    });
    expect(await countTiers([...first, ...second])).toEqual({ silver: BATCH + 13 });
    expect(await countTiers([...slow, ...late])).toEqual({ bronze: 6 });
    expect(await desk.getImport(later.id)).toMatchObject({ pendingCount: 3 });
    expect(await desk.getImport(slowId)).toMatchObject({ status: 'ready', pendingCount: 3 });
  });
});

/** Gives players the name that a file finds them by. */
async function rename(players: Known[], name: string): Promise<void> {
  await stack.sql`update public.player set last_name = ${name} where id in ${stack.sql(players.map(({ id }) => id))}`;
}

/** A file that has begun to arrive. Returns the import's id. */
async function beginSlowFile(headers: string[]): Promise<string> {
  const { status, body } = await stack.rpc(MANAGER, 'rpc_begin_player_import', {
    p_file_name: 'slow.csv',
    p_sha256: newId().replaceAll('-', '').repeat(2),
    p_size_bytes: 1000,
    p_encoding: 'utf-8',
    p_delimiter: ',',
    p_headers: headers,
    p_header_row: 1,
    p_idempotency_key: newId(),
  });
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 'staging' } });
  return (body as { id: string }).id;
}

/** The rows of a file that arrives at last. */
async function endSlowFile(importId: string, rows: string[][]): Promise<void> {
  const { body } = await stack.rpc(MANAGER, 'rpc_stage_player_import', {
    p_import_id: importId,
    p_rows: rows.map((cells, at) => ({ n: at + 2, cells })),
    p_through: rows.length + 1,
    p_staged_bytes: 1000,
    p_is_last: true,
    p_idempotency_key: newId(),
  });
  expect(body).toMatchObject({ status: 'ready' });
}

describe('the preview', () => {
  it('says what applying then does, whatever the file', async () => {
    const held = Array.from({ length: 300 }, (_, at) => TIER_CODES[(at * 7) % 4] ?? 'bronze');
    const players = await addPlayers(stack.sql, held);
    const pick = <T>(from: readonly T[], at: number): T =>
      from[Math.abs(Math.imul(at + 1, 2654435761)) % from.length] as T;
    const nobody = Array.from({ length: 40 }, (_, at) => ({ card: at % 8 === 0 ? '' : `PREVIEW-NOBODY-${at}` }));
    const rows = [...players, ...nobody].map((who, at) =>
      legacyRow(who, pick(['bronze', 'Silver', 'GOLD', 'platinum', '', 'Diamond'], at), {
        'Last Activity': pick(['', daysAgo(3), daysAgo(300)], at + 1000),
        Points: pick(['', '0', '1,200', '-5', 'many'], at + 2000),
      }),
    );
    for (const confirm of [false, true]) {
      const file = await desk.stage(rows, { allowDuplicate: true });
      const preview = await desk.read<ApplyPreview>(`/reconciliations/preview?importId=${file.id}`);
      const outcome = await desk.applied({ filter: { importId: file.id }, confirm });
      const skipped = (code: string) => outcome.results.filter((result) => result.code === code).length;
      expect({ ...outcome, results: undefined, run: undefined, isExisting: undefined }).toEqual({
        applied: preview.upgrade - (confirm ? 0 : preview.unknownFreshnessUpgrade),
        kept: preview.keep - (confirm ? 0 : preview.unknownFreshness - preview.unknownFreshnessUpgrade),
        reverted: 0,
        skipped: preview.missing + preview.unconfirmed + preview.unknownTier + (confirm ? 0 : preview.unknownFreshness),
      });
      expect(preview.total).toBe(
        preview.upgrade + preview.keep + preview.missing + preview.unconfirmed + preview.unknownTier,
      );
      expect(preview.total).toBe(outcome.run.totalCount);
      expect(skipped('PLAYER_NOT_ENROLLED')).toBe(preview.missing);
      expect(skipped('UNKNOWN_TIER')).toBe(preview.unknownTier);
      expect(skipped('FRESHNESS_UNCONFIRMED')).toBe(confirm ? 0 : preview.unknownFreshness);
      const { items } = await desk.read<{ items: { outcome: string; flags: string[] }[] }>(
        `/reconciliation-runs/${outcome.run.id}/results?limit=200`,
      );
      expect(items.length).toBeGreaterThan(0);
      expect(preview.missing).toBeGreaterThan(0);
      expect(preview.stale).toBeGreaterThan(0);
      expect(file.errorCount).toBeGreaterThan(0);
    }
    await expectTrueCounts(stack.sql);
  });
});
