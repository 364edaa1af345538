import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ReconciliationResult, RunOutcome, RunResultPage } from '@/services/reconciliation/dtos';
import { dataOf } from '../floor/floor-desk';
import { createImportsDesk, type ImportsDesk, importsSnapshot, type LegacyRow } from '../imports/imports-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { ADMIN, type Email, startTestStack, type TestStack } from '../support/stack';
import {
  addPlayer,
  addPlayers,
  auditOf,
  expectRefused,
  expectTrueCounts,
  type Known,
  legacyRow,
  outboxOf,
  pointsSnapshot,
  standingOf,
  standingsOf,
  startRun,
  tiersOf,
} from './reconcile-world';

let stack: TestStack;
let desk: ImportsDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
});
afterAll(() => stack.dispose());

/** What a run did with one row. */
type Done = { rowId: string; reconciliationId: string };

/** Stages one row, applies it, and gives what was done. */
async function applyRow(row: LegacyRow, fileName = 'players.csv'): Promise<Done & { runId: string; importId: string }> {
  const file = await desk.stage([row], { fileName });
  const { results, run } = await desk.applied({ filter: { importId: file.id } });
  const [result] = results;
  if (!result) throw new Error('Nothing was applied.');
  return { ...result, runId: run.id, importId: file.id };
}

/** A player at a table, whom a file can name. */
async function seatKnown(): Promise<Known & { slipId: string }> {
  const { player, slip } = await desk.floor.seat();
  const card = `SEATED-${player.id}`;
  await stack.sql`update public.player set loyalty_id = ${card} where id = ${player.id}`;
  return { id: player.id, card, slipId: slip.id };
}

const refused = (code: string, act: () => ReturnType<ImportsDesk['revert']>) => expectRefused(stack.sql, code, act);

