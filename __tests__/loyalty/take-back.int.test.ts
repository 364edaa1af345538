import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { LedgerEntry, ReversalPosting } from '@/services/loyalty/dtos';
import { dataOf } from '../floor/floor-desk';
import { tracesOf } from '../promo/promo-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Email, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createLoyaltyDesk, type LoyaltyDesk, loyaltySnapshot, MANAGER } from './loyalty-desk';

let stack: TestStack;
let desk: LoyaltyDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createLoyaltyDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

const takeBack = (entryId: string, call: { key?: string; as?: Email; note?: string } = {}) => {
  const { key = newId(), as = PIT_BOSS, note = 'Given by mistake' } = call;
  return desk.send('POST', '/loyalty/take-backs', { entryId, note }, { key, as });
};

/** A bonus on the slip of a new player. */
async function given(points = 100) {
  const { slip, player } = await desk.floor.seat();
  return { slip, player, entry: await desk.given(slip.id, points) };
}

/** An entry that was posted so long ago, by its hash too: what the table refuses to have changed is written so. */
async function givenAgo(minutes: number, staff: Email = PIT_BOSS): Promise<LedgerEntry> {
  const { slip, player } = await desk.floor.seat();
  const [row] = await stack.sql<{ id: string }[]>`
    select (app.post_ledger_entry(row(s.casino_id, s.id, s.role, app.uuid_v7(), app.gaming_day(s.casino_id))::app.rls_context,
      jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object('player_id', ${player.id}::uuid, 'points', 100,
        'reason', 'promotion', 'visit_id', ${slip.visitId}::uuid, 'rating_slip_id', ${slip.id}::uuid,
        'created_at', now() - make_interval(mins => ${minutes}), 'idempotency_key', app.uuid_v7(), 'request_hash', '\\x00')))).id
    from public.staff s where s.email = ${staff}`;
  const { items } = await desk.read<{ items: LedgerEntry[] }>(`/rating-slips/${slip.id}/rewards`);
  const entry = items.find(({ id }) => id === row?.id);
  if (!entry) throw new Error('The entry was not posted.');
  return entry;
}

/** A refusal that left nothing behind. */
async function expectRefused(code: string, act: () => ReturnType<typeof takeBack>) {
  const before = await loyaltySnapshot(stack.sql);
  const answer = await act();
  expect(answer.body).toMatchObject({ ok: false, code });
  expect(await loyaltySnapshot(stack.sql)).toEqual(before);
  return answer;
}
const expectBecause = async (because: string, act: () => ReturnType<typeof takeBack>) => {
  const { body, status } = await expectRefused('REWARD_NOT_TAKEN_BACK', act);
  expect([status, body.details]).toEqual([409, { because }]);
};

describe('what was given a moment ago by mistake', () => {
  it('is taken back by who gave it, once, on record under an action of its own', async () => {
    const { slip, player, entry } = await given(250);
    const key = newId();
    const posting = dataOf<ReversalPosting>(await takeBack(entry.id, { key }));
    expect(posting).toMatchObject({
      isExisting: false,
      balance: 0,
      entry: {
        points: -250,
        reason: 'reversal',
        reversedEntryId: entry.id,
        ratingSlipId: slip.id,
        playerId: player.id,
      },
    });
    expect(posting.entry.note).toBe('Given by mistake');
    const { audits, events } = await tracesOf(stack.sql, posting.entry.correlationId);
    expect(audits.map(({ action, outcome }) => [action, outcome])).toEqual([['loyalty.take_back_reward', 'done']]);
    expect(events.map(({ type }) => type)).toEqual(['loyalty.entry_posted']);

    expect(dataOf<ReversalPosting>(await takeBack(entry.id, { key }))).toEqual({ ...posting, isExisting: true });
    await expectRefused('ENTRY_ALREADY_REVERSED', () => takeBack(entry.id));
    await expectRefused('ENTRY_ALREADY_REVERSED', () => takeBack(entry.id, { as: ADMIN }));
  });

  it('gives the points of a comp back', async () => {
    const { slip, player } = await given(1_000);
    const [reward] = await stack.sql<{ id: string }[]>`
      select r.id from public.reward_catalog r join public.casino c on c.id = r.casino_id
      where c.slug = 'harbor' and r.code = 'COMP_BEVERAGE_8'`;
    const comp = dataOf<{ entry: LedgerEntry }>(
      await desk.send('POST', `/rewards/${reward?.id}/issue`, { playerId: player.id, ratingSlipId: slip.id }),
    ).entry;
    expect(comp.points).toBeLessThan(0);
    expect(dataOf<ReversalPosting>(await takeBack(comp.id)).balance).toBe(1_000);
  });

  it('needs a note', async () => {
    const { entry } = await given();
    const refused = await stack.rpc(PIT_BOSS, 'rpc_take_back_reward', {
      p_entry_id: entry.id,
      p_note: ' ',
      p_idempotency_key: newId(),
    });
    expect(refused.body).toMatchObject({ message: 'NOTE_REQUIRED' });
  });

  it('is taken back once by a double tap, and by two tablets at once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [one, other] = [await given(), await given()];
      const key = newId();
      const taps = await Promise.all([takeBack(one.entry.id, { key }), takeBack(one.entry.id, { key })]);
      expect(taps.map(({ status }) => status).sort()).toEqual([200, 201]);
      const tablets = await Promise.all([takeBack(other.entry.id), takeBack(other.entry.id, { as: ADMIN })]);
      expect(tablets.map(({ body }) => body.code).sort()).toEqual(['ENTRY_ALREADY_REVERSED', 'OK']);
    }
  });
});

