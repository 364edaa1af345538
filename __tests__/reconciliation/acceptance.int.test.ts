import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportsDesk, type ImportsDesk } from '../imports/imports-desk';
import { ADMIN, startTestStack, type TestStack } from '../support/stack';
import {
  addPlayers,
  auditOf,
  daysAgo,
  expectTrueCounts,
  type Known,
  outboxOf,
  pointsSnapshot,
  standingsOf,
  tiersOf,
} from './reconcile-world';

let stack: TestStack;
let desk: ImportsDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
});
afterAll(() => stack.dispose());

/** A file as the old system wrote it: its own names of columns, its own spellings, a column that means nothing here. */
function legacyFile(players: Known[], tiers: string[]): string {
  const rows = players.map(({ card }, at) => `${card};${tiers[at]};${(at + 1) * 1000};${daysAgo(10 + at)};Table ${at}`);
  return `\ufeffCard Number;Tier;Points;Last Visit;Favourite game\r\n${rows.join('\r\n')}\r\n`;
}

/** Three players of the lowest tiers, and a file that says more of the first two. */
async function upload(call: Parameters<ImportsDesk['uploaded']>[1] = {}) {
  const players = await addPlayers(stack.sql, ['bronze', 'silver', 'gold']);
  const before = await standingsOf(stack.sql, players);
  const file = await desk.uploaded(legacyFile(players, ['Gold', 'PLATINUM', 'Silver']), {
    fileName: 'old.csv',
    ...call,
  });
  return { players, before, file };
}