describe('reverting one row', () => {
  it('gives the prior tier and the prior starting balance back, with the reason on record', async () => {
    const player = await addPlayer(stack.sql, 'silver');
    await applyRow(legacyRow(player, 'bronze', { Points: '5' }));
    const before = await standingOf(stack.sql, player);
    expect(before).toMatchObject({ tier: 'silver', startingBalance: { points: 5 } });
    const points = await pointsSnapshot(stack.sql);
    const { reconciliationId, rowId, importId } = await applyRow(legacyRow(player, 'platinum', { Points: '900' }));
    const applied = await standingOf(stack.sql, player);

    const reverted = dataOf<ReconciliationResult>(await desk.revert(reconciliationId, '  Wrong file ', { as: ADMIN }));
    expect(reverted).toMatchObject({
      action: 'revert',
      outcome: 'reverted',
      code: null,
      runId: null,
      rowId,
      revertsId: reconciliationId,
      reason: 'Wrong file',
      staffName: 'Harbor Admin',
      before: { tier: 'platinum', startingBalance: applied.startingBalance },
      after: { tier: 'silver', startingBalance: before.startingBalance },
      provenance: { importId, rowNumber: 2 },
      isExisting: false,
    });
    expect(await standingOf(stack.sql, player)).toEqual(before);
    expect(await pointsSnapshot(stack.sql)).toEqual(points);
    expect((await outboxOf(stack.sql, player)).at(-1)).toEqual({
      type: 'loyalty.tier_reverted',
      payload: {
        player_id: player.id,
        from: 'platinum',
        to: 'silver',
        lifetime_points: 0,
        entry_id: null,
        reconciliation_id: reconciliationId,
      },
    });
    expect((await auditOf(stack.sql, player)).at(-1)).toMatchObject({
      action: 'imports.revert_reconciliation',
      who: ADMIN,
      before: { tier: 'platinum' },
      after: { tier: 'silver', reason: 'Wrong file', reverts_id: reconciliationId, outcome: 'reverted' },
    });
    expect(await desk.getRow(rowId)).toMatchObject({
      status: 'reverted',
      history: [{ action: 'revert' }, { action: 'apply' }],
    });
    await expectTrueCounts(stack.sql);
  });

  it('is one intent: its replay answers the same, another reason is another request', async () => {
    const { reconciliationId } = await applyRow(legacyRow(await addPlayer(stack.sql), 'gold'));
    const key = newId();
    const first = dataOf<ReconciliationResult>(await desk.revert(reconciliationId, 'Wrong file', { key }));
    const before = await importsSnapshot(stack.sql);
    const again = dataOf<ReconciliationResult>(await desk.revert(reconciliationId, 'Wrong file', { key }));
    expect(again).toEqual({ ...first, isExisting: true });
    expect(await importsSnapshot(stack.sql)).toEqual(before);
    await refused('IDEMPOTENCY_KEY_REUSED', () => desk.revert(reconciliationId, 'Another', { key }));
    await refused('IDEMPOTENCY_KEY_REUSED', () => desk.revert(reconciliationId, 'Wrong file', { key, confirm: true }));
  });

  it('is refused, and leaves everything as it was: no reason, twice, unknown, elsewhere, by whom it is not for', async () => {
    const { reconciliationId, rowId } = await applyRow(legacyRow(await addPlayer(stack.sql), 'gold'));
    for (const reason of ['', '   ', undefined, 7, 'x'.repeat(501)])
      await refused('VALIDATION_FAILED', () =>
        desk.send('POST', `/reconciliations/${reconciliationId}/revert`, { reason }),
      );
    const direct = (p_reason: unknown) =>
      stack.rpc(MANAGER, 'rpc_revert_reconciliation', { p_id: reconciliationId, p_reason, p_idempotency_key: newId() });
    expect((await direct(' ')).body).toMatchObject({ message: 'NOTE_REQUIRED' });
    expect((await direct('x'.repeat(501))).body).toMatchObject({ message: 'VALIDATION_FAILED' });
    expect((await refused('RECONCILIATION_NOT_FOUND', () => desk.revert(newId()))).status).toBe(404);
    await refused('RECONCILIATION_NOT_FOUND', () =>
      desk.revert(reconciliationId, 'Mine', { as: 'admin@summit.example' }),
    );
    for (const role of ['pitboss', 'dealer', 'cashier', 'compliance'])
      await refused('FORBIDDEN', () => desk.revert(reconciliationId, 'No', { as: `${role}@harbor.example` as Email }));

    const { id: revertId } = await desk.reverted(reconciliationId);
    const twice = await refused('ALREADY_RECONCILED', () => desk.revert(reconciliationId));
    expect(twice).toMatchObject({ status: 409, body: { details: { status: 'reverted' } } });
    await refused('ALREADY_RECONCILED', () => desk.revert(revertId));
    // Nor is what a run only skipped.
    const skipping = await desk.applied({ filter: { status: 'pending', search: 'nobody at all' } });
    expect(skipping.results).toEqual([]);
    await desk.applied({ rowIds: [rowId] });
    const { results } = await desk.applied({ rowIds: [rowId] });
    expect(results).toMatchObject([{ code: 'ALREADY_RECONCILED' }]);
    await refused('ALREADY_RECONCILED', () => desk.revert(results[0]?.reconciliationId ?? ''));
    await refused('ALREADY_RECONCILED', () => desk.revert(reconciliationId));
  });

  it('of a kept row takes its starting balance back, and the row can be applied again', async () => {
    const player = await addPlayer(stack.sql, 'gold');
    const before = await standingOf(stack.sql, player);
    const { reconciliationId, importId } = await applyRow(legacyRow(player, 'silver', { Points: '77' }));
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold', startingBalance: { points: 77 } });
    await desk.reverted(reconciliationId);
    expect(await standingOf(stack.sql, player)).toEqual(before);
    expect([...(await outboxOf(stack.sql, player))]).toEqual([]);
    expect(await desk.applied({ filter: { importId, status: 'reverted' } })).toMatchObject({ kept: 1 });
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold', startingBalance: { points: 77 } });
  });

  it('and applying go on as long as anybody likes', async () => {
    const player = await addPlayer(stack.sql);
    const before = await standingOf(stack.sql, player);
    let { reconciliationId, rowId } = await applyRow(legacyRow(player, 'gold'));
    for (let round = 0; round < 3; round += 1) {
      await desk.reverted(reconciliationId);
      expect(await standingOf(stack.sql, player)).toEqual(before);
      const { results } = await desk.applied({ rowIds: [rowId] });
      expect(results).toMatchObject([{ outcome: 'applied' }]);
      reconciliationId = results[0]?.reconciliationId ?? '';
      expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold' });
    }
    expect(await auditOf(stack.sql, player)).toHaveLength(7);
  });

  it('draws the progress anew from points that were earned meanwhile, when they are not enough for more', async () => {
    const player = await seatKnown();
    const { reconciliationId } = await applyRow(legacyRow(player, 'gold'));
    await desk.loyalty.given(player.slipId, 500);
    await desk.reverted(reconciliationId);
    expect(await standingOf(stack.sql, player)).toMatchObject({
      tier: 'bronze',
      tierProgress: 20,
      lifetimePoints: 500,
    });
    await desk.loyalty.expectProof(player.id);
  });
});

