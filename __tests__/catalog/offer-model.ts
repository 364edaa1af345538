import type { Windows } from './windows-by-hand';

/** Times are microseconds since 1970, the finest the database holds: edges are tested to the last one. */
export type Micros = number;
export type Scope = 'per_visit' | 'per_gaming_day' | 'per_week' | 'per_month';
export type VisitKind = 'rated' | 'unrated';
export type Instrument = 'match_play' | 'free_play';
export const SCOPES: Scope[] = ['per_visit', 'per_gaming_day', 'per_week', 'per_month'];
export const TIERS = ['bronze', 'silver', 'gold', 'platinum'];

export type Benefit = {
  instrument: Instrument;
  faceValueCents: number;
  requiredMatchWagerCents: number;
  validHours: number | null;
};
export type Limit = { scope: Scope; maxIssues: number; cooldownMinutes: number | null; requiresNote: boolean };
export type ModelReward = {
  id: string;
  isActive: boolean;
  price: { pointsCost: number; allowOverdraw: boolean } | null;
  benefits: Partial<Record<string, Benefit>> | null;
  limits: Limit[];
  eligibility: {
    minTier: string | null;
    maxTier: string | null;
    minBalance: number | null;
    visitKinds: VisitKind[] | null;
  } | null;
};
export type ModelProgram = {
  id: string;
  instrument: Instrument;
  faceValueCents: number;
  isActive: boolean;
  startAt: Micros;
  endAt: Micros | null;
  validHours: number;
};
/** What a player was given. `counts` is whether it still stands: not reversed, and not voided in the end. */
export type ModelUse = { rewardId: string; at: Micros; visitId: string | null; counts: boolean };
export type ModelPlayer = {
  id: string;
  tier: string;
  balance: number;
  isExcluded: boolean;
  visit: { id: string; kind: VisitKind } | null;
  uses: ModelUse[];
};
export type ModelWorld = {
  now: Micros;
  windows: Windows;
  isExactMatch: boolean;
  compDebtLimit: number;
  programs: ModelProgram[];
};

export type Judgement = {
  reasons: string[];
  unmet: string[];
  remaining: { scope: Scope; maxIssues: number; left: number }[];
  nextEligibleAt: Micros | null;
  requiresNote: boolean;
  pointsCost: number | null;
  balanceAfter: number;
  faceValueCents: number | null;
  requiredMatchWagerCents: number | null;
  validHours: number | null;
  promoProgramId: string | null;
};

const MINUTE: Micros = 60_000_000;

/** What a player may get of a reward and why not, by the rules as the documents tell them. */
export function judge(world: ModelWorld, reward: ModelReward, player: ModelPlayer): Judgement {
  const benefit = benefitOf(reward, player.tier);
  const program = benefit ? nearestProgram(world, benefit) : null;
  const unmet = unmetConditions(reward, player);
  const limits = judgeLimits(world, reward, player);
  const isInexact =
    world.isExactMatch &&
    benefit?.instrument === 'match_play' &&
    benefit.faceValueCents !== benefit.requiredMatchWagerCents;
  const debtLimit = reward.price?.allowOverdraw ? world.compDebtLimit : 0;
  const isShort = reward.price && player.balance - reward.price.pointsCost < -debtLimit;
  const reasons = [
    player.isExcluded && 'PLAYER_EXCLUDED',
    unmet.length > 0 && 'NOT_ELIGIBLE',
    limits.reached.length > 0 && 'LIMIT_REACHED',
    limits.coolingUntil !== null && 'COOLDOWN_ACTIVE',
    isShort && 'INSUFFICIENT_POINTS',
    benefit && !program && 'NO_ACTIVE_PROGRAM',
    isInexact && 'MATCH_NOT_EXACT',
  ].filter((reason) => typeof reason === 'string');
  return {
    reasons,
    unmet,
    remaining: limits.remaining,
    nextEligibleAt: nextEligibleAt(world, reasons, limits),
    requiresNote: reward.limits.some((limit) => limit.requiresNote),
    pointsCost: reward.price?.pointsCost ?? null,
    balanceAfter: player.balance - (reward.price?.pointsCost ?? 0),
    faceValueCents: benefit?.faceValueCents ?? null,
    requiredMatchWagerCents: benefit?.requiredMatchWagerCents ?? null,
    validHours: benefit?.validHours ?? program?.validHours ?? null,
    promoProgramId: program?.id ?? null,
  };
}

