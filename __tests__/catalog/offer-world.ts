import fc from 'fast-check';
import type { TransactionSql } from 'postgres';
import { newId } from '@/lib/shared/ids';
import {
  type Instrument,
  type Limit,
  type Micros,
  type ModelPlayer,
  type ModelProgram,
  type ModelReward,
  type ModelUse,
  SCOPES,
  TIERS,
} from './offer-model';
import type { Windows } from './windows-by-hand';

const SECOND: Micros = 1_000_000;
const MINUTE: Micros = 60 * SECOND;
const HOUR: Micros = 60 * MINUTE;
const DAY: Micros = 24 * HOUR;

/** Zones all around, so that the edges of days and months lie at any distance from now. */
const ZONES = ['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Asia/Kathmandu'];
const FACE_VALUES = [500, 1000, 2500, 4000];
const COSTS = [1, 50, 100, 1000];

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });
const instrument = fc.constantFrom<Instrument>('match_play', 'free_play');

const benefit = fc
  .record({
    instrument,
    faceValueCents: fc.constantFrom(...FACE_VALUES),
    isInexact: fc.boolean(),
    validHours: maybe(fc.constantFrom(1, 24, 8784)),
  })
  .map(({ isInexact, ...rest }) => ({
    ...rest,
    requiredMatchWagerCents: rest.instrument === 'free_play' ? 0 : rest.faceValueCents * (isInexact ? 2 : 1),
  }));

const limit = fc.record({
  maxIssues: fc.constantFrom(1, 1, 2, 3, 5),
  cooldownMinutes: maybe(fc.constantFrom(1, 60, 1440, 44_640)),
  requiresNote: fc.constantFrom(false, false, true),
});
const limits = fc
  .record({ scopes: fc.subarray(SCOPES), each: fc.array(limit, { minLength: 4, maxLength: 4 }) })
  .map(({ scopes, each }) => scopes.flatMap((scope, at): Limit[] => (each[at] ? [{ scope, ...each[at] }] : [])));

const eligibility = fc
  .record({
    tiers: fc.tuple(fc.nat(3), fc.nat(3)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    hasMin: fc.boolean(),
    hasMax: fc.boolean(),
    minBalance: maybe(fc.constantFrom(0, 100, 500)),
    visitKinds: maybe(fc.constantFrom<('rated' | 'unrated')[][]>(['rated'], ['unrated'], ['rated', 'unrated'])),
  })
  .map(({ tiers: [low, high], hasMin, hasMax, ...rest }) => ({
    minTier: hasMin ? (TIERS[low] ?? null) : null,
    maxTier: hasMax ? (TIERS[high] ?? null) : null,
    ...rest,
  }));

const reward = fc.record({
  isActive: fc.constantFrom(true, true, true, true, true, false),
  price: fc.record({ pointsCost: fc.constantFrom(...COSTS), allowOverdraw: fc.constantFrom(true, false, false) }),
  benefits: maybe(fc.dictionary(fc.constantFrom(...TIERS), benefit, { minKeys: 2, maxKeys: 4, noNullPrototype: true })),
  limits,
  eligibility: maybe(eligibility),
});

const program = fc.record({
  instrument,
  faceValueCents: fc.constantFrom(...FACE_VALUES),
  isActive: fc.constantFrom(true, true, true, false),
  // To the microsecond around now: a program runs from its start on and up to, not with, its end.
  startsIn: fc.constantFrom(-30 * DAY, -DAY, -DAY, 0, 1),
  endsIn: fc.constantFrom(null, null, DAY, 1, 0),
  validHours: fc.constantFrom(12, 24, 48),
});

const FATES = ['issued', 'overdue', 'expired', 'cleared', 'voided'] as const;
const use = fc.record({
  reward: fc.nat(100),
  edge: fc.constantFrom('visit', 'per_gaming_day', 'per_week', 'per_month', 'cooldown', 'cooldown', 'now'),
  off: fc.constantFrom<Micros>(-SECOND, -1, 0, 1, SECOND),
  ago: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 * HOUR }), fc.integer({ min: 0, max: 40 * DAY })),
  visit: fc.constantFrom('running', 'running', 'ended', 'none'),
  isReversed: fc.constantFrom(false, false, false, true),
  fate: fc.constantFrom(...FATES),
  replacements: fc.constantFrom(0, 0, 1, 2),
});