describe('starting balances', () => {
  it('are those of the newest row that still stands, in whatever order rows are taken back', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      const player = await addPlayer(stack.sql, 'gold');
      const before = await standingOf(stack.sql, player);
      // Three files, all kept, each with points of its own.
      const done: Done[] = [];
      for (const points of ['10', '20', '30'])
        done.push(await applyRow(legacyRow(player, 'silver', { Points: points })));
      const standing = new Set([0, 1, 2]);
      for (const at of order) {
        await desk.reverted(done[at]?.reconciliationId ?? '');
        standing.delete(at);
        const newest = Math.max(...standing);
        expect((await standingOf(stack.sql, player)).startingBalance?.points ?? null, `${order} at ${at}`).toBe(
          standing.size > 0 ? (newest + 1) * 10 : null,
        );
      }
      expect(await standingOf(stack.sql, player)).toEqual(before);
    }
  });

  it('of a row that was applied again stand behind those of a later file about the same day', async () => {
    const player = await addPlayer(stack.sql, 'gold');
    const [one, other] = [
      await applyRow(legacyRow(player, 'silver', { Points: '10' })),
      await applyRow(legacyRow(player, 'silver', { Points: '20' })),
    ];
    await desk.reverted(one.reconciliationId);
    const { results } = await desk.applied({ rowIds: [one.rowId] });
    expect((await standingOf(stack.sql, player)).startingBalance).toMatchObject({ points: 20 });
    await desk.reverted(other.reconciliationId);
    expect((await standingOf(stack.sql, player)).startingBalance).toMatchObject({ points: 10 });
    await desk.reverted(results[0]?.reconciliationId ?? '');
    expect((await standingOf(stack.sql, player)).startingBalance).toBeNull();
  });
});

