import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { MANAGER } from '../loyalty/loyalty-desk';
import { addPlayers, expectTrueCounts, legacyRow, startRun, stepRun, tiersOf } from '../reconciliation/reconcile-world';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createImportsDesk, type ImportsDesk, type LegacyRow } from './imports-desk';

/** How many rows of an import are done at a time. */
const BATCH = 5000;
const IDLE = { done: 0, has_more: false, failed: 0 };

let stack: TestStack;
let desk: ImportsDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
});
afterEach(async () => {
  await desk.tend();
  await stack.sql`delete from public.player_import_memory`;
  await expectTrueCounts(stack.sql);
});
afterAll(() => stack.dispose());

/** One round of the worker. */
async function tendOnce(): Promise<unknown> {
  const { status, body } = await stack.rpc('service', 'rpc_worker_tend_imports', {});
  expect(status).toBe(200);
  return body;
}

async function countRows(importId: string): Promise<number> {
  const [row] = await stack.sql<{ n: number }[]>`
    select count(*)::int as n from public.player_import_row where import_id = ${importId}`;
  return row?.n ?? -1;
}

async function isPurged(importId: string): Promise<boolean> {
  const [row] =
    await stack.sql`select purged_at is not null as purged from public.player_import where id = ${importId}`;
  return row?.purged;
}

/** An import whose reading was left after the batch before: whoever asked for it never came back. */
async function stallAt(importId: string, secondsAgo: number): Promise<void> {
  await stack.sql`
    update public.player_import set status = 'checking', checked_through = header_row, mapping_version = mapping_version + 1,
      updated_at = now() - make_interval(secs => ${secondsAgo}) where id = ${importId}`;
}

const nobodies = (count: number): LegacyRow[] =>
  Array.from({ length: count }, (_, at) => legacyRow({ card: `TEND-${newId()}-${at}` }, 'silver'));

describe('the worker', () => {
  it('says that there is nothing to do, and leaves imports alone that wait for a person', async () => {
    expect(await tendOnce()).toEqual(IDLE);
    const ready = await desk.stage(nobodies(3));
    const unmapped = await desk.stage([{ Unclear: 'x' }]);
    expect([ready.status, unmapped.status]).toEqual(['ready', 'mapping']);
    expect(await tendOnce()).toEqual(IDLE);
    expect(await desk.getImport(ready.id)).toMatchObject({ status: 'ready', updatedAt: ready.updatedAt });
    expect(await desk.getImport(unmapped.id)).toMatchObject({ status: 'mapping', updatedAt: unmapped.updatedAt });
  });

  it('is nobody else: people and strangers may not do its part', async () => {
    const gone = await desk.stage(nobodies(2));
    await desk.discarded(gone.id);
    for (const as of ['anon', PIT_BOSS, MANAGER] as const) {
      const { status } = await stack.rpc(as, 'rpc_worker_tend_imports', {});
      expect([401, 403, 404]).toContain(status);
    }
    expect(await countRows(gone.id)).toBe(2);
  });
});

describe('an import that was taken away', () => {
  it('loses its rows batch by batch, keeps what it was, and is done with', async () => {
    const file = await desk.stage(nobodies(BATCH + 1));
    const kept = await desk.stage(nobodies(3));
    await desk.discarded(file.id);
    expect(await countRows(file.id)).toBe(BATCH + 1);
    expect(await tendOnce()).toEqual({ done: 1, has_more: true, failed: 0 });
    expect([await countRows(file.id), await isPurged(file.id)]).toEqual([1, false]);
    expect(await tendOnce()).toEqual({ done: 1, has_more: true, failed: 0 });
    expect([await countRows(file.id), await isPurged(file.id)]).toEqual([0, true]);
    expect(await tendOnce()).toEqual(IDLE);
    expect(await desk.getImport(file.id)).toMatchObject({
      status: 'discarded',
      rowCount: BATCH + 1,
      pendingCount: BATCH + 1,
    });
    expect(await countRows(kept.id)).toBe(3);
  });

  it('of any casino, one after another', async () => {
    const files = [
      await desk.stage(nobodies(2)),
      await desk.stage(nobodies(3)),
      await desk.stage(nobodies(4), { as: 'loyalty@summit.example' }),
    ];
    for (const [at, { id }] of files.entries())
      await desk.discard(id, at === 2 ? { as: 'loyalty@summit.example' } : {});
    // Each in a transaction of its own: nothing is locked for one import while the next is waited for.
    for (const _ of files) expect(await tendOnce()).toEqual({ done: 1, has_more: true, failed: 0 });
    expect(await tendOnce()).toEqual(IDLE);
    for (const { id } of files) expect([await countRows(id), await isPurged(id)]).toEqual([0, true]);
  });
});