const player = fc.record({
  tier: fc.constantFrom(...TIERS),
  balance: fc.oneof(
    fc.tuple(fc.constantFrom(0, 500, ...COSTS), fc.constantFrom(-1, 0, 1)).map(([at, off]) => at + off),
    fc.integer({ min: -200, max: 5000 }),
  ),
  exclusion: fc.constantFrom(...['none', 'none', 'none', 'none', 'none', 'running', 'lifted', 'over', 'to come']),
  visitKind: fc.constantFrom<('rated' | 'unrated' | null)[]>('rated', 'rated', 'unrated', null),
  visitFor: fc.constantFrom<Micros>(MINUTE, 5 * HOUR, 3 * DAY, 45 * DAY),
  uses: fc.array(use, { minLength: 4, maxLength: 16 }),
});

/** A casino with its rewards, programs, and players with a past. Times are told by where they lie to now. */
export const plan = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  gamingDayStart: fc.constantFrom('00:00', '06:00', '13:37', '23:30'),
  isExactMatch: fc.boolean(),
  compDebtLimit: fc.constantFrom(0, 49, 100, 1000, 10_000),
  rewards: fc.array(reward, { minLength: 12, maxLength: 14 }),
  programs: fc.array(program, { maxLength: 8 }),
  players: fc.array(player, { minLength: 10, maxLength: 10 }),
});
export type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;
type PlayerPlan = Plan['players'][number];
type UsePlan = PlayerPlan['uses'][number];
type Row = Record<string, unknown>;

