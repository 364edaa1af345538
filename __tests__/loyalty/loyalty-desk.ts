import { expect } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ClosedSlipResult } from '@/services/floor/dtos';
import type {
  EarnConfig,
  EarnConfigResult,
  LedgerEntry,
  LedgerPosting,
  LoyaltyTiers,
  LoyaltyTiersResult,
  RoundingPolicy,
  SetTierResult,
} from '@/services/loyalty/dtos';
import { createFloorDesk, dataOf, type Seated, THEO_PARTS } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, type TestStack } from '../support/stack';

type Sql = TestStack['sql'];
type Method = Parameters<TestStack['http']>[1];
type Call = { key?: string; as?: Email | null };
/** What turns theo into points. Multipliers in hundredths, so that no float comes between. */
export type Rates = {
  pointsPerTheo: number;
  defaultMultiplierX100: number;
  tierMultiplierX100: number;
  roundingPolicy: RoundingPolicy;
};
/** What the entry of an accrual carries: every input of its formula. */
export type AccrualInputs = {
  theo_cents: number;
  average_bet_cents: number;
  play_seconds: number;
  policy: { game_type: string; house_edge: number; decisions_per_hour: number };
  stretches: {
    average_bet_cents: number;
    from_seconds: number;
    until_seconds: number;
    game_type: string;
    house_edge: number;
    decisions_per_hour: number;
  }[];
  points_per_theo: number;
  default_point_multiplier: number;
  tier: string;
  tier_multiplier: number;
  rounding_policy: RoundingPolicy;
  tier_upgrade?: { from: string; to: string };
};
export type TierBody = { code: string; name: string; multiplier: number; thresholdPoints: number };

/** The person who sets rates and tiers, and corrects. */
export const MANAGER: Email = 'loyalty@harbor.example';

/**
 * Points of a closed slip, from whole numbers only: exact theo in parts of a cent, points and two multipliers in hundredths;
 * then one rounding, half away from zero.
 */
export function pointsByHand(theoParts: bigint, rates: Rates): bigint {
  const factors = [rates.pointsPerTheo, rates.defaultMultiplierX100, rates.tierMultiplierX100].map(BigInt);
  const product = factors.reduce((all, factor) => all * factor, theoParts);
  const onePoint = THEO_PARTS * 1_000_000n;
  const add = { floor: 0n, nearest: onePoint / 2n, ceil: onePoint - 1n }[rates.roundingPolicy];
  return (product + add) / onePoint;
}

/** Everything that a refused step of earning, correcting or setting the rates must leave as it was. */
export async function loyaltySnapshot(sql: Sql): Promise<{ audits: number; rest: unknown }> {
  const [row] = await sql`
    select (select md5(string_agg(e::text, ',' order by e.casino_id, e.id)) from public.loyalty_ledger e) as entries,
      (select md5(string_agg(l::text, ',' order by l.casino_id, l.player_id)) from public.player_loyalty l) as standings,
      (select md5(string_agg(s::text, ',' order by s.casino_id, s.id)) from public.rating_slip s) as slips,
      (select md5(string_agg(t::text, ',' order by t.casino_id, t.id)) from public.loyalty_tier t) as tiers,
      (select md5(string_agg(c::text, ',' order by c.casino_id)) from public.loyalty_earn_config c) as rates,
      (select count(*) from public.loyalty_outbox where event_type <> 'exclusion.hit') as events,
      (select count(*)::int from public.audit_log) as audits`;
  const { audits, ...rest } = row ?? {};
  return { audits, rest };
}