describe('an import that was taken away while its rows waited to be compared', () => {
  it('is done with once they are gone', async () => {
    const demo = await desk.loyalty.tierBodies();
    const file = await desk.stage(nobodies(2));
    await desk.loyalty.setTiers(demo.map((tier, at) => (at === 1 ? { ...tier, name: 'Sterling' } : tier)));
    await desk.discarded(file.id);
    await desk.tend();
    expect([await countRows(file.id), await isPurged(file.id)]).toEqual([0, true]);
    expect(await tendOnce()).toEqual(IDLE);
    await desk.loyalty.setTiers(demo);
  });
});

describe('a player whom more than a thousand rows name', () => {
  it('is lifted without all of them, and the rest is compared afterwards', async () => {
    const [player] = await addPlayers(stack.sql, ['bronze']);
    if (!player) throw new Error('No player was made.');
    const file = await desk.stage(Array.from({ length: 1003 }, () => legacyRow(player, 'silver')));
    expect(await desk.counts({ importId: file.id })).toMatchObject({ upgrade: 1003 });
    await stack.sql`update public.player_loyalty set tier = 'gold' where player_id = ${player.id}`;
    expect(await desk.counts({ importId: file.id })).toMatchObject({ upgrade: 2 });
    await desk.tend();
    expect(await desk.counts({ importId: file.id })).toMatchObject({ upgrade: 0, conflict: 1003 });
  });
});

describe('a player whose tier changes', () => {
  it('costs the rows that name the player, also where the plan was made before the others were there', async () => {
    const [player] = await addPlayers(stack.sql, ['bronze']);
    if (!player) throw new Error('No player was made.');
    const own = ['gold', 'silver', 'gold'].map((tier) => legacyRow(player, tier));
    await desk.stage(own);
    const sql = await stack.sql.reserve();
    const setTier = (tier: string) =>
      sql`update public.player_loyalty set tier = ${tier} where player_id = ${player.id}`;
    // By now the plan is one that is kept, from a table with hardly a row.
    for (let turn = 0; turn < 10; turn += 1) await setTier(turn % 2 ? 'bronze' : 'silver');
    await desk.stage([...nobodies(1500), ...nobodies(1500)]);
    const rowsRead = async () => {
      const [row] = await sql<{ n: number }[]>`
        select (seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname = 'player_import_row'`;
      return row?.n ?? 0;
    };
    await sql`begin`;
    const before = await rowsRead();
    await setTier('silver');
    const after = await rowsRead();
    await sql`rollback`;
    sql.release();
    expect(after - before).toBeGreaterThanOrEqual(own.length);
    expect(after - before).toBeLessThan(10 * own.length);
  });
});