/** A time as PostgreSQL reads it, to the microsecond. */
export function isoOf(at: Micros): string {
  const seconds = Math.floor(at / SECOND);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(at - seconds * SECOND).padStart(6, '0')}Z`;
}

/** What the database takes as a reward. */
export function rewardDocument(
  { isActive, price, benefits, limits: given, eligibility: who }: Omit<ModelReward, 'id'>,
  at: number,
): Row {
  const tiers = Object.entries(benefits ?? {}).flatMap(([tier, figures]) =>
    figures
      ? [
          {
            tier,
            benefit: {
              instrument_type: figures.instrument,
              face_value_cents: figures.faceValueCents,
              required_match_wager_cents: figures.requiredMatchWagerCents,
              valid_hours: figures.validHours,
            },
          },
        ]
      : [],
  );
  return {
    code: `REWARD_${at}`,
    name: `Reward ${at}`,
    family: benefits ? 'entitlement' : 'points_comp',
    kind: 'meal',
    is_active: isActive,
    price: price && { points_cost: price.pointsCost, allow_overdraw: price.allowOverdraw },
    tiers,
    limits: given.map(({ scope, maxIssues, cooldownMinutes, requiresNote }) => ({
      scope,
      max_issues: maxIssues,
      cooldown_minutes: cooldownMinutes,
      requires_note: requiresNote,
    })),
    eligibility: who && {
      min_tier: who.minTier,
      max_tier: who.maxTier,
      min_points_balance: who.minBalance,
      visit_kinds: who.visitKinds,
    },
  };
}

type Scene = {
  casinoId: string;
  staffId: string;
  now: Micros;
  windows: Windows;
  rewards: ModelReward[];
  programId: string;
};
/** Rows of a past, by table, in the order in which they go in. */
type Past = { players: Row[]; standings: Row[]; visits: Row[]; exclusions: Row[]; entries: Row[]; coupons: Row[] };

/** Players as the model sees them, written down with the past that the plan gives them. */
export class Stage {
  readonly past: Past = { players: [], standings: [], visits: [], exclusions: [], entries: [], coupons: [] };
  readonly scene: Scene;

  constructor(scene: Scene) {
    this.scene = scene;
  }

  addPlayer(planned: PlayerPlan): ModelPlayer {
    const { casinoId, now } = this.scene;
    const id = newId();
    this.past.players.push({ casino_id: casinoId, id, first_name: 'Test', last_name: id });
    this.past.standings.push({ casino_id: casinoId, player_id: id, tier: planned.tier });
    const ended = this.addVisit(id, 'rated', now - 60 * DAY, now - 59 * DAY);
    const startedAt = now - planned.visitFor;
    const visit = planned.visitKind && {
      id: this.addVisit(id, planned.visitKind, startedAt, null),
      kind: planned.visitKind,
    };
    const visits = { running: visit?.id ?? null, ended, none: null };
    const uses = planned.uses.map((given) => this.addUse(id, given, visits, startedAt));
    this.settleBalance(id, planned.balance + planned.uses.filter((given) => this.isPosted(given)).length);
    return {
      id,
      tier: planned.tier,
      balance: planned.balance,
      isExcluded: this.exclude(id, planned.exclusion),
      visit,
      uses,
    };
  }

  /** Writes everything, in one statement a table. */
  async write(sql: TransactionSql): Promise<void> {
    const { players, standings, visits, exclusions, entries, coupons } = this.past;
    const tables = {
      player: players,
      player_loyalty: standings,
      visit: visits,
      player_exclusion: exclusions,
      promo_coupon: coupons,
    };
    for (const [table, rows] of Object.entries(tables)) {
      const columns = Object.keys(rows[0] ?? {}).join(', ');
      if (rows.length === 0) continue;
      await sql.unsafe(
        `insert into public.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::public.${table}, $1::text::jsonb)`,
        [JSON.stringify(rows)],
      );
    }
    await sql`select pg_temp.post_entries(${JSON.stringify(entries)}::text::jsonb)`;
  }

  private rewardOf(given: UsePlan | undefined): ModelReward | undefined {
    return given && this.scene.rewards[given.reward % this.scene.rewards.length];
  }

  /** Whether a use is a redemption that still takes its one point. */
  private isPosted(given: UsePlan | undefined): boolean {
    return this.rewardOf(given)?.price != null && !given?.isReversed;
  }

  private addVisit(playerId: string, kind: string, startedAt: Micros, endedAt: Micros | null): string {
    const id = newId();
    const times = { started_at: isoOf(startedAt), ended_at: endedAt && isoOf(endedAt), gaming_day: '2026-01-01' };
    this.past.visits.push({ casino_id: this.scene.casinoId, id, player_id: playerId, kind, ...times });
    return id;
  }

  private exclude(playerId: string, how: string): boolean {
    const { casinoId, staffId, now } = this.scene;
    if (how === 'none') return false;
    this.past.exclusions.push({
      casino_id: casinoId,
      id: newId(),
      player_id: playerId,
      kind: 'self',
      reason: 'Private',
      starts_at: isoOf(now + (how === 'to come' ? 1 : -DAY)),
      ends_at: how === 'over' ? isoOf(now) : null,
      lifted_at: how === 'lifted' ? isoOf(now - 1) : null,
      lifted_by_staff_id: how === 'lifted' ? staffId : null,
      lift_reason: how === 'lifted' ? 'Over' : null,
      set_by_staff_id: staffId,
      created_at: isoOf(now),
    });
    return how === 'running';
  }

  /** When a use was: at an edge of what counts, a little before or after, or some time ago; never after now. */
  private timeOf(given: UsePlan, { limits: of }: ModelReward, visitStart: Micros): Micros {
    const { now, windows } = this.scene;
    const cooldown = of.find(({ cooldownMinutes }) => cooldownMinutes !== null)?.cooldownMinutes ?? 60;
    const edges = {
      visit: visitStart,
      cooldown: now - cooldown * MINUTE,
      now: now - given.ago,
      per_gaming_day: windows.per_gaming_day.startsAt * 1000,
      per_week: windows.per_week.startsAt * 1000,
      per_month: windows.per_month.startsAt * 1000,
    };
    const at = edges[given.edge as keyof typeof edges] + given.off;
    return Math.min(now, given.visit === 'running' ? Math.max(at, visitStart) : at);
  }

  private addUse(
    playerId: string,
    given: UsePlan,
    visits: Record<string, string | null>,
    visitStart: Micros,
  ): ModelUse {
    const of = this.rewardOf(given);
    if (!of) throw new Error('A world has rewards.');
    const at = this.timeOf(given, of, visitStart);
    const visitId = visits[given.visit] ?? null;
    const common = { player_id: playerId, reward_id: of.id, visit_id: visitId };
    if (of.price) {
      const key = newId();
      this.past.entries.push({
        ...common,
        reason: 'redemption',
        points: -1,
        created_at: isoOf(at),
        idempotency_key: key,
      });
      if (given.isReversed) {
        const reversal = {
          ...common,
          reason: 'reversal',
          points: 1,
          created_at: isoOf(this.scene.now),
          idempotency_key: newId(),
        };
        this.past.entries.push({ ...reversal, reverses: key });
      }
      return { rewardId: of.id, at, visitId, counts: !given.isReversed };
    }
    this.addCoupons(common, given, at);
    return { rewardId: of.id, at, visitId, counts: given.fate !== 'voided' };
  }

  /** A coupon, or a line of them of which each replaced the one before; what became of it is the last one's fate. */
  private addCoupons(common: Row, { fate, replacements }: UsePlan, at: Micros): void {
    const { casinoId, now, programId } = this.scene;
    const line = Array.from({ length: replacements + 1 }, () => newId());
    for (const [place, id] of line.entries()) {
      const issuedAt = place === 0 ? at : now;
      const isLast = place === replacements;
      const status = isLast ? (fate === 'overdue' ? 'issued' : fate) : 'replaced';
      const expiresAt = isLast && fate === 'issued' ? now + DAY : issuedAt + 1;
      this.past.coupons.push({
        ...common,
        casino_id: casinoId,
        id,
        promo_program_id: programId,
        validation_number: id,
        validation_key: id.replaceAll('-', ''),
        status,
        face_value_cents: 1000,
        required_match_wager_cents: 0,
        gaming_day: '2026-01-01',
        issued_at: isoOf(issuedAt),
        expires_at: isoOf(expiresAt),
        voided_at: status === 'voided' ? isoOf(now) : null,
        void_reason: status === 'voided' ? 'Misprint' : null,
        expired_at: status === 'expired' ? isoOf(expiresAt) : null,
        cleared_at: status === 'cleared' ? isoOf(now) : null,
        replaced_at: isLast ? null : isoOf(now),
        replacement_coupon_id: line[place + 1] ?? null,
        replaces_coupon_id: line[place - 1] ?? null,
        metadata: {},
        correlation_id: newId(),
      });
    }
  }

  private settleBalance(playerId: string, points: number): void {
    if (points === 0) return;
    const created_at = isoOf(this.scene.now);
    this.past.entries.push({ player_id: playerId, reason: 'correction', points, created_at, idempotency_key: newId() });
  }
}

/** Programs and rewards of a plan as the model sees them. Ids of rewards are the database's and come later. */
export function modelPrograms({ programs }: Plan, now: Micros): ModelProgram[] {
  return programs.map(({ startsIn, endsIn, ...rest }) => ({
    ...rest,
    id: newId(),
    startAt: now + startsIn,
    // An end after the start, as every program has.
    endAt: endsIn === null || endsIn <= startsIn ? null : now + endsIn,
  }));
}

export function modelRewards({ rewards }: Plan): Omit<ModelReward, 'id'>[] {
  return rewards.map(({ price, benefits, ...rest }) => ({ ...rest, price: benefits ? null : price, benefits }));
}