/** What earns, corrects and sets the rates, as short steps through the API, each with players of its own. */
export function createLoyaltyDesk(stack: TestStack) {
  const floor = createFloorDesk(stack);
  const send = (method: Method, path: string, body: unknown, { key = newId(), as = PIT_BOSS }: Call = {}) =>
    stack.http(as, method, path, { body, key });
  const read = async <T>(path: string, as: Email = PIT_BOSS) => dataOf<T>(await stack.http(as, 'GET', path));

  const desk = {
    floor,
    send,
    read,

    /** A new player on a slip, paused after exactly so many seconds of play: closing it ends it there. */
    async play(seconds: number, averageBetCents = 10_000, gameType: string = 'blackjack'): Promise<Seated> {
      const seated = await floor.seat(gameType, averageBetCents);
      await desk.playUntilNow(seated.slip.id, seconds);
      return seated;
    },

    async playUntilNow(slipId: string, seconds: number): Promise<void> {
      await stack.sql`
        update public.rating_slip set status = 'paused', paused_at = now(), started_at = now() - make_interval(secs => ${seconds})
        where id = ${slipId}`;
    },

    async close(slipId: string, key?: string): Promise<ClosedSlipResult> {
      return dataOf(await floor.step(slipId, 'close', key));
    },

    bonus: (slipId: string, points: number, call: Call = {}) =>
      send(
        'POST',
        '/loyalty/mid-session-rewards',
        { ratingSlipId: slipId, points, reason: 'promotion', override: points > 1000, note: 'Asked for' },
        call,
      ),
    /** A bonus that was given. */
    async given(slipId: string, points: number, call: Call = {}): Promise<LedgerEntry> {
      return dataOf<LedgerPosting>(await desk.bonus(slipId, points, call)).entry;
    },
    accrue: (ratingSlipId: string, call: Call = {}) => send('POST', '/loyalty/accruals', { ratingSlipId }, call),
    correct: (playerId: string, points: unknown, note: unknown = 'Miscounted', call: Call = {}) =>
      send('POST', '/loyalty/corrections', { playerId, points, note }, { as: MANAGER, ...call }),
    reverse: (entryId: string, note: unknown = 'Wrong player', call: Call = {}) =>
      send('POST', '/loyalty/reversals', { entryId, note }, { as: MANAGER, ...call }),
    /** The entry that took another one back. */
    async reversed(entryId: string): Promise<LedgerEntry> {
      return dataOf<LedgerPosting>(await desk.reverse(entryId)).entry;
    },
    async rewardId(code: string): Promise<string> {
      const [reward] = await stack.sql<{ id: string }[]>`
        select r.id from public.reward_catalog r join public.casino c on c.id = r.casino_id where c.slug = 'harbor' and r.code = ${code}`;
      if (!reward) throw new Error(`The demo has no such reward: ${code}`);
      return reward.id;
    },
    /** A comp of the catalog, given through its one door. */
    async redeemed(playerId: string, code = 'COMP_BEVERAGE_8', ratingSlipId?: string): Promise<LedgerEntry> {
      const path = `/rewards/${await desk.rewardId(code)}/issue`;
      const { entry } = dataOf<{ entry: LedgerEntry }>(await send('POST', path, { playerId, ratingSlipId }));
      return entry;
    },

    getRates: () => read<EarnConfig>('/loyalty/earn-config'),
    putRates: (rates: Record<string, unknown>, call: Call = {}) =>
      send('PUT', '/loyalty/earn-config', rates, { as: MANAGER, ...call }),
    /** Changes some of the rates and leaves the others. */
    async setRates(changes: Partial<EarnConfig>): Promise<EarnConfigResult> {
      const { updatedAt: _, ...rates } = await desk.getRates();
      return dataOf(await desk.putRates({ ...rates, ...changes }));
    },

    getTiers: () => read<LoyaltyTiers>('/loyalty/tiers'),
    putTiers: (tiers: unknown, version: unknown, call: Call = {}) =>
      send('PUT', '/loyalty/tiers', { tiers, version }, { as: MANAGER, ...call }),
    async tierBodies(): Promise<TierBody[]> {
      return (await desk.getTiers()).items.map(({ rank: _, ...tier }) => tier);
    },
    async setTiers(tiers: TierBody[]): Promise<LoyaltyTiersResult> {
      return dataOf(await desk.putTiers(tiers, (await desk.getTiers()).version));
    },
    putTier: (playerId: string, tier: unknown, reason: unknown = 'Agreed with the host', call: Call = {}) =>
      send('PUT', `/players/${playerId}/tier`, { tier, reason }, { as: MANAGER, ...call }),
    /** A tier that a manager set. */
    async tierSet(playerId: string, tier: string): Promise<SetTierResult> {
      return dataOf(await desk.putTier(playerId, tier));
    },
    /**
     * Puts a player where a tier begins: upwards by points of which nothing is left, so that it can be proved; downwards past
     * every function.
     */
    async setTier(playerId: string, tier: string): Promise<void> {
      await stack.sql`
        select app.post_ledger_entry(app.worker_context(l.casino_id), jsonb_populate_record(null::public.loyalty_ledger,
          jsonb_build_object('player_id', l.player_id, 'points', sign * (t.threshold_points - l.lifetime_points), 'reason', reason, 'request_hash', '\\x00',
            'idempotency_key', gen_random_uuid())))
        from public.player_loyalty l
        join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = ${tier} and t.threshold_points > l.lifetime_points
        cross join (values (1, 'promotion'), (-1, 'correction')) moved (sign, reason)
        where l.player_id = ${playerId}`;
      await stack.sql`
        update public.player_loyalty l set tier = t.code, lifetime_points = t.threshold_points
        from public.loyalty_tier t where t.casino_id = l.casino_id and t.code = ${tier} and l.player_id = ${playerId} and l.tier <> t.code`;
    },

    async standing(playerId: string) {
      const [row] = await stack.sql<
        { balance: number; lifetime: number; tier: string; progress: number; entries: number }[]
      >`
        select balance::float8, lifetime_points::float8 as lifetime, tier, tier_progress as progress, entry_count::int as entries
        from public.player_loyalty where player_id = ${playerId}`;
      if (!row) throw new Error('There is no such player.');
      return row;
    },
    async entriesOf(slipId: string) {
      return stack.sql<
        { id: string; reason: string; points: number; staffId: string | null; metadata: AccrualInputs }[]
      >`
        select id, reason, points::float8, staff_id as "staffId", metadata from public.loyalty_ledger
        where rating_slip_id = ${slipId} order by entry_no`;
    },
    async accrualStatus(slipId: string): Promise<string> {
      const [row] = await stack.sql`select accrual_status as status from public.rating_slip where id = ${slipId}`;
      return row?.status;
    },

    exclude: async (playerId: string) => {
      const { status } = await stack.rpc(ADMIN, 'rpc_exclude_player', {
        p_player_id: playerId,
        p_kind: 'self',
        p_reason: 'Private reason',
        p_idempotency_key: newId(),
      });
      expect(status).toBe(200);
    },

    /** The ledger proves itself, whatever was done to it. `arranged` names what a test gave its players past every function. */
    async expectProof(playerId: string | null = null, arranged: 'tier'[] = []): Promise<void> {
      const { body } = await stack.rpc('compliance@harbor.example', 'rpc_verify_loyalty_ledger', {
        p_player_id: playerId,
      });
      const sound = { breaks: [], drift: [], missing: [], unwitnessed: [], seals: [] };
      expect(body).toMatchObject(arranged.length === 0 ? { ...sound, is_intact: true, standing: [] } : sound);
      const fields = (body as { standing: { field: string }[] }).standing.map(({ field }) => field);
      expect(fields.filter((field) => !arranged.some((one) => one === field))).toEqual([]);
    },

    /** Runs a refusal and holds everything it must not have touched against what was there before. */
    async expectRefused(code: string, act: () => Promise<Answer>): Promise<Answer> {
      const before = await loyaltySnapshot(stack.sql);
      const answer = await act();
      expect(answer.body).toMatchObject({ ok: false, code });
      expect(await loyaltySnapshot(stack.sql)).toEqual(before);
      return answer;
    },
  };
  return desk;
}

export type LoyaltyDesk = ReturnType<typeof createLoyaltyDesk>;
