import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Floor } from '@/services/floor/dtos';
import type { LedgerEntry, LedgerPosting, SlipRewards } from '@/services/loyalty/dtos';
import { dataOf } from '../floor/floor-desk';
import { essence } from '../promo/promo-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Answer, startTestStack, type TestStack } from '../support/stack';
import { createLoyaltyDesk, type LoyaltyDesk, loyaltySnapshot, MANAGER } from './loyalty-desk';

let stack: TestStack;
let desk: LoyaltyDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createLoyaltyDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

const posting = (answer: Answer) => dataOf<LedgerPosting>(answer);
const ledgerOf = async (playerId: string) =>
  (await desk.read<{ items: LedgerEntry[] }>(`/players/${playerId}/ledger`)).items;

/** A new player on a slip with points. */
async function playerWith(points: number) {
  const { slip, player } = await desk.floor.seat();
  const entry = await desk.given(slip.id, points);
  return { slip, player, entry };
}

describe('a correction', () => {
  it('goes up and down, to exactly zero, with its note, its audit row and its event, and earns nothing', async () => {
    const { player } = await playerWith(300);
    const key = newId();
    const up = await desk.correct(player.id, 45, ' Miscounted ', { key });
    expect(up.status).toBe(201);
    expect(posting(up)).toMatchObject({
      isExisting: false,
      balance: 345,
      entry: {
        playerId: player.id,
        points: 45,
        balanceAfter: 345,
        reason: 'correction',
        note: 'Miscounted',
        ratingSlipId: null,
        isOverride: false,
        reversedEntryId: null,
        reversedByEntryId: null,
        tierUpgrade: null,
      },
    });
    expect(posting(await desk.correct(player.id, -100)).balance).toBe(245);
    expect(posting(await desk.correct(player.id, -245)).balance).toBe(0);
    expect(await desk.standing(player.id)).toMatchObject({ balance: 0, lifetime: 300, tier: 'bronze', entries: 4 });

    const { id, correlationId } = posting(up).entry;
    const audits = await stack.sql`
      select s.email, a.action, a.entity_id as id, a.before, a.after, a.outcome
      from public.audit_log a join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id where a.correlation_id = ${correlationId}`;
    expect(audits).toEqual([
      {
        email: MANAGER,
        action: 'loyalty.post_correction',
        id,
        before: { balance: 300 },
        after: { balance: 345 },
        outcome: 'done',
      },
    ]);
    const events = await stack.sql`
      select event_type as type, payload ->> 'reason' as reason, (payload ->> 'points')::int as points
      from public.loyalty_outbox where correlation_id = ${correlationId}`;
    expect(events).toEqual([{ type: 'loyalty.entry_posted', reason: 'correction', points: 45 }]);
    await desk.expectProof(player.id);
  });

  it('below zero is refused and changes nothing; so is one more of a debt, while less of it is not', async () => {
    const { player, entry } = await playerWith(500);
    const refused = await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.correct(player.id, -501));
    expect(refused).toMatchObject({ status: 409, body: { details: { balance: 500, points: -501 } } });
    await desk.redeemed(player.id);
    await desk.reversed(entry.id);
    expect((await desk.standing(player.id)).balance).toBe(-400);
    await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.correct(player.id, -1));
    expect(posting(await desk.correct(player.id, 100)).balance).toBe(-300);
    expect(posting(await desk.correct(player.id, 300)).balance).toBe(0);
  });

  it('goes below zero as far as the settings say, to the point', async () => {
    const { player } = await playerWith(100);
    await stack.sql`update public.casino_settings set correction_debt_limit_points = 50`;
    try {
      const refused = await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.correct(player.id, -151));
      expect(refused.body.details).toEqual({ balance: 100, points: -151, debtLimitPoints: 50 });
      expect(posting(await desk.correct(player.id, -150)).balance).toBe(-50);
      await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.correct(player.id, -1));
    } finally {
      await stack.sql`update public.casino_settings set correction_debt_limit_points = 0`;
    }
    await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.correct(player.id, -1));
    expect(posting(await desk.correct(player.id, 20)).balance).toBe(-30);
    await desk.expectProof(player.id);
  });

  it.each([
    ['no points', 0],
    ['half a point', 1.5],
    ['more than a billion', 1_000_000_001],
    ['less than minus a billion', -1_000_000_001],
    ['points as text', '5'],
  ])('of %s is refused, past the web app too', async (_, points) => {
    const { player } = await playerWith(10);
    expect((await desk.expectRefused('VALIDATION_FAILED', () => desk.correct(player.id, points))).status).toBe(422);
    if (typeof points !== 'number' || !Number.isInteger(points)) return;
    const before = await loyaltySnapshot(stack.sql);
    const past = await stack.rpc(MANAGER, 'rpc_post_correction', {
      p_player_id: player.id,
      p_points: points,
      p_note: 'Why',
      p_idempotency_key: newId(),
    });
    expect(past).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    expect(await loyaltySnapshot(stack.sql)).toEqual(before);
  });

  it('or a reversal without a note, or with one too long, is refused, past the web app too', async () => {
    const { player, entry } = await playerWith(10);
    for (const note of [undefined, '', '   ', 'x'.repeat(501)]) {
      await desk.expectRefused('VALIDATION_FAILED', () =>
        desk.send('POST', '/loyalty/corrections', { playerId: player.id, points: 5, note }, { as: MANAGER }),
      );
      await desk.expectRefused('VALIDATION_FAILED', () =>
        desk.send('POST', '/loyalty/reversals', { entryId: entry.id, note }, { as: MANAGER }),
      );
    }
    const before = await loyaltySnapshot(stack.sql);
    for (const [note, message] of [
      [null, 'NOTE_REQUIRED'],
      ['   ', 'NOTE_REQUIRED'],
      ['x'.repeat(501), 'VALIDATION_FAILED'],
    ]) {
      const rest = { p_note: note, p_idempotency_key: newId() };
      const correction = { p_player_id: player.id, p_points: 5, ...rest };
      expect((await stack.rpc(MANAGER, 'rpc_post_correction', correction)).body).toMatchObject({ message });
      const reversal = { p_entry_id: entry.id, ...rest };
      expect((await stack.rpc(MANAGER, 'rpc_reverse_entry', reversal)).body).toMatchObject({ message });
    }
    expect(await loyaltySnapshot(stack.sql)).toEqual(before);
  });

  it('mends the record of an excluded player, too: it gives nothing', async () => {
    const { player, entry } = await playerWith(100);
    await desk.exclude(player.id);
    expect(posting(await desk.correct(player.id, -40)).balance).toBe(60);
    expect(posting(await desk.correct(player.id, 15)).balance).toBe(75);
    expect((await desk.reversed(entry.id)).balanceAfter).toBe(-25);
  });

  it('of a player who is not there, of another casino, or not enrolled is refused', async () => {
    const [other] = await stack.sql<{ id: string }[]>`
      select p.id from public.player p join public.casino c on c.id = p.casino_id where c.slug = 'summit' limit 1`;
    const missing = await desk.expectRefused('PLAYER_NOT_FOUND', () => desk.correct(newId(), 5));
    const foreign = await desk.expectRefused('PLAYER_NOT_FOUND', () => desk.correct(other?.id ?? '', 5));
    expect(essence(foreign)).toEqual(essence(missing));
    const [bare] = await stack.sql<{ id: string }[]>`
      insert into public.player (casino_id, first_name, last_name)
      select casino_id, 'Not', 'Enrolled' from public.staff where email = ${ADMIN} returning id`;
    await desk.expectRefused('PLAYER_NOT_ENROLLED', () => desk.correct(bare?.id ?? '', 5));
  });

  it.each(['dealer', 'pitboss', 'cashier', 'compliance'] as const)(
    'and a reversal are not for the role of %s',
    async (account) => {
      const { player, entry } = await playerWith(10);
      const as = `${account}@harbor.example` as const;
      await desk.expectRefused('FORBIDDEN', () => desk.correct(player.id, 5, 'Why', { as }));
      await desk.expectRefused('FORBIDDEN', () => desk.reverse(entry.id, 'Why', { as }));
      await desk.expectRefused('UNAUTHENTICATED', () => desk.correct(player.id, 5, 'Why', { as: null }));
    },
  );
});