describe('what stays with a manager', () => {
  it('is another’s, unless who takes it back may correct', async () => {
    const { entry } = await given();
    const byAdmin = await desk.given((await desk.floor.seat()).slip.id, 50, { as: ADMIN });
    await expectBecause('someone_elses', () => takeBack(byAdmin.id));
    expect(dataOf<ReversalPosting>(await takeBack(entry.id, { as: ADMIN })).balance).toBe(0);
  });

  it('is older than five minutes', async () => {
    expect(dataOf<ReversalPosting>(await takeBack((await givenAgo(4)).id)).balance).toBe(0);
    const [late, old] = [await givenAgo(5), await givenAgo(60)];
    await expectBecause('too_late', () => takeBack(late.id));
    await expectBecause('too_late', () => takeBack(old.id, { as: ADMIN }));
  });

  it('is spent: the balance is below what was given and below what there was right after it', async () => {
    const { slip, player, entry } = await given(100);
    await desk.correct(player.id, -1, 'Miscounted', { as: MANAGER });
    await expectBecause('spent', () => takeBack(entry.id));
    await desk.given(slip.id, 1);
    expect(dataOf<ReversalPosting>(await takeBack(entry.id)).balance).toBe(0);
  });

  it('is on a slip that is closed by now', async () => {
    const { slip, entry } = await given();
    await desk.floor.step(slip.id, 'close');
    await expectBecause('slip_closed', () => takeBack(entry.id));
  });

  it('is no reward: a correction, a reversal, and what a manager reinstated', async () => {
    const { player, entry } = await given();
    const correction = dataOf<{ entry: LedgerEntry }>(
      await desk.correct(player.id, 20, 'Miscounted', { as: ADMIN }),
    ).entry;
    await expectBecause('not_a_reward', () => takeBack(correction.id, { as: ADMIN }));
    const reversal = dataOf<ReversalPosting>(await takeBack(entry.id)).entry;
    await expectBecause('not_a_reward', () => takeBack(reversal.id));
    dataOf(
      await desk.send('POST', '/loyalty/reversals', { entryId: reversal.id, note: 'It was right' }, { as: MANAGER }),
    );
    await expectBecause('reinstated', () => takeBack(entry.id));
  });

  it('belongs to another casino, or to nobody: one and the same 404; a dealer may not ask', async () => {
    const { entry } = await given();
    await expectRefused('ENTRY_NOT_FOUND', () => takeBack(entry.id, { as: OTHER_PIT_BOSS }));
    await expectRefused('ENTRY_NOT_FOUND', () => takeBack(newId()));
    await expectRefused('FORBIDDEN', () => takeBack(entry.id, { as: 'dealer@harbor.example' }));
    await expectRefused('FORBIDDEN', () => takeBack(entry.id, { as: MANAGER }));
  });
});