describe('an import that was left while it was read', () => {
  it('is gone on with once nobody did for half a minute, batch by batch, until it is ready', async () => {
    const [player] = await addPlayers(stack.sql, ['bronze']);
    const file = await desk.stage([...nobodies(2 * BATCH), ...(player ? [legacyRow(player, 'gold')] : [])]);
    await stallAt(file.id, 20);
    expect(await tendOnce()).toEqual(IDLE);
    expect(await desk.getImport(file.id)).toMatchObject({ status: 'checking' });
    expect(await desk.queue({ importId: file.id })).toEqual([]);

    await stallAt(file.id, 31);
    expect(await tendOnce()).toEqual({ done: 1, has_more: true, failed: 0 });
    expect(await tendOnce()).toEqual({ done: 1, has_more: true, failed: 0 });
    expect(await desk.getImport(file.id)).toMatchObject({ status: 'checking', checkedThrough: 2 * BATCH + 1 });
    // It goes on with what it began, unless somebody was at it a moment ago.
    await stack.sql`update public.player_import set updated_at = now() where id = ${file.id}`;
    expect(await tendOnce()).toEqual(IDLE);
    await stack.sql`update public.player_import set updated_at = now() - interval '31 seconds' where id = ${file.id}`;
    expect(await tendOnce()).toEqual({ done: 1, has_more: true, failed: 0 });
    expect(await desk.getImport(file.id)).toMatchObject({
      status: 'ready',
      pendingCount: 2 * BATCH + 1,
      unmatchedCount: 2 * BATCH,
    });
    expect(await desk.counts({ importId: file.id, upgrade: true })).toMatchObject({ upgrade: 1 });
  });

  it('is read by the mapping as it is now, and its player is who has the card by now', async () => {
    const file = await desk.stage([legacyRow({ card: 'LATER-1' }, 'gold', { Other: 'platinum' })]);
    const columns = { ...file.mapping.columns, tier: file.headers.indexOf('Other') };
    const [player] = await addPlayers(stack.sql, ['bronze']);
    await stack.sql`update public.player set loyalty_id = 'LATER-1' where id = ${player?.id ?? ''}`;
    await stack.sql`
      update public.player_import set mapping = jsonb_set(mapping, '{columns,tier}', ${stack.sql.json(columns.tier)})
      where id = ${file.id}`;
    await stallAt(file.id, 60);
    await desk.tend();
    expect(await desk.queue({ importId: file.id, upgrade: true })).toMatchObject([
      { player: { id: player?.id }, staged: { tier: 'platinum' }, tierDelta: 3 },
    ]);
  });
});