/** What a tier gets: what stands for it, or for the nearest one below. */
function benefitOf({ benefits }: ModelReward, tier: string): Benefit | null {
  const upTo = TIERS.slice(0, TIERS.indexOf(tier) + 1).reverse();
  return upTo.map((code) => benefits?.[code]).find((benefit) => benefit !== undefined) ?? null;
}

function nearestProgram(world: ModelWorld, benefit: Benefit): ModelProgram | null {
  const distance = (program: ModelProgram) => Math.abs(program.faceValueCents - benefit.faceValueCents);
  const running = world.programs.filter(
    (program) =>
      program.instrument === benefit.instrument &&
      program.isActive &&
      program.startAt <= world.now &&
      (program.endAt === null || program.endAt > world.now),
  );
  // Of equally near ones the one that started last, and then the one that was made last.
  running.sort((a, b) => distance(a) - distance(b) || b.startAt - a.startAt || (a.id < b.id ? 1 : -1));
  return running[0] ?? null;
}

function unmetConditions(reward: ModelReward, player: ModelPlayer): string[] {
  const { eligibility, limits, benefits } = reward;
  const rank = TIERS.indexOf(player.tier);
  const { minTier = null, maxTier = null, minBalance = null, visitKinds = null } = eligibility ?? {};
  return [
    minTier !== null && rank < TIERS.indexOf(minTier) && 'min_tier',
    maxTier !== null && rank > TIERS.indexOf(maxTier) && 'max_tier',
    minBalance !== null && player.balance < minBalance && 'min_points_balance',
    visitKinds !== null && !(player.visit && visitKinds.includes(player.visit.kind)) && 'visit_kind',
    !player.visit && limits.some(({ scope }) => scope === 'per_visit') && 'no_visit',
    benefits !== null && !benefitOf(reward, player.tier) && 'no_benefit',
  ].filter((condition) => typeof condition === 'string');
}

type LimitJudgement = { remaining: Judgement['remaining']; reached: Scope[]; coolingUntil: Micros | null };

function judgeLimits(world: ModelWorld, reward: ModelReward, player: ModelPlayer): LimitJudgement {
  const uses = player.uses.filter((use) => use.counts && use.rewardId === reward.id);
  const isWithin = (scope: Scope, use: ModelUse) =>
    scope === 'per_visit'
      ? player.visit !== null && use.visitId === player.visit.id
      : use.at >= world.windows[scope].startsAt * 1000;
  const remaining = SCOPES.flatMap((scope) => {
    const limit = reward.limits.find((candidate) => candidate.scope === scope);
    if (!limit) return [];
    const count = uses.filter((use) => isWithin(scope, use)).length;
    return [{ scope, maxIssues: limit.maxIssues, left: Math.max(0, limit.maxIssues - count) }];
  });
  const lastAt = Math.max(...uses.map((use) => use.at));
  const until = Math.max(
    ...reward.limits
      .map((limit) => lastAt + (limit.cooldownMinutes ?? Number.NaN) * MINUTE)
      .filter((at) => at > world.now),
  );
  return {
    remaining,
    reached: remaining.filter(({ left }) => left === 0).map(({ scope }) => scope),
    coolingUntil: Number.isFinite(until) ? until : null,
  };
}

/** A time is promised where nothing but time stands in the way. */
function nextEligibleAt(
  world: ModelWorld,
  reasons: string[],
  { reached, coolingUntil }: LimitJudgement,
): Micros | null {
  const isTimeAlone = reasons.every((reason) => reason === 'LIMIT_REACHED' || reason === 'COOLDOWN_ACTIVE');
  if (reasons.length === 0 || !isTimeAlone) return null;
  const ends = reached.map((scope) => (scope === 'per_visit' ? null : world.windows[scope].endsAt * 1000));
  if (ends.includes(null)) return null;
  return Math.max(...ends.filter((end) => end !== null), coolingUntil ?? 0);
}