describe('a wrong import that is reverted', () => {
  /** A wrong file lifts a player to platinum, then the right one, which says gold, changes nothing. */
  async function keepBehindWrong() {
    const player = await addPlayer(stack.sql);
    const wrong = await applyRow(legacyRow(player, 'platinum', { Points: '900' }), 'wrong.csv');
    const right = await applyRow(legacyRow(player, 'gold', { Points: '40' }), 'right.csv');
    expect(await desk.getRow(right.rowId)).toMatchObject({ status: 'kept' });
    return { player, wrong, right };
  }

  it('has the rows of the right one wait again, says why, and they bring tier and points when they are applied', async () => {
    const { player, wrong, right } = await keepBehindWrong();
    const reverted = dataOf<ReconciliationResult>(await desk.revert(wrong.reconciliationId, 'Wrong casino'));
    expect(reverted).toMatchObject({ outcome: 'reverted', reopenedCount: 1 });
    // As if nobody had applied either.
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'bronze', startingBalance: null });
    expect(await desk.getImport(right.importId)).toMatchObject({ pendingCount: 1, keptCount: 0 });
    const row = await desk.getRow(right.rowId);
    expect(row).toMatchObject({ status: 'pending', would: { outcome: 'applied' }, history: [{}, { outcome: 'kept' }] });
    expect(row.history[0]).toMatchObject({
      action: 'revert',
      outcome: 'reopened',
      reason: 'Wrong casino',
      revertsId: right.reconciliationId,
      details: { by: 'reconciliation', reconciliationId: reverted.id, fileName: 'wrong.csv', rowNumber: 2 },
      before: { tier: 'bronze', startingBalance: { points: 40 } },
      after: { tier: 'bronze', startingBalance: null },
    });
    const [, reopened] = await desk.reportRows({ importId: right.importId });
    expect(reopened).toMatchObject({
      outcome: 'reopened',
      reason: 'Wrong casino',
      why: expect.stringContaining('wrong.csv'),
    });
    // Nobody takes back what waits.
    await refused('ALREADY_RECONCILED', () => desk.revert(right.reconciliationId));

    expect(await desk.applied({ filter: { importId: right.importId } })).toMatchObject({ applied: 1 });
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold', startingBalance: { points: 40 } });
    await expectTrueCounts(stack.sql);
    await desk.loyalty.expectProof(player.id);
  });

  it('leaves rows alone that had been kept in any case', async () => {
    const player = await addPlayer(stack.sql, 'gold');
    const wrong = await applyRow(legacyRow(player, 'platinum', { Points: '' }));
    const right = await applyRow(legacyRow(player, 'gold', { Points: '40' }));
    expect(dataOf<ReconciliationResult>(await desk.revert(wrong.reconciliationId))).toMatchObject({ reopenedCount: 0 });
    expect(await desk.getRow(right.rowId)).toMatchObject({ status: 'kept' });
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold', startingBalance: { points: 40 } });
  });

  it('step by step: each revert opens what its own tier had kept, and no more', async () => {
    const player = await addPlayer(stack.sql);
    const [silver, platinum] = [
      await applyRow(legacyRow(player, 'silver')),
      await applyRow(legacyRow(player, 'platinum')),
    ];
    const kept = [
      await applyRow(legacyRow(player, 'silver', { Points: '1' })),
      await applyRow(legacyRow(player, 'gold', { Points: '2' })),
    ];
    const statuses = async () => Promise.all(kept.map(async ({ rowId }) => (await desk.getRow(rowId)).status));
    await desk.reverted(platinum.reconciliationId);
    expect(await statuses()).toEqual(['kept', 'pending']);
    await desk.reverted(silver.reconciliationId);
    expect(await statuses()).toEqual(['pending', 'pending']);
    await expectTrueCounts(stack.sql);
  });

  it('as a whole run: rows of other imports wait again beside its own, and are not counted as its own', async () => {
    const players = await addPlayers(stack.sql, Array(230).fill('bronze'));
    const wrong = await desk.stage(players.map((player) => legacyRow(player, 'gold')));
    const { run } = await desk.applied({ filter: { importId: wrong.id } });
    const right = await desk.stage(players.slice(0, 210).map((player) => legacyRow(player, 'silver', { Points: '7' })));
    // Rows of the wrong file itself that were kept are its own to take back.
    expect(await desk.applied({ filter: { importId: right.id } })).toMatchObject({ kept: 210 });
    const undone = await desk.revertedRun(run.id);
    expect(undone).toMatchObject({
      reverted: 230,
      skipped: 0,
      run: { status: 'finished', totalCount: 230, doneCount: 230, reopenedCount: 210 },
    });
    expect(await desk.getImport(right.id)).toMatchObject({ pendingCount: 210, keptCount: 0 });
    expect(new Set((await standingsOf(stack.sql, players)).map(({ startingBalance }) => startingBalance))).toEqual(
      new Set([null]),
    );
    expect(await desk.reportRows({ runId: undone.run.id })).toHaveLength(440);
    expect(await desk.applied({ filter: { importId: right.id } })).toMatchObject({ applied: 210 });
    await expectTrueCounts(stack.sql);
  });
});