describe('after a change of the tiers', () => {
  const jade = { code: 'jade', name: 'Jade', multiplier: 1, thresholdPoints: 1 };
  const judged = async (importId: string) => ({
    upgrade: (await desk.queue({ importId, upgrade: true })).map(({ rowNumber }) => rowNumber),
    conflict: (await desk.queue({ importId, conflict: true })).map(({ rowNumber }) => rowNumber),
    unknownTier: (await desk.queue({ importId, unknownTier: true })).map(({ rowNumber }) => rowNumber),
  });

  it('every row of the queue is compared with them anew, also what was applied, kept or taken back', async () => {
    const demo = await desk.loyalty.tierBodies();
    const [bronze, silver, gold, platinum] = demo;
    const players = await addPlayers(stack.sql, ['bronze', 'silver', 'gold', 'silver', 'silver']);
    const [low, mid, high, done, back] = players;
    if (!bronze || !silver || !gold || !platinum || !low || !mid || !high || !done || !back)
      throw new Error('The demo has four tiers.');
    const file = await desk.stage([
      legacyRow(low, 'jade'),
      legacyRow(mid, 'silver'),
      legacyRow(high, 'Jade'),
      legacyRow(done, 'gold'),
      legacyRow(back, 'gold'),
    ]);
    const { results } = await desk.applied({ filter: { importId: file.id, upgrade: true } });
    expect(results.map(({ rowNumber }) => rowNumber)).toEqual([5, 6]);
    await desk.reverted(results[1]?.reconciliationId ?? '');
    expect(await judged(file.id)).toEqual({ upgrade: [6], conflict: [6], unknownTier: [2, 4] });

    // Jade comes between gold and platinum; the spelling means something from now on.
    await desk.loyalty.setTiers([
      bronze,
      silver,
      gold,
      { ...jade, thresholdPoints: gold.thresholdPoints + 1 },
      platinum,
    ]);
    expect(await tendOnce()).toMatchObject({ has_more: true, failed: 0 });
    await desk.tend();
    expect(await judged(file.id)).toEqual({ upgrade: [2, 4, 6], conflict: [2, 4, 6], unknownTier: [] });
    expect(await tendOnce()).toEqual(IDLE);

    // And without it nothing again; nobody's tier was touched by any of it.
    await desk.loyalty.setTiers(demo);
    await desk.tend();
    expect(await judged(file.id)).toEqual({ upgrade: [6], conflict: [6], unknownTier: [2, 4] });
    expect(await tiersOf(stack.sql, players)).toEqual(['bronze', 'silver', 'gold', 'gold', 'silver']);
    // A judgement that the worker has not come to yet is never acted on: who applies judges anew.
    await desk.loyalty.setTiers([
      bronze,
      silver,
      gold,
      { ...jade, thresholdPoints: gold.thresholdPoints + 1 },
      platinum,
    ]);
    const run = await startRun(stack, { p_filter: { import_id: file.id } });
    expect(await stepRun(stack, run.id)).toMatchObject({ status: 'finished', skipped_count: 2 });
    await desk.loyalty.setTiers(demo);
  });

  it('every row is compared by the ranks of its own casino, whatever another one calls by the same codes', async () => {
    const turnAround = () => stack.sql`
      update public.loyalty_tier t set rank = 100 - rank from public.casino c where c.id = t.casino_id and c.slug = 'summit'`;
    const demo = await desk.loyalty.tierBodies();
    const [low, high] = await addPlayers(stack.sql, ['bronze', 'platinum']);
    if (!low || !high) throw new Error('No players were made.');
    const file = await desk.stage([legacyRow(low, 'gold'), legacyRow(high, 'gold')]);
    await turnAround();
    await desk.loyalty.setTiers(demo.map((tier, at) => (at === 1 ? { ...tier, name: 'Sterling' } : tier)));
    await desk.tend();
    expect(await judged(file.id)).toEqual({ upgrade: [2], conflict: [2, 3], unknownTier: [] });
    await desk.loyalty.setTiers(demo);
    await turnAround();
  });

  it('an import of many rows is done batch by batch, and from the start when they change again meanwhile', async () => {
    const demo = await desk.loyalty.tierBodies();
    const [player] = await addPlayers(stack.sql, ['bronze']);
    const file = await desk.stage([...nobodies(BATCH), ...(player ? [legacyRow(player, 'Jade')] : [])]);
    const through = async () => {
      const [row] = await stack.sql`select refreshed_through from public.player_import where id = ${file.id}`;
      return row?.refreshed_through;
    };
    const withJade = demo.toSpliced(1, 0, jade);
    await desk.loyalty.setTiers(withJade);
    expect(await through()).toBe(0);
    // The imports of before have their turn first.
    while ((await through()) === 0) await tendOnce();
    expect(await through()).toBe(BATCH + 1);
    await desk.loyalty.setTiers(
      withJade.map((tier) => (tier.code === 'jade' ? { ...tier, name: 'Green jade' } : tier)),
    );
    expect(await through()).toBe(0);
    await desk.tend();
    expect(await through()).toBeNull();
    expect((await judged(file.id)).upgrade).toEqual([BATCH + 2]);
    await desk.loyalty.setTiers(demo);
    await desk.tend();
    expect((await judged(file.id)).upgrade).toEqual([]);
  });
});

describe('an import that can’t be tended', () => {
  it('is told of, and the others are tended all the same', async () => {
    const [stuck, gone] = [await desk.stage(nobodies(2)), await desk.stage(nobodies(2))];
    await desk.discarded(stuck.id);
    await desk.discarded(gone.id);
    // A row that something still points at can not be removed.
    await stack.sql`
      create table public.holds_a_row (casino_id uuid, row_id uuid, foreign key (casino_id, row_id) references public.player_import_row (casino_id, id))`;
    await stack.sql`
      insert into public.holds_a_row select casino_id, id from public.player_import_row where import_id = ${stuck.id} limit 1`;
    expect(await tendOnce()).toEqual({ done: 1, has_more: true, failed: 1 });
    expect([await countRows(stuck.id), await countRows(gone.id)]).toEqual([2, 0]);
    expect(await tendOnce()).toEqual({ done: 0, has_more: false, failed: 1 });
    await stack.sql`drop table public.holds_a_row`;
    expect(await tendOnce()).toEqual({ done: 1, has_more: true, failed: 0 });
    expect(await countRows(stuck.id)).toBe(0);
  });
});