describe('the acceptance criteria', () => {
  it('1. CSV import preserves loyalty fields as staged inputs (metadata or staging table).', async () => {
    const points = await pointsSnapshot(stack.sql);
    const { players, before, file } = await upload();
    expect(file).toMatchObject({ status: 'ready', rowCount: 3, pendingCount: 3, errorCount: 0, unmatchedCount: 0 });
    const rows = await desk.listRows(file.id);
    expect(rows).toMatchObject(
      players.map(({ id, card }, at) => ({
        rowNumber: at + 2,
        status: 'pending',
        playerId: id,
        importedLoyaltyId: card,
        importedTier: ['Gold', 'PLATINUM', 'Silver'][at],
        tierCode: ['gold', 'platinum', 'silver'][at],
        importedPointsBalance: (at + 1) * 1000,
        // What no field takes is kept too.
        raw: [card, ['Gold', 'PLATINUM', 'Silver'][at], String((at + 1) * 1000), daysAgo(10 + at), `Table ${at}`],
      })),
    );
    expect(rows.every(({ importedLastActivityAt }) => importedLastActivityAt !== null)).toBe(true);
    // Nothing is applied by it.
    expect(await standingsOf(stack.sql, players)).toEqual(before);
    expect(await pointsSnapshot(stack.sql)).toEqual(points);
  });

  it('2. Reconciliation queue shows pending staged records.', async () => {
    const { players, file } = await upload();
    const items = await desk.queue({ importId: file.id, status: 'pending' });
    expect(items).toMatchObject([
      {
        player: { id: players[0]?.id },
        flags: ['tier_conflict', 'upgrade'],
        tierDelta: 2,
        would: { outcome: 'applied' },
      },
      {
        player: { id: players[1]?.id },
        flags: ['tier_conflict', 'upgrade'],
        tierDelta: 2,
        would: { outcome: 'applied' },
      },
      { player: { id: players[2]?.id }, flags: ['tier_conflict'], tierDelta: -1, would: { outcome: 'kept' } },
    ]);
    expect(items.map(({ staged, canonical }) => [staged.tier, canonical?.tier])).toEqual([
      ['gold', 'bronze'],
      ['platinum', 'silver'],
      ['silver', 'gold'],
    ]);
    const all = await desk.queue();
    for (const { rowId } of items) expect(all.map((item) => item.rowId)).toContain(rowId);
    expect(await desk.counts({ importId: file.id })).toMatchObject({ status: { pending: 3 }, conflict: 3, upgrade: 2 });
    expect((await desk.getRow(items[0]?.rowId ?? '')).cells).toContainEqual({
      column: 'Favourite game',
      value: 'Table 0',
    });
  });

  it('3. Admin can apply “upgrade-only tier” policy and update canonical tier.', async () => {
    const { players, file } = await upload({ as: ADMIN });
    const outcome = await desk.applied({ filter: { importId: file.id } }, { as: ADMIN });
    expect(outcome).toMatchObject({
      applied: 2,
      kept: 1,
      skipped: 0,
      results: [{ outcome: 'applied' }, { outcome: 'applied' }, { outcome: 'kept' }],
      run: { status: 'finished', policy: 'upgrade_only', startedBy: 'Harbor Admin' },
    });
    // Never down: the third player keeps gold.
    expect(await tiersOf(stack.sql, players)).toEqual(['gold', 'platinum', 'gold']);
    expect(await desk.queue({ importId: file.id, status: 'pending' })).toEqual([]);
    expect(await desk.getImport(file.id)).toMatchObject({ pendingCount: 0, appliedCount: 2, keptCount: 1 });
  });

  it('4. Every apply produces an audit log entry with provenance.', async () => {
    const { players, file } = await upload();
    const { results } = await desk.applied({ filter: { importId: file.id } }, { as: ADMIN });
    const befores = ['bronze', 'silver', 'gold'];
    const afters = ['gold', 'platinum', 'gold'];
    for (const [at, player] of players.entries()) {
      expect([...(await auditOf(stack.sql, player))]).toMatchObject([
        {
          action: 'imports.apply_reconciliation',
          who: ADMIN,
          before: { tier: befores[at], starting_balance: null },
          after: {
            tier: afters[at],
            starting_balance: { points: (at + 1) * 1000 },
            policy: 'upgrade_only',
            outcome: at === 2 ? 'kept' : 'applied',
            reconciliation_id: results[at]?.reconciliationId,
            provenance: {
              import_id: file.id,
              file_name: 'old.csv',
              sha256: file.sha256,
              row_id: results[at]?.rowId,
              row_number: at + 2,
              uploaded_by: 'Harbor Loyalty Manager',
              imported_tier: ['Gold', 'PLATINUM', 'Silver'][at],
              imported_points_balance: (at + 1) * 1000,
            },
          },
        },
      ]);
    }
    const report = await desk.reportRows({ importId: file.id });
    expect(report).toHaveLength(3);
  });

  it('5. Reconciliation can be reverted with audit logging.', async () => {
    const { players, before, file } = await upload();
    const { results } = await desk.applied({ filter: { importId: file.id } });
    for (const [at, { reconciliationId }] of results.entries()) {
      const reverted = await desk.revert(reconciliationId, `Wrong file ${at}`, { as: ADMIN });
      expect(reverted).toMatchObject({
        status: 201,
        body: { data: { outcome: 'reverted', revertsId: reconciliationId } },
      });
    }
    expect(await standingsOf(stack.sql, players)).toEqual(before);
    for (const [at, player] of players.entries()) {
      expect((await auditOf(stack.sql, player))[1]).toMatchObject({
        action: 'imports.revert_reconciliation',
        who: ADMIN,
        before: { tier: ['gold', 'platinum', 'gold'][at] },
        after: {
          tier: ['bronze', 'silver', 'gold'][at],
          reason: `Wrong file ${at}`,
          reverts_id: results[at]?.reconciliationId,
          provenance: { import_id: file.id, row_number: at + 2 },
        },
      });
    }
    expect((await outboxOf(stack.sql, players[0] as Known)).map(({ type }) => type)).toEqual([
      'loyalty.tier_upgraded',
      'loyalty.tier_reverted',
    ]);
    // And they are there to be applied again.
    expect(await desk.queue({ importId: file.id, status: 'reverted' })).toHaveLength(3);
    expect(await desk.applied({ filter: { importId: file.id, status: 'reverted' } })).toMatchObject({
      applied: 2,
      kept: 1,
    });
    await expectTrueCounts(stack.sql);
  });

  it('6. Imported points are not silently applied to ledger in MVP.', async () => {
    const points = await pointsSnapshot(stack.sql);
    const { players, file } = await upload();
    const { results } = await desk.applied({ filter: { importId: file.id } });
    expect(await pointsSnapshot(stack.sql)).toEqual(points);
    // They are metadata, to be read and no more.
    for (const [at, player] of players.entries()) {
      const read = await desk.read<{ loyalty: { balance: number; startingBalance: unknown } }>(`/players/${player.id}`);
      expect(read.loyalty).toMatchObject({
        balance: 0,
        startingBalance: {
          points: (at + 1) * 1000,
          file_name: 'old.csv',
          reconciliation_id: results[at]?.reconciliationId,
        },
      });
    }
    for (const { reconciliationId } of results) await desk.reverted(reconciliationId);
    expect(await pointsSnapshot(stack.sql)).toEqual(points);
    await desk.loyalty.expectProof(null, ['tier']);
  });
});