describe('a revert of a row whose tier has changed since (TIER_CHANGED_SINCE)', () => {
  it('is refused where points changed it: says which entry', async () => {
    const player = await seatKnown();
    const { reconciliationId } = await applyRow(legacyRow(player, 'silver'));
    const entry = await desk.loyalty.given(player.slipId, 12_000);
    const answer = await refused('TIER_CHANGED_SINCE', () => desk.revert(reconciliationId));
    expect(answer).toMatchObject({
      status: 409,
      body: {
        details: { by: 'points', tier: 'gold', tierName: 'Gold', entryId: entry.id, reason: entry.reason },
      },
    });
    expect(new Date(String(answer.body.details?.at)).getTime()).toBe(Date.parse(entry.createdAt));
  });

  it('is refused where another reconciliation changed it: says whose, of which row, and the last one is reverted first', async () => {
    const player = await addPlayer(stack.sql);
    const first = await applyRow(legacyRow(player, 'silver'), 'first.csv');
    const second = await applyRow(legacyRow(player, 'gold'), 'second.csv');
    const answer = await refused('TIER_CHANGED_SINCE', () => desk.revert(first.reconciliationId));
    expect(answer.body.details).toMatchObject({
      by: 'reconciliation',
      action: 'apply',
      tier: 'gold',
      tierName: 'Gold',
      reconciliationId: second.reconciliationId,
      staffName: 'Harbor Loyalty Manager',
      fileName: 'second.csv',
      rowNumber: 2,
    });
    await desk.reverted(second.reconciliationId);
    await desk.reverted(first.reconciliationId);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'bronze', startingBalance: null });
  });

  it('is refused where more than the prior tier was earned: the player keeps the tier', async () => {
    const player = await seatKnown();
    const { reconciliationId } = await applyRow(legacyRow(player, 'gold'));
    await desk.loyalty.given(player.slipId, 2499);
    const entry = await desk.loyalty.given(player.slipId, 1);
    expect(entry.tierUpgrade).toBeNull();
    const answer = await refused('TIER_CHANGED_SINCE', () => desk.revert(reconciliationId));
    expect(answer.body.details).toMatchObject({ by: 'earned', tier: 'silver', tierName: 'Silver' });
    // What was given by mistake was not earned.
    await desk.loyalty.reversed(entry.id);
    await desk.reverted(reconciliationId);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'bronze', tierProgress: 99 });
    await desk.loyalty.expectProof(player.id);
  });

  it('goes through for a row that was only kept', async () => {
    const player = await seatKnown();
    const { reconciliationId } = await applyRow(legacyRow(player, 'bronze'));
    await desk.loyalty.given(player.slipId, 12_000);
    await desk.reverted(reconciliationId);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold', startingBalance: null });
  });
});

describe('a row that is taken back although the tier has changed since', () => {
  const confirmed = (id: string) => desk.reverted(id, { confirm: true });

  it('by points: a stranger’s figures go, and the tier that was earned stays', async () => {
    const player = await seatKnown();
    const { reconciliationId, rowId } = await applyRow(legacyRow(player, 'silver', { Points: '90000' }));
    await desk.loyalty.given(player.slipId, 12_000);
    await refused('TIER_CHANGED_SINCE', () => desk.revert(reconciliationId, 'Wrong player', { confirm: false }));
    const events = await outboxOf(stack.sql, player);
    expect(await confirmed(reconciliationId)).toMatchObject({
      outcome: 'reverted',
      before: { tier: 'gold', startingBalance: { points: 90_000 } },
      after: { tier: 'gold', startingBalance: null },
    });
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold', startingBalance: null });
    // No tier has changed: nobody is told that one did.
    expect(await outboxOf(stack.sql, player)).toEqual(events);
    expect(await desk.getRow(rowId)).toMatchObject({ status: 'reverted' });
    await refused('ALREADY_RECONCILED', () => desk.revert(reconciliationId, 'Again', { confirm: true }));
    await expectTrueCounts(stack.sql);
    await desk.loyalty.expectProof(player.id);
  });

  it('by what was earned: the player is left with what play justifies, between the prior tier and the applied one', async () => {
    const player = await seatKnown();
    const { reconciliationId } = await applyRow(legacyRow(player, 'gold'));
    await desk.loyalty.given(player.slipId, 2500);
    expect(await confirmed(reconciliationId)).toMatchObject({ after: { tier: 'silver' } });
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'silver', tierProgress: 0 });
    expect((await outboxOf(stack.sql, player)).at(-1)).toMatchObject({
      type: 'loyalty.tier_reverted',
      payload: { from: 'gold', to: 'silver', reconciliation_id: reconciliationId },
    });
    await desk.loyalty.expectProof(player.id);
  });

  it('by another row: the wrong one goes, the right one stands, and is taken back by itself', async () => {
    const player = await addPlayer(stack.sql);
    const wrong = await applyRow(legacyRow(player, 'silver', { Points: '10' }), 'wrong.csv');
    const right = await applyRow(legacyRow(player, 'gold', { Points: '20' }), 'right.csv');
    await confirmed(wrong.reconciliationId);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold', startingBalance: { points: 20 } });
    await desk.reverted(right.reconciliationId);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'bronze', startingBalance: null });
  });

  it('by a manager: what was decided since stays', async () => {
    const player = await addPlayer(stack.sql);
    const { reconciliationId } = await applyRow(legacyRow(player, 'silver', { Points: '10' }));
    await desk.loyalty.tierSet(player.id, 'platinum');
    const answer = await refused('TIER_CHANGED_SINCE', () => desk.revert(reconciliationId));
    expect(answer.body.details).toMatchObject({ by: 'manager', tier: 'platinum' });
    await confirmed(reconciliationId);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'platinum', startingBalance: null });
  });

  it('of a run: all rows go, and each player keeps what is theirs', async () => {
    const seated = await seatKnown();
    const other = await addPlayer(stack.sql);
    const file = await desk.stage([legacyRow(seated, 'silver', { Points: '5' }), legacyRow(other, 'gold')]);
    const { run } = await desk.applied({ filter: { importId: file.id } });
    await desk.loyalty.given(seated.slipId, 12_000);
    expect(await desk.revertedRun(run.id)).toMatchObject({ reverted: 1, skipped: 1 });
    const rest = await desk.revertedRun(run.id, { confirm: true });
    expect(rest).toMatchObject({ reverted: 1, skipped: 1, run: { confirmTierChanged: true } });
    expect(await tiersOf(stack.sql, [seated, other])).toEqual(['gold', 'bronze']);
    expect(await standingOf(stack.sql, seated)).toMatchObject({ startingBalance: null });
    await expectTrueCounts(stack.sql);
  });

  it('after points that a reversal took and play brought back: what play earned since counts, not the total', async () => {
    const player = await seatKnown();
    const mistake = await desk.loyalty.given(player.slipId, 5000);
    await desk.loyalty.tierSet(player.id, 'bronze');
    const { reconciliationId } = await applyRow(legacyRow(player, 'gold'));
    await desk.loyalty.reversed(mistake.id);
    await desk.loyalty.given(player.slipId, 2500);
    // 2,500 points in all are fewer than the 5,000 of then, and more than Silver takes.
    const answer = await refused('TIER_CHANGED_SINCE', () => desk.revert(reconciliationId));
    expect(answer.body.details).toMatchObject({ by: 'earned', tier: 'silver' });
    await confirmed(reconciliationId);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'silver', lifetimePoints: 2500 });
  });
});