describe('a reversal', () => {
  it('takes back a bonus, an accrual, a correction and a redemption, each linked both ways', async () => {
    const { slip, player } = await desk.play(3600);
    const bonus = await desk.given(slip.id, 900);
    const redemption = await desk.redeemed(player.id, 'COMP_BEVERAGE_8', slip.id);
    const correction = posting(await desk.correct(player.id, -30)).entry;
    await desk.close(slip.id);
    const [accrual] = (await ledgerOf(player.id)).filter(({ reason }) => reason === 'session_accrual');
    expect(accrual?.points).toBe(700);
    expect(redemption).toMatchObject({ points: -400, reason: 'redemption', rewardName: 'Cocktail' });

    const reversals: LedgerEntry[] = [];
    for (const entry of [bonus, accrual, correction, redemption]) {
      const answer = await desk.reverse(entry?.id ?? '', ' Mistake ');
      expect(answer.status).toBe(201);
      const { entry: reversal, balance } = posting(answer);
      expect(reversal).toMatchObject({
        points: -(entry?.points ?? 0),
        reason: 'reversal',
        note: 'Mistake',
        playerId: player.id,
        ratingSlipId: entry?.ratingSlipId,
        visitId: entry?.visitId,
        rewardId: entry?.rewardId,
        rewardName: entry?.rewardName,
        reversedEntryId: entry?.id,
        balanceAfter: balance,
      });
      reversals.push(reversal);
    }
    expect(await desk.standing(player.id)).toMatchObject({ balance: 0, lifetime: 0, entries: 8 });

    const links = (items: LedgerEntry[]) =>
      Object.fromEntries(
        items.map(({ id, reversedEntryId, reversedByEntryId }) => [id, [reversedEntryId, reversedByEntryId]]),
      );
    const all = links(await ledgerOf(player.id));
    const onSlip = links((await desk.read<SlipRewards>(`/rating-slips/${slip.id}/rewards`)).items);
    for (const [at, entry] of [bonus, accrual, correction, redemption].entries()) {
      const [id, reversalId] = [entry?.id ?? '', reversals[at]?.id ?? ''];
      expect({ entry: all[id], reversal: all[reversalId] }).toEqual({
        entry: [null, reversalId],
        reversal: [id, null],
      });
      // A correction belongs to no slip.
      if (entry !== correction) {
        expect([onSlip[id], onSlip[reversalId]]).toEqual([
          [null, reversalId],
          [id, null],
        ]);
      }
    }
    expect(Object.keys(onSlip)).toHaveLength(6);
    await desk.expectProof(player.id);
  });

  it('leaves one audit row and one event, and its metadata names what it reversed', async () => {
    const { player } = await playerWith(900);
    const redemption = await desk.redeemed(player.id);
    const { id, correlationId } = await desk.reversed(redemption.id);
    const audits = await stack.sql`
      select action, entity_id as id, before, after from public.audit_log where correlation_id = ${correlationId}`;
    expect(audits).toEqual([
      { action: 'loyalty.reverse_entry', id, before: { balance: 500 }, after: { balance: 900 } },
    ]);
    const events = await stack.sql`
      select event_type as type, payload ->> 'reason' as reason, payload ->> 'reward_code' as reward
      from public.loyalty_outbox where correlation_id = ${correlationId}`;
    expect(events).toEqual([{ type: 'loyalty.entry_posted', reason: 'reversal', reward: 'COMP_BEVERAGE_8' }]);
    const [row] = await stack.sql`select metadata from public.loyalty_ledger where id = ${id}`;
    expect(row?.metadata).toEqual({
      reversed_entry_no: redemption.entryNo,
      tier_before: 'bronze',
      tier_after: 'bronze',
      reversed_reason: 'redemption',
      reward_code: 'COMP_BEVERAGE_8',
      reward_name: 'Cocktail',
    });
  });

  it('of a redemption gives the points back, and the reward is free to be given again', async () => {
    const { player } = await playerWith(900);
    const path = `/rewards/${await desk.rewardId('COMP_BEVERAGE_8')}/issue`;
    const redemption = await desk.redeemed(player.id);
    await desk.expectRefused('COOLDOWN_ACTIVE', () => desk.send('POST', path, { playerId: player.id }));
    await desk.reversed(redemption.id);
    expect(await desk.standing(player.id)).toMatchObject({ balance: 900, lifetime: 900 });
    await desk.redeemed(player.id);
    expect((await desk.standing(player.id)).balance).toBe(500);
  });

  it('happens once: afterwards whoever tries learns who did it and when', async () => {
    const { entry } = await playerWith(100);
    const reversal = await desk.reversed(entry.id);
    const refused = await desk.expectRefused('ENTRY_ALREADY_REVERSED', () =>
      desk.reverse(entry.id, 'Again', { as: ADMIN }),
    );
    const [manager] = await stack.sql`select full_name as name from public.staff where email = ${MANAGER}`;
    expect(refused).toMatchObject({
      status: 409,
      body: { details: { entryId: reversal.id, staffName: manager?.name } },
    });
    expect(Date.parse(String(refused.body.details?.at))).toBe(Date.parse(reversal.createdAt));
  });

  it('by many at once is done by one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { player, entry } = await playerWith(100);
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, at) => desk.reverse(entry.id, 'Race', { as: at % 2 ? MANAGER : ADMIN })),
      );
      const codes = answers.map(({ body }) => body.code).sort();
      expect(codes).toEqual([...Array(9).fill('ENTRY_ALREADY_REVERSED'), 'OK']);
      const winner = posting(answers.find(({ body }) => body.ok) as Answer).entry.id;
      const losers = answers.filter(({ body }) => !body.ok);
      expect(new Set(losers.map(({ body }) => body.details?.entryId))).toEqual(new Set([winner]));
      expect(await desk.standing(player.id)).toMatchObject({ balance: 0, entries: 2 });
      await desk.expectProof(player.id);
    }
  });

  it('of what is not there and of another casino’s entry is refused', async () => {
    const [other] = await stack.sql<{ id: string }[]>`
      select e.id from public.loyalty_ledger e join public.casino c on c.id = e.casino_id where c.slug = 'summit' limit 1`;
    const missing = await desk.expectRefused('ENTRY_NOT_FOUND', () => desk.reverse(newId()));
    const foreign = await desk.expectRefused('ENTRY_NOT_FOUND', () => desk.reverse(other?.id ?? ''));
    expect(essence(foreign)).toEqual(essence(missing));
  });

  it('shows on the floor: the last reward of the seat is the last that was not taken back', async () => {
    const { slip } = await playerWith(120);
    const second = await desk.given(slip.id, 77);
    const lastReward = async () => {
      const { pits } = await desk.read<Floor>('/floor');
      const seats = pits.flatMap(({ tables }) => tables.flatMap((table) => table.seats));
      return seats.find((seat) => seat.slip?.id === slip.id)?.slip?.lastReward;
    };
    expect(await lastReward()).toMatchObject({ points: 77 });
    await desk.reversed(second.id);
    expect(await lastReward()).toMatchObject({ points: 120, reason: 'promotion' });
  });
});