describe('a tier that was given by mistake', () => {
  it('by a bonus: once it is reversed, the rows of files that were kept because of it wait again', async () => {
    const player = await seatKnown();
    const bonus = await desk.loyalty.given(player.slipId, 50_000);
    const right = await applyRow(legacyRow(player, 'silver', { Points: '40' }), 'right.csv');
    expect(await desk.getRow(right.rowId)).toMatchObject({ status: 'kept' });
    const reversal = await desk.loyalty.reversed(bonus.id);
    const row = await desk.getRow(right.rowId);
    expect(row).toMatchObject({ status: 'pending', would: { outcome: 'applied' } });
    expect(row.history[0]).toMatchObject({
      outcome: 'reopened',
      runId: null,
      revertsId: right.reconciliationId,
      details: { by: 'reversal', entryId: reversal.id },
      after: { tier: 'bronze', startingBalance: null },
    });
    expect(await desk.applied({ filter: { importId: right.importId } })).toMatchObject({ applied: 1 });
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'silver', startingBalance: { points: 40 } });
    await expectTrueCounts(stack.sql);
    await desk.loyalty.expectProof(player.id);
  });

  it('by a manager: once it is set back, they wait again; a tier that is raised opens nothing', async () => {
    const player = await addPlayer(stack.sql);
    await desk.loyalty.tierSet(player.id, 'gold');
    const [low, high] = [
      await applyRow(legacyRow(player, 'silver', { Points: '1' })),
      await applyRow(legacyRow(player, 'gold', { Points: '2' })),
    ];
    const statuses = async () => Promise.all([low, high].map(async ({ rowId }) => (await desk.getRow(rowId)).status));
    await desk.loyalty.tierSet(player.id, 'platinum');
    expect(await statuses()).toEqual(['kept', 'kept']);
    await desk.loyalty.tierSet(player.id, 'silver');
    expect(await statuses()).toEqual(['kept', 'pending']);
    expect((await desk.getRow(high.rowId)).history[0]?.details).toEqual({ by: 'manager', tier: 'silver' });
    await desk.loyalty.tierSet(player.id, 'bronze');
    expect(await statuses()).toEqual(['pending', 'pending']);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'bronze', startingBalance: null });
    await expectTrueCounts(stack.sql);
  });
});

describe('a prior tier that is gone', () => {
  it('can’t be given back: UNKNOWN_TIER', async () => {
    const demo = await desk.loyalty.tierBodies();
    const jade = { code: 'jade', name: 'Jade', multiplier: 1, thresholdPoints: 1 };
    await desk.loyalty.setTiers(demo.toSpliced(1, 0, jade));
    const player = await addPlayer(stack.sql, 'jade');
    const { reconciliationId, runId } = await applyRow(legacyRow(player, 'gold'));
    await desk.loyalty.setTiers(demo);
    const answer = await refused('UNKNOWN_TIER', () => desk.revert(reconciliationId));
    expect(answer).toMatchObject({ status: 422, body: { details: { tier: 'jade' } } });
    expect(await desk.revertedRun(runId)).toMatchObject({
      reverted: 0,
      skipped: 1,
      results: [{ outcome: 'skipped', code: 'UNKNOWN_TIER' }],
    });
    expect(await tiersOf(stack.sql, [player])).toEqual(['gold']);
    await desk.loyalty.setTiers(demo.toSpliced(1, 0, jade));
    await desk.reverted(reconciliationId);
    expect(await tiersOf(stack.sql, [player])).toEqual(['jade']);
    await stack.sql`update public.player_loyalty set tier = 'silver' where player_id = ${player.id}`;
    await desk.loyalty.setTiers(demo);
  });
});