describe('a replay', () => {
  it('of a correction and of a reversal answers the first, though the world has moved on', async () => {
    const { slip, player, entry } = await playerWith(500);
    const [one, two] = [newId(), newId()];
    const correction = posting(await desk.correct(player.id, -500, 'All of it', { key: one }));
    const reversal = posting(await desk.reverse(entry.id, 'Wrong', { key: two }));
    await desk.given(slip.id, 30);
    await desk.exclude(player.id);
    dataOf(await desk.reverse(correction.entry.id));
    const before = await loyaltySnapshot(stack.sql);
    const again = await desk.correct(player.id, -500, ' All of it ', { key: one });
    expect(again).toMatchObject({ status: 200, body: { data: { ...correction, isExisting: true, balance: 30 } } });
    const undone = await desk.reverse(entry.id, 'Wrong', { key: two });
    expect(undone).toMatchObject({ status: 200, body: { data: { ...reversal, isExisting: true, balance: 30 } } });
    expect(await loyaltySnapshot(stack.sql)).toEqual(before);
  });

  it('with another request, for another player’s entry, or of another operation is refused', async () => {
    const [one, two] = [await playerWith(100), await playerWith(100)];
    const [correcting, reversing, rewarding] = [newId(), newId(), newId()];
    dataOf(await desk.correct(one.player.id, 5, 'Why', { key: correcting }));
    dataOf(await desk.reverse(one.entry.id, 'Why', { key: reversing }));
    const rewarded = await desk.given(two.slip.id, 10, { key: rewarding });
    const attempts = [
      () => desk.correct(one.player.id, 6, 'Why', { key: correcting }),
      () => desk.correct(one.player.id, 5, 'Because', { key: correcting }),
      () => desk.correct(two.player.id, 5, 'Why', { key: correcting }),
      () => desk.correct(two.player.id, 5, 'Why', { key: rewarding }),
      () => desk.reverse(two.entry.id, 'Why', { key: reversing }),
      () => desk.reverse(two.entry.id, 'Why', { key: correcting }),
      () => desk.reverse(rewarded.id, 'Why', { key: rewarding }),
      () => desk.bonus(two.slip.id, 5, { key: correcting }),
    ];
    for (const attempt of attempts) await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', attempt);
  });

  it('one key for the entries of two players at once: one is posted, the other is told', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [one, two] = [await playerWith(100), await playerWith(100)];
      const [correcting, reversing] = [newId(), newId()];
      const corrections = [one, two].map(({ player }) => desk.correct(player.id, 5, 'Why', { key: correcting }));
      const reversals = [one, two].map(({ entry }) => desk.reverse(entry.id, 'Why', { key: reversing }));
      for (const answers of [await Promise.all(corrections), await Promise.all(reversals)]) {
        expect(answers.map(({ body }) => body.code).sort()).toEqual(['IDEMPOTENCY_KEY_REUSED', 'OK']);
      }
      const [count] = await stack.sql`
        select count(*)::int as entries from public.loyalty_ledger where idempotency_key in (${correcting}, ${reversing})`;
      expect(count?.entries).toBe(2);
    }
  });

  it('fifty times at once is one correction', async () => {
    const { player } = await playerWith(100);
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 50 }, () => desk.correct(player.id, -7, 'Race', { key })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(await desk.standing(player.id)).toMatchObject({ balance: 93, entries: 2 });
  });

  it('of corrections that race each other: the balance never goes below zero', async () => {
    const { player } = await playerWith(100);
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.correct(player.id, -30)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ body }) => body.code === 'INSUFFICIENT_POINTS')).toHaveLength(17);
    expect((await desk.standing(player.id)).balance).toBe(10);
    await desk.expectProof(player.id);
  });
});

it('the ledger of the whole casino proves itself after everything above', () => desk.expectProof());