describe('reverting a run', () => {
  it('takes back what can be, and says of the rest why not', async () => {
    const seated = await seatKnown();
    const [up, same, again, alone] = (await addPlayers(stack.sql, ['bronze', 'gold', 'bronze', 'bronze'])) as [
      Known,
      Known,
      Known,
      Known,
    ];
    const players = [up, same, again, alone];
    const before = await standingsOf(stack.sql, players);
    const file = await desk.stage([
      legacyRow(up, 'gold'),
      legacyRow(same, 'silver'),
      legacyRow(again, 'silver'),
      legacyRow(seated, 'silver'),
      legacyRow(again, 'gold'),
      legacyRow({ card: 'NOBODY-TO-REVERT' }, 'gold'),
      legacyRow(alone, 'silver'),
    ]);
    const { run, results } = await desk.applied({ filter: { importId: file.id } });
    expect(run).toMatchObject({ appliedCount: 5, keptCount: 1, skippedCount: 1 });
    await desk.loyalty.given(seated.slipId, 12_000);
    await desk.reverted(results[6]?.reconciliationId ?? '');

    const key = newId();
    const undone = dataOf<RunOutcome>(await desk.revertRun(run.id, 'Wrong file', { key }));
    // The last row first: the second row of one player stands on the first one's tier.
    expect(undone.results.map(({ rowNumber, outcome, code }) => [rowNumber, code ?? outcome])).toEqual([
      [8, 'ALREADY_RECONCILED'],
      [6, 'reverted'],
      [5, 'TIER_CHANGED_SINCE'],
      [4, 'reverted'],
      [3, 'reverted'],
      [2, 'reverted'],
    ]);
    expect(undone).toMatchObject({
      reverted: 4,
      skipped: 2,
      run: {
        action: 'revert',
        status: 'finished',
        totalCount: 6,
        doneCount: 6,
        revertsRunId: run.id,
        reason: 'Wrong file',
      },
    });
    expect(await standingsOf(stack.sql, players)).toEqual(before);
    expect(await tiersOf(stack.sql, [seated])).toEqual(['gold']);
    const { items } = await desk.read<RunResultPage>(`/reconciliation-runs/${undone.run.id}/results`);
    // What happened is on record with what was left, word for word as a single revert is answered.
    const [done, , seatedNow] = items;
    expect(done).toMatchObject({ code: 'ALREADY_RECONCILED', details: { status: 'reverted' } });
    const refusal = await refused('TIER_CHANGED_SINCE', () => desk.revert(results[3]?.reconciliationId ?? ''));
    expect(refusal.body.details).toMatchObject({ by: 'points', tier: 'gold', tierName: 'Gold' });
    expect(seatedNow?.details).toEqual(refusal.body.details);
    expect(items.filter(({ outcome, details }) => outcome !== 'skipped' && details !== null)).toEqual([]);
    expect(await desk.read(`/reconciliation-runs/${run.id}`)).toMatchObject({ revertedByRunId: undone.run.id });
    expect(await desk.getImport(file.id)).toMatchObject({
      appliedCount: 1,
      keptCount: 0,
      revertedCount: 5,
      pendingCount: 1,
    });
    for (const player of [up, same]) {
      expect((await auditOf(stack.sql, player)).at(-1)).toMatchObject({
        action: 'imports.revert_reconciliation',
        after: { run_id: undone.run.id, reason: 'Wrong file' },
      });
    }

    const replay = dataOf<RunOutcome>(await desk.revertRun(run.id, 'Wrong file', { key }));
    expect(replay).toEqual({ ...undone, isExisting: true });
    await refused('IDEMPOTENCY_KEY_REUSED', () => desk.revertRun(run.id, 'Another', { key }));
    await refused('IDEMPOTENCY_KEY_REUSED', () => desk.revertRun(run.id, 'Wrong file', { key, confirm: true }));
    const more = await desk.revertedRun(run.id);
    expect(more).toMatchObject({ reverted: 0, skipped: 6 });
    expect(await standingsOf(stack.sql, players)).toEqual(before);

    expect(await desk.applied({ filter: { importId: file.id, status: 'reverted' } })).toMatchObject({
      applied: 4,
      kept: 1,
    });
    await expectTrueCounts(stack.sql);
    await desk.loyalty.expectProof(null, ['tier']);
  });

  it('of many rows goes on to the end; what was applied by a run that was stopped is taken back too', async () => {
    const players = await addPlayers(stack.sql, Array(420).fill('bronze'));
    const { id: importId } = await desk.stage(players.map((player) => legacyRow(player, 'silver')));
    const { id: runId } = await startRun(stack, { p_filter: { import_id: importId } });
    const running = await refused('RUN_STILL_RUNNING', () => desk.revertRun(runId));
    expect(running.status).toBe(409);
    await desk.stoppedRun(runId);
    expect(await desk.revertedRun(runId)).toMatchObject({ reverted: 200, skipped: 0, run: { totalCount: 200 } });
    expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['bronze']));

    const whole = await desk.applied({ filter: { importId } });
    expect(whole).toMatchObject({ applied: 220 });
    const rest = await desk.applied({ filter: { importId, status: 'reverted' } });
    expect(rest).toMatchObject({ applied: 200 });
    expect(await desk.revertedRun(whole.run.id)).toMatchObject({
      reverted: 220,
      run: { status: 'finished', doneCount: 220 },
    });
    const backwards = await desk.read<{ items: { provenance: { rowNumber: number } }[] }>(
      `/reconciliation-runs/${(await desk.revertedRun(rest.run.id)).run.id}/results?limit=200`,
    );
    const numbers = backwards.items.map(({ provenance }) => provenance.rowNumber);
    expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
    expect(new Set(await tiersOf(stack.sql, players))).toEqual(new Set(['bronze']));
    expect(await desk.getImport(importId)).toMatchObject({ revertedCount: 420 });
    await expectTrueCounts(stack.sql);
  });

  it('is refused, and leaves everything as it was', async () => {
    const { runId } = await applyRow(legacyRow(await addPlayer(stack.sql), 'gold'));
    for (const reason of ['', '  ', undefined])
      await refused('VALIDATION_FAILED', () => desk.send('POST', `/reconciliation-runs/${runId}/revert`, { reason }));
    const direct = await stack.rpc(MANAGER, 'rpc_revert_reconciliation_run', {
      p_run_id: runId,
      p_reason: '',
      p_idempotency_key: newId(),
    });
    expect(direct.body).toMatchObject({ message: 'NOTE_REQUIRED' });
    expect((await refused('RUN_NOT_FOUND', () => desk.revertRun(newId()))).status).toBe(404);
    await refused('RUN_NOT_FOUND', () => desk.revertRun(runId, 'Mine', { as: 'admin@summit.example' }));
    for (const role of ['pitboss', 'dealer', 'cashier', 'compliance'])
      await refused('FORBIDDEN', () => desk.revertRun(runId, 'No', { as: `${role}@harbor.example` as Email }));
    const { run } = await desk.revertedRun(runId);
    await refused('VALIDATION_FAILED', () => desk.revertRun(run.id));
  });
});
