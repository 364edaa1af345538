import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { exactTheo, theoByHand } from '../floor/floor-desk';
import { findLiveSlip, liftRewardRate } from '../support/ledger';
import { SEED } from '../support/seed';
import { type Email, startTestStack, type TestStack } from '../support/stack';
import { pointsByHand, type Rates } from './loyalty-desk';

const OPERATIONS_PER_CLIENT = 500;
const CLIENTS: { casino: 'harbor' | 'summit'; issuer: 'pitboss' | 'admin' }[] = [
  { casino: 'harbor', issuer: 'pitboss' },
  { casino: 'harbor', issuer: 'pitboss' },
  { casino: 'harbor', issuer: 'admin' },
  { casino: 'harbor', issuer: 'admin' },
  { casino: 'summit', issuer: 'pitboss' },
];
const PLAYERS = 3;
const SEATS = 3;
const SOFT_CAP = 1000;
/** Most points at once of a pit boss, in both casinos; an admin has no limit. */
const AT_ONCE = 1200;
/** The demo's tiers, the lowest first. */
const TIERS = [
  { code: 'bronze', threshold: 0, multiplierX100: 100 },
  { code: 'silver', threshold: 2500, multiplierX100: 110 },
  { code: 'gold', threshold: 10_000, multiplierX100: 125 },
  { code: 'platinum', threshold: 40_000, multiplierX100: 150 },
];
/** Every game of the model is blackjack, at the demo's pace and edge. */
const BLACKJACK = { decisionsPerHour: 70, edgePer100k: 1000 };
const EARN: Record<'harbor' | 'summit', Omit<Rates, 'tierMultiplierX100'>> = {
  harbor: { pointsPerTheo: 10, defaultMultiplierX100: 100, roundingPolicy: 'floor' },
  summit: { pointsPerTheo: 7, defaultMultiplierX100: 115, roundingPolicy: 'nearest' },
};
/** How long a history may take: real time counts as play beside what the model adds. */
const LONGEST_RUN_SECONDS = 300;

const index = fc.nat(1000);
const seat = fc.integer({ min: 1, max: SEATS + 1 });
const bet = fc.integer({ min: 0, max: 50_000 });
const points = fc.oneof(fc.integer({ min: 1, max: SOFT_CAP }), fc.integer({ min: SOFT_CAP - 1, max: SOFT_CAP + 500 }));

/** What a client may try next. Numbers choose among what the model holds by then. */
const operation = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('reward' as const),
      slip: index,
      points,
      override: fc.boolean(),
      note: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), slip: index, points }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      request: index,
      how: fc.constantFrom('whole' as const, 'part' as const, 'no' as const, 'own' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reward-hot' as const), points }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reward-foreign' as const), points }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('open' as const), player: index, table: index, seat, bet }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), slip: index, table: index, seat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('average-bet' as const), slip: index, bet }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const, 'close' as const), slip: index }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('play' as const), slip: index, seconds: fc.nat(14_400) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      player: index,
      points: fc.integer({ min: -3000, max: 3000 }).filter((points) => points !== 0),
      note: fc.nat(5),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('reverse' as const), player: index, entry: fc.nat(8) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('end-visit' as const), player: index, unknown: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('replay' as const, 'reuse' as const), call: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('exclude' as const, 'lift' as const), player: index }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('issue-coupon' as const),
      player: index,
      program: index,
      owner: fc.constantFrom('player' as const, 'visit' as const, 'another-visit' as const, 'nobody' as const),
      number: fc.constantFrom('made' as const, 'given' as const, 'taken' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('void-coupon' as const, 'replace-coupon' as const),
      coupon: index,
      reason: fc.boolean(),
      // Later by less than it was put earlier before: what the coupon's line may live is never exceeded by luck.
      expiry: fc.constantFrom('same' as const, 'earlier' as const, 'later' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('overdue-coupon' as const), player: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire-coupons' as const) }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;
type CouponOperation = Extract<Operation, { kind: `${string}-coupon` | 'expire-coupons' }>;
const isOnCoupon = (next: Operation): next is CouponOperation => /-coupons?$/.test(next.kind);

type Args = Record<string, unknown>;
type Body = Record<string, unknown> & { message?: string };
type CouponBody = { id: string; validation_number: string; expires_at: string };
type EntryBody = { id: string; tier_upgrade: { from: string; to: string } | null };
/** `lifetime`: what it added to the lifetime points, and takes back when it is reversed. `reverses`: of a reversal, what it took back. */
type Entry = {
  id: string;
  points: number;
  lifetime: number;
  isAccrual: boolean;
  reverses: Entry | null;
  reversedBy: Entry | null;
};
type Player = {
  id: string;
  balance: number;
  lifetime: number;
  tier: (typeof TIERS)[number];
  entries: Entry[];
  exclusions: string[];
  visit: { id: string; isRunning: boolean } | null;
};
type Table = { id: string; isOpen: boolean };
type Slip = {
  id: string;
  player: Player;
  table: Table;
  seat: number;
  bet: number;
  seconds: number;
  /** What was played at bets before the one in force. */
  banked: { averageBetCents: number; seconds: number }[];
  status: 'open' | 'paused' | 'closed';
};
/** Points that somebody was asked to give. */
type Request = { id: string; slip: Slip; points: number; isDecided: boolean };
type Program = { id: string; code: 'OK' | 'PROGRAM_INACTIVE' | 'PROGRAM_ENDED' };
type Coupon = {
  id: string;
  program: Program;
  player: Player;
  number: string;
  expiresAt: string;
  status: 'issued' | 'voided' | 'replaced' | 'expired';
  replacement: Coupon | null;
  replaces: Coupon | null;
  /** Until when its line may live: as long as the first of it was given. */
  latestExpiresAt: string;
};
/** A call that was carried out, to be repeated. `player` is whose balance the answer carries, where the model knows it. */
type Call = { as: Email; rpc: string; args: Args; body: Body; player: Player | null };

/** One client: what it believes the database holds of its own tables and players, and how often it was right to be refused. */
class Client {
  readonly stack: TestStack;
  readonly casino: 'harbor' | 'summit';
  readonly issuer: Email;
  readonly admin: Email;
  /** Who decides on what the issuer asks for. */
  readonly approver: Email;
  players: Player[] = [];
  tables: Table[] = [];
  slips: Slip[] = [];
  requests: Request[] = [];
  programs: Program[] = [];
  coupons: Coupon[] = [];
  calls: Call[] = [];
  hotSlipId = '';
  hotPoints = 0;
  hotEntries = 0;
  hotUpgrades = 0;
  foreignSlipId = '';
  written = { done: 0, refused: 0, events: 0 };
  outcomes = new Map<string, number>();

  constructor(stack: TestStack, casino: 'harbor' | 'summit', issuer: 'pitboss' | 'admin') {
    this.stack = stack;
    this.casino = casino;
    this.issuer = `${issuer}@${casino}.example`;
    this.admin = `admin@${casino}.example`;
    this.approver = `${issuer === 'admin' ? 'pitboss' : 'admin'}@${casino}.example`;
  }

  /** Calls and holds the outcome against the predicted code. Returns the answer of a success, else null. */
  async call(
    as: Email,
    rpc: string,
    args: Args,
    predicted: string,
    player: Player | null = null,
  ): Promise<Body | null> {
    const { status, body } = (await this.stack.rpc(as, rpc, args)) as { status: number; body: Body };
    const code = status < 400 ? 'OK' : String(body.message);
    expect(code).toBe(predicted);
    this.met(code);
    if (code === 'PLAYER_EXCLUDED') this.written.refused += 1;
    if (code !== 'OK') return null;
    expect(body.is_existing).toBe(false);
    this.written.done += 1;
    this.calls.push({ as, rpc, args, body, player });
    return body;
  }

  met(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  pickSlip(number: number): Slip | undefined {
    // Among the latest, or most tries would meet slips that were closed long ago.
    return this.slips.slice(-8).at(number % Math.min(8, this.slips.length || 1));
  }

  async run(next: Operation): Promise<void> {
    if ('call' in next) return this.repeat(next.kind, next.call);
    if (isOnCoupon(next)) return this.runOnCoupon(next);
    if ('slip' in next) return this.runOnSlip(next);
    if (next.kind === 'open') return this.open(next.player, next.table, next.seat, next.bet);
    if (next.kind === 'reward-hot') return this.rewardHot(next.points);
    if (next.kind === 'reward-foreign') {
      await this.reward(this.foreignSlipId, next.points, 'SLIP_NOT_FOUND', null);
      return;
    }
    if (next.kind === 'decide') return this.decide(next.request, next.how);
    const player = pick(this.players, next.player);
    if (next.kind === 'correct') return this.correct(player, next.points, next.note > 0);
    if (next.kind === 'reverse') return this.reverse(player, next.entry);
    if (next.kind === 'end-visit') return this.endVisit(player, next.unknown);
    return next.kind === 'exclude' ? this.exclude(player) : this.lift(player);
  }

  async runOnSlip(next: Extract<Operation, { slip: number }>): Promise<void> {
    const slip = this.pickSlip(next.slip);
    if (!slip) return;
    if (next.kind === 'reward') return this.rewardSlip(slip, next.points, next.override, next.note);
    if (next.kind === 'ask') return this.ask(slip, next.points);
    if (next.kind === 'move') return this.move(slip, pick(this.tables, next.table), next.seat);
    if (next.kind === 'average-bet') return this.setAverageBet(slip, next.bet);
    if (next.kind === 'play') return this.play(slip, next.seconds);
    return this.step(slip, next.kind);
  }

  /** Why a player cannot sit down there, or OK. A slip that moves does not stand in its own way. */
  seatCode(player: Player, table: Table, seat: number, mover?: Slip): string {
    const live = this.slips.filter((slip) => slip.status !== 'closed' && slip !== mover && slip.table === table);
    if (!table.isOpen) return 'TABLE_NOT_OPEN';
    if (seat > SEATS) return 'VALIDATION_FAILED';
    if (live.some((slip) => slip.seat === seat)) return 'SEAT_TAKEN';
    if (player.exclusions.length > 0 && mover?.table !== table) return this.held();
    return live.some((slip) => slip.player === player) ? 'PLAYER_ALREADY_AT_TABLE' : 'OK';
  }

  /** An attempt to seat somebody who is excluded stays on record. */
  held(): string {
    this.written.refused += 1;
    return 'PLAYER_NOT_TO_BE_SEATED';
  }

  async open(playerNumber: number, tableNumber: number, seat: number, bet: number): Promise<void> {
    const [player, table] = [pick(this.players, playerNumber), pick(this.tables, tableNumber)];
    const args = { p_player_id: player.id, p_table_id: table.id, p_seat: seat, p_average_bet_cents: bet, ...key() };
    const body = await this.call(this.issuer, 'rpc_open_rating_slip', args, this.seatCode(player, table, seat));
    if (!body) return;
    if (player.visit?.isRunning) expect(body.visit_id).toBe(player.visit.id);
    player.visit = { id: String(body.visit_id), isRunning: true };
    this.slips.push({ id: String(body.id), player, table, seat, bet, seconds: 0, banked: [], status: 'open' });
  }

  async move(slip: Slip, table: Table, seat: number): Promise<void> {
    const code = slip.status === 'closed' ? 'SLIP_CLOSED' : this.seatCode(slip.player, table, seat, slip);
    const args = { p_rating_slip_id: slip.id, p_table_id: table.id, p_seat: seat, ...key() };
    const body = await this.call(this.issuer, 'rpc_move_rating_slip', args, code);
    if (body) Object.assign(slip, { table, seat });
  }

  async setAverageBet(slip: Slip, bet: number): Promise<void> {
    const args = { p_rating_slip_id: slip.id, p_average_bet_cents: bet, ...key() };
    const code = slip.status === 'closed' ? 'SLIP_CLOSED' : 'OK';
    const body = await this.call(this.issuer, 'rpc_update_average_bet', args, code);
    if (!body) return;
    slip.banked.push({ averageBetCents: slip.bet, seconds: Number(body.play_seconds) - bankedSeconds(slip) });
    slip.bet = bet;
  }

  async step(slip: Slip, step: 'pause' | 'resume' | 'close'): Promise<void> {
    const wrong = { pause: 'SLIP_NOT_OPEN', resume: 'SLIP_NOT_PAUSED', close: 'OK' }[step];
    const isRight = step === 'close' || slip.status === (step === 'pause' ? 'open' : 'paused');
    const isHeld = step === 'resume' && slip.status === 'paused' && slip.player.exclusions.length > 0;
    const code = slip.status === 'closed' ? 'SLIP_CLOSED' : !isRight ? wrong : isHeld ? this.held() : 'OK';
    const args = { p_rating_slip_id: slip.id, ...key() };
    const body = await this.call(this.issuer, `rpc_${step}_rating_slip`, args, code);
    if (!body) return;
    slip.status = ({ pause: 'paused', resume: 'open', close: 'closed' } as const)[step];
    if (step === 'close') await this.accrue(slip, body);
  }

  /** Lets so much time go by on a live slip: play while it is open, more of the pause while it is paused. */
  async play(slip: Slip, seconds: number): Promise<void> {
    if (slip.status === 'closed') return;
    await this.stack.sql`
      update public.rating_slip set started_at = started_at - make_interval(secs => ${seconds}),
        paused_at = paused_at - make_interval(secs => ${seconds})
      where id = ${slip.id}`;
    if (slip.status === 'open') slip.seconds += seconds;
  }

  /** What closing must have earned: theo and points from whole numbers, at the rates of the casino and the tier until then. */
  async accrue(slip: Slip, body: Body): Promise<void> {
    const { id, player, bet, seconds } = slip;
    const played = Number(body.play_seconds);
    expect(played).toBeGreaterThanOrEqual(seconds - 5);
    expect(played).toBeLessThan(seconds + LONGEST_RUN_SECONDS);
    const last = { averageBetCents: bet, seconds: played - bankedSeconds(slip) };
    const stretches = [...slip.banked, last].map((stretch) => ({ ...stretch, ...BLACKJACK }));
    expect(body.theo_cents).toBe(theoByHand(...stretches));
    this.written.events += 1;
    const rates = { ...EARN[this.casino], tierMultiplierX100: player.tier.multiplierX100 };
    const points = Number(pointsByHand(exactTheo(...stretches), rates));
    const isExcluded = player.exclusions.length > 0;
    if (isExcluded) this.written.refused += 1;
    // Somebody who may receive nothing reads like anybody whose play earned nothing.
    const why = isExcluded || points === 0 ? 'NO_POINTS' : null;
    this.met(`accrual ${isExcluded ? 'withheld' : why}`);
    if (why) {
      expect(body.accrual).toEqual({ status: 'none', why, points: 0, balance: player.balance, tier_upgrade: null });
      return;
    }
    const [row] = await this.stack.sql<{ id: string }[]>`
      select id from public.loyalty_ledger where rating_slip_id = ${id} and reason = 'session_accrual'`;
    const tier_upgrade = this.post(player, { id: row?.id ?? '', points, lifetime: points, isAccrual: true });
    expect(body.accrual).toEqual({ status: 'posted', why, points, balance: player.balance, tier_upgrade });
  }

  /** Books an entry in the model, and returns the upgrade it must bring. */
  post(player: Player, entry: Pick<Entry, 'id' | 'points' | 'lifetime'> & Partial<Entry>): EntryBody['tier_upgrade'] {
    player.balance += entry.points;
    player.lifetime = Math.max(0, player.lifetime + entry.lifetime);
    const posted = { isAccrual: false, reverses: null, ...entry, reversedBy: null };
    if (posted.reverses) posted.reverses.reversedBy = posted;
    player.entries.push(posted);
    this.written.events += 1;
    const from = player.tier;
    // A reversal leaves what the points that stay reach, up to the tier held; anything else lifts and takes nothing.
    const reached =
      entry.lifetime < 0 ? Math.min(player.lifetime, from.threshold) : Math.max(player.lifetime, from.threshold);
    player.tier = TIERS.findLast(({ threshold }) => threshold <= reached) ?? from;
    if (player.tier === from) return null;
    this.written.events += 1;
    if (entry.lifetime < 0) {
      this.met('tier taken back');
      return null;
    }
    this.met('tier upgrade');
    return { from: from.code, to: player.tier.code };
  }

  /** Books what an RPC says it posted, and holds the entry against the model. */
  expectPosted(
    player: Player,
    body: Body,
    entry: Pick<Entry, 'points' | 'lifetime'> & Partial<Entry>,
    fields: object,
  ): void {
    const { id } = body.entry as EntryBody;
    const tier_upgrade = this.post(player, { id, ...entry });
    expect(body).toMatchObject({
      balance: player.balance,
      entry: {
        player_id: player.id,
        entry_no: player.entries.length,
        points: entry.points,
        balance_after: player.balance,
        tier_upgrade,
        ...fields,
      },
    });
  }

  async correct(player: Player, points: number, hasNote: boolean): Promise<void> {
    const isBelowZero = points < 0 && player.balance + points < 0;
    const code = hasNote ? (isBelowZero ? 'INSUFFICIENT_POINTS' : 'OK') : 'NOTE_REQUIRED';
    const args = { p_player_id: player.id, p_points: points, p_note: hasNote ? 'Miscounted' : ' ', ...key() };
    const body = await this.call(this.admin, 'rpc_post_correction', args, code, player);
    if (body) this.expectPosted(player, body, { points, lifetime: 0 }, { reason: 'correction', rating_slip_id: null });
  }

  async reverse(player: Player, number: number): Promise<void> {
    // Among the latest, and now and then one that is not there.
    const entry = player.entries.at(-1 - number);
    const target = entry && this.takenInPlaceOf(entry);
    const code = entry ? (typeof target === 'string' ? target : 'OK') : 'ENTRY_NOT_FOUND';
    const args = { p_entry_id: entry?.id ?? newId(), p_note: 'Mistake', ...key() };
    const body = await this.call(this.admin, 'rpc_reverse_entry', args, code, player);
    if (!body || typeof target !== 'object') return;
    const taken = { points: -target.points, lifetime: -target.lifetime, reverses: target };
    const before = player.tier.code;
    if (target.reverses) this.met(target.points === rootOf(target).points ? 'taken back anew' : 'reinstated');
    this.expectPosted(player, body, taken, { reason: 'reversal', reversed_entry_id: target.id });
    expect(body).toMatchObject({ tier_before: before, tier_after: player.tier.code });
  }

  /** What is taken back, so that an entry counts no more: it, or what reinstated it last; or why that is refused. */
  takenInPlaceOf(entry: Entry): Entry | string {
    let [last, count] = [entry, 0];
    for (; last.reversedBy; count += 1) last = last.reversedBy;
    if (count % 2 === 1 || (count > 0 && entry.reverses)) return 'ENTRY_ALREADY_REVERSED';
    return entry.reverses && rootOf(entry).isAccrual ? 'ENTRY_NOT_REVERSIBLE' : last;
  }

  async endVisit(player: Player, isUnknown: boolean): Promise<void> {
    const visit = isUnknown ? null : player.visit;
    const isLive = this.slips.some((slip) => slip.player === player && slip.status !== 'closed');
    const ended = visit?.isRunning ? 'OK' : 'VISIT_ENDED';
    const code = visit ? (isLive ? 'VISIT_HAS_LIVE_SLIP' : ended) : 'VISIT_NOT_FOUND';
    const args = { p_visit_id: visit?.id ?? newId(), ...key() };
    if ((await this.call(this.issuer, 'rpc_end_visit', args, code)) && visit) visit.isRunning = false;
  }

  async reward(slipId: string, points: number, code: string, player: Player | null, rest: Args = {}) {
    const args = { p_rating_slip_id: slipId, p_points: points, p_reason: 'promotion', ...key(), ...rest };
    return this.call(this.issuer, 'rpc_issue_mid_session_reward', args, code, player);
  }

  async rewardSlip(slip: Slip, points: number, override: boolean, hasNote: boolean): Promise<void> {
    const { player } = slip;
    const verdicts: [boolean, string][] = [
      [override && !hasNote, 'NOTE_REQUIRED'],
      [slip.status === 'closed', 'SLIP_CLOSED'],
      [player.exclusions.length > 0, 'PLAYER_EXCLUDED'],
      [isBeyond(this.issuer, points), 'OVER_AUTHORITY'],
      [points > SOFT_CAP && !override, 'SOFT_CAP_EXCEEDED'],
    ];
    const code = verdicts.find(([applies]) => applies)?.[1] ?? 'OK';
    const rest = { p_override: override, p_note: hasNote ? 'Asked for' : null };
    const body = await this.reward(slip.id, points, code, player, rest);
    const fields = { rating_slip_id: slip.id, is_override: points > SOFT_CAP };
    if (body) this.expectPosted(player, body, { points, lifetime: points }, fields);
  }

  async ask(slip: Slip, points: number): Promise<void> {
    const verdicts: [boolean, string][] = [
      [slip.status === 'closed', 'SLIP_CLOSED'],
      [slip.player.exclusions.length > 0, 'PLAYER_EXCLUDED'],
    ];
    const code = verdicts.find(([applies]) => applies)?.[1] ?? 'OK';
    const args = { p_rating_slip_id: slip.id, p_points: points, p_reason: 'promotion', p_note: 'Long wait', ...key() };
    const body = await this.call(this.issuer, 'rpc_request_reward', args, code);
    if (!body) return;
    expect(body).toMatchObject({ status: 'pending', points });
    const id = String(body.id);
    // A machine may be slow; that requests lapse has tests of its own.
    await this.stack.sql`update public.approval set lapses_at = now() + interval '1 day' where id = ${id}`;
    this.requests.push({ id, slip, points, isDecided: false });
  }

  /** Gives what was asked for, whole or half of it, or refuses it; or who asked tries to, themselves. */
  async decide(number: number, how: 'whole' | 'part' | 'no' | 'own'): Promise<void> {
    // Among the latest, as with slips.
    const request = this.requests.slice(-4).at(number % Math.min(4, this.requests.length || 1));
    if (!request) return;
    const {
      slip,
      slip: { player },
    } = request;
    const points = how === 'part' ? Math.ceil(request.points / 2) : request.points;
    const isGiven = how !== 'no';
    const verdicts: [boolean, string][] = [
      [request.isDecided, 'APPROVAL_NOT_PENDING'],
      [how === 'own', 'OWN_REQUEST'],
      [isGiven && slip.status === 'closed', 'SLIP_CLOSED'],
      [isGiven && player.exclusions.length > 0, 'PLAYER_EXCLUDED'],
      [isGiven && isBeyond(this.approver, points), 'OVER_AUTHORITY'],
    ];
    const code = verdicts.find(([applies]) => applies)?.[1] ?? 'OK';
    const args = {
      p_approval_id: request.id,
      p_is_approved: isGiven,
      p_points: how === 'part' ? points : null,
      p_note: isGiven ? null : 'Not tonight',
      ...key(),
    };
    const as = how === 'own' ? this.issuer : this.approver;
    const body = await this.call(as, 'rpc_decide_reward_request', args, code);
    if (!body) return;
    request.isDecided = true;
    this.met(isGiven ? 'request approved' : 'request refused');
    expect(body).toMatchObject({ status: isGiven ? 'approved' : 'refused' });
    if (!isGiven) return expect(body.entry).toBeNull();
    // The entry has its own row on record, beside that of the decision.
    this.written.done += 1;
    const { id } = body.entry as EntryBody;
    const tier_upgrade = this.post(player, { id, points, lifetime: points });
    expect(body.entry).toMatchObject({
      ...{ player_id: player.id, entry_no: player.entries.length, points, balance_after: player.balance, tier_upgrade },
      ...{ rating_slip_id: slip.id, is_override: points > SOFT_CAP },
    });
  }

  /** A player whom every client of the casino rewards at once: only the sum can be foretold. */
  async rewardHot(points: number): Promise<void> {
    const capped = Math.min(points, SOFT_CAP);
    const body = await this.reward(this.hotSlipId, capped, 'OK', null);
    this.hotPoints += capped;
    this.hotEntries += 1;
    this.written.events += 1;
    const { tier_upgrade } = (body?.entry ?? {}) as Partial<EntryBody>;
    if (tier_upgrade) this.hotUpgrades += 1;
  }

  async exclude(player: Player): Promise<void> {
    const args = { p_player_id: player.id, p_kind: 'self', p_reason: 'Asked for it', ...key() };
    const body = await this.call(this.admin, 'rpc_exclude_player', args, 'OK');
    player.exclusions.push(String(body?.id));
  }

  async lift(player: Player): Promise<void> {
    const exclusion = player.exclusions.pop();
    const args = { p_exclusion_id: exclusion ?? newId(), p_reason: 'Over', ...key() };
    await this.call(this.admin, 'rpc_lift_player_exclusion', args, exclusion ? 'OK' : 'EXCLUSION_NOT_FOUND');
  }

  async runOnCoupon(next: CouponOperation): Promise<void> {
    if (next.kind === 'expire-coupons') return this.expireCoupons();
    if (next.kind === 'overdue-coupon') return this.addOverdueCoupon(pick(this.players, next.player));
    if (next.kind === 'issue-coupon') return this.issueCoupon(next);
    // Among the latest, as with slips.
    const coupon = this.coupons.slice(-8).at(next.coupon % Math.min(8, this.coupons.length || 1));
    if (!coupon) return;
    return next.kind === 'void-coupon'
      ? this.voidCoupon(coupon, next.reason)
      : this.replaceCoupon(coupon, next.reason, next.expiry);
  }

  /** Whose coupon the call asks for, by which visit, and why it can't be: an end of a visit is not the end of its id. */
  couponOwner(player: Player, owner: Extract<Operation, { owner: unknown }>['owner']): { args: Args; code: string } {
    if (owner === 'nobody') return { args: {}, code: 'ANONYMOUS_ISSUANCE_DISABLED' };
    if (owner === 'player') return { args: { p_player_id: player.id }, code: 'OK' };
    const other = this.players.find(({ visit }) => visit !== null && visit !== player.visit);
    const { visit } = owner === 'visit' ? player : (other ?? player);
    if (!visit) return { args: { p_visit_id: newId() }, code: 'VISIT_NOT_FOUND' };
    const isOthers = visit !== player.visit;
    const args = { p_visit_id: visit.id, ...(isOthers ? { p_player_id: player.id } : {}) };
    return { args, code: isOthers ? 'PLAYER_MISMATCH' : visit.isRunning ? 'OK' : 'VISIT_ENDED' };
  }

  async issueCoupon(next: Extract<Operation, { kind: 'issue-coupon' }>): Promise<void> {
    const [player, program] = [pick(this.players, next.player), pick(this.programs, next.program)];
    const taken = next.number === 'taken' ? this.coupons.at(-1)?.number.toLowerCase() : undefined;
    const number = taken ?? (next.number === 'given' ? `M ${newId()}` : null);
    const owner = this.couponOwner(player, next.owner);
    const verdicts: [boolean, string][] = [
      [program.code !== 'OK', program.code],
      [owner.code !== 'OK', owner.code],
      [player.exclusions.length > 0, 'PLAYER_EXCLUDED'],
      [taken !== undefined, 'VALIDATION_NUMBER_TAKEN'],
    ];
    const code = verdicts.find(([applies]) => applies)?.[1] ?? 'OK';
    const args = { p_promo_program_id: program.id, p_validation_number: number, ...owner.args, ...key() };
    const body = await this.call(this.issuer, 'rpc_issue_promo_coupon', args, code);
    if (body) this.addCoupon(body.coupon as CouponBody, program, player, null);
  }

  addCoupon(row: CouponBody, program: Program, player: Player, replaces: Coupon | null): Coupon {
    expect(row).toMatchObject({
      promo_program_id: program.id,
      player_id: player.id,
      status: 'issued',
      face_value_cents: 2500,
      replaces_coupon_id: replaces?.id ?? null,
    });
    this.written.events += 1;
    const { id, validation_number: number, expires_at: expiresAt } = row;
    const latestExpiresAt = replaces?.latestExpiresAt ?? expiresAt;
    const rest = { status: 'issued', replacement: null, replaces, latestExpiresAt } as const;
    const coupon: Coupon = { id, program, player, number, expiresAt, ...rest };
    this.coupons.push(coupon);
    return coupon;
  }

  async voidCoupon(coupon: Coupon, hasReason: boolean): Promise<void> {
    const isOutstanding = coupon.status === 'issued';
    const code = hasReason ? (isOutstanding ? 'OK' : 'COUPON_NOT_OUTSTANDING') : 'VALIDATION_FAILED';
    const args = { p_coupon_id: coupon.id, p_reason: hasReason ? 'Misprint' : ' ', ...key() };
    if (!(await this.call(this.issuer, 'rpc_void_promo_coupon', args, code))) return;
    coupon.status = 'voided';
    this.written.events += 1;
  }

  async replaceCoupon(coupon: Coupon, hasReason: boolean, wanted: 'same' | 'earlier' | 'later'): Promise<void> {
    // Of one that is over, a minute more or less may be past or not by the time the call comes.
    const expiry = coupon.status === 'issued' ? wanted : 'same';
    const shift = { same: 0, earlier: -120_000, later: 60_000 }[expiry];
    const expiresAt = new Date(Date.parse(coupon.expiresAt) + shift).toISOString();
    const isTooLate = expiry === 'later' && Date.parse(expiresAt) > Date.parse(coupon.latestExpiresAt);
    const verdicts: [boolean, string][] = [
      [coupon.status !== 'issued', 'COUPON_NOT_OUTSTANDING'],
      [coupon.player.exclusions.length > 0, 'PLAYER_EXCLUDED'],
      [isTooLate || (expiry === 'later' && !hasReason), 'VALIDATION_FAILED'],
    ];
    const code = verdicts.find(([applies]) => applies)?.[1] ?? 'OK';
    const args = {
      p_coupon_id: coupon.id,
      p_reason: hasReason ? 'Torn' : null,
      p_expires_at: expiry === 'same' ? null : expiresAt,
      ...key(),
    };
    const body = await this.call(this.issuer, 'rpc_replace_promo_coupon', args, code);
    if (!body) return;
    coupon.replacement = this.addCoupon(body.coupon as CouponBody, coupon.program, coupon.player, coupon);
    coupon.status = 'replaced';
    expect(Date.parse(coupon.replacement.expiresAt)).toBe(Date.parse(expiry === 'same' ? coupon.expiresAt : expiresAt));
    expect(body.replaced_coupon).toMatchObject({ id: coupon.id, replacement_coupon_id: coupon.replacement.id });
  }

  /** Time can't be turned in a history, so a coupon that ran out is put there as it is: expired for everyone at once. */
  async addOverdueCoupon(player: Player): Promise<void> {
    const [program, number] = [pick(this.programs, 0), newId()];
    const [row] = await this.stack.sql<{ id: string; expiresAt: Date }[]>`
      insert into public.promo_coupon (casino_id, promo_program_id, validation_number, validation_key, face_value_cents,
        required_match_wager_cents, player_id, gaming_day, issued_at, expires_at, correlation_id)
      select casino_id, id, ${number}, app.validation_key(${number}), face_value_cents, required_match_wager_cents, ${player.id},
        app.gaming_day(casino_id), now() - interval '1 hour', now(), ${newId()}
      from public.promo_program where id = ${program.id}
      returning id, expires_at as "expiresAt"`;
    const expiresAt = row?.expiresAt.toISOString() ?? '';
    const rest = { status: 'expired', replacement: null, replaces: null, latestExpiresAt: expiresAt } as const;
    this.coupons.push({ id: row?.id ?? '', program, player, number, expiresAt, ...rest });
  }

  /** Which coupons it finds depends on the other clients of the casino; what became of each is looked at in the end. */
  async expireCoupons(): Promise<void> {
    await this.call(this.issuer, 'rpc_expire_promo_coupons', key(), 'OK');
  }

  /** An earlier call once more under its key: as it was it gets its old answer; altered it is refused. */
  async repeat(kind: 'replay' | 'reuse', number: number): Promise<void> {
    const earlier = this.calls.at(number % (this.calls.length || 1));
    if (!earlier) return;
    if (kind === 'reuse' && !Object.keys(earlier.args).some(isTelling)) return;
    const args = kind === 'reuse' ? altered(earlier.args) : earlier.args;
    const { status, body } = (await this.stack.rpc(earlier.as, earlier.rpc, args)) as { status: number; body: Body };
    this.met(kind);
    if (kind === 'reuse') {
      expect({ status, code: body.message }).toEqual({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
      return;
    }
    const balance = POSTING_RPCS.has(earlier.rpc) ? { balance: earlier.player?.balance ?? body.balance } : {};
    expect({ status, body }).toEqual({ status: 200, body: { ...earlier.body, ...balance, is_existing: true } });
  }
}

const isBeyond = (who: Email, points: number) => who.startsWith('pitboss') && points > AT_ONCE;

const key = () => ({ p_idempotency_key: newId() });
/** Their replays answer the balance of now. */
const POSTING_RPCS = new Set(['rpc_issue_mid_session_reward', 'rpc_post_correction', 'rpc_reverse_entry']);

function pick<T>(items: T[], number: number): T {
  const item = items.at(number % items.length);
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

function rootOf(entry: Entry): Entry {
  return entry.reverses ? rootOf(entry.reverses) : entry;
}

const isTelling = (arg: string) => arg.endsWith('_id');

/** The same call with one argument that matters changed. */
function altered(args: Args): Args {
  // Not to zero, which is refused before anybody looks at the key.
  if (typeof args.p_points === 'number') return { ...args, p_points: args.p_points + (args.p_points === -1 ? 2 : 1) };
  const name = Object.keys(args).find(isTelling) ?? '';
  return { ...args, [name]: newId() };
}

function bankedSeconds({ banked }: Slip): number {
  return banked.reduce((sum, { seconds }) => sum + seconds, 0);
}

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  await liftRewardRate(stack.sql);
  const { pointsPerTheo, defaultMultiplierX100, roundingPolicy } = EARN.summit;
  await stack.sql`
    update public.loyalty_earn_config c set points_per_theo = ${pointsPerTheo},
      default_point_multiplier = ${defaultMultiplierX100}::numeric / 100, rounding_policy = ${roundingPolicy}
    from public.casino o where o.id = c.casino_id and o.slug = 'summit'`;
});
afterAll(() => stack.dispose());

async function limitPitBosses(casino: string): Promise<void> {
  const args = { p_limits: { points_at_once: AT_ONCE }, p_expected_version: 0, p_of_role: 'pit_boss', ...key() };
  const answer = await stack.rpc(`loyalty@${casino}.example` as Email, 'rpc_set_authority_limit', args);
  expect(answer.status).toBe(200);
}

async function addTable(casino: string, label: string, isOpen: boolean): Promise<Table> {
  const [table] = await stack.sql<{ id: string }[]>`
    insert into public.gaming_table (casino_id, pit_id, label, game_type, seat_count, min_bet_cents, max_bet_cents, status)
    select p.casino_id, p.id, ${label}, 'blackjack', ${SEATS}, 100, 50000, ${isOpen ? 'open' : 'closed'}
    from public.pit p join public.casino c on c.id = p.casino_id where c.slug = ${casino} and p.name = 'Main'
    returning id`;
  return { id: table?.id ?? '', isOpen };
}

async function enrol(client: Client): Promise<Player> {
  const args = { p_first_name: 'Model', p_last_name: 'Player', ...key() };
  const { body } = await stack.rpc(client.issuer, 'rpc_create_player', args);
  const { id } = body as { id: string };
  return { id, balance: 0, lifetime: 0, tier: pick(TIERS, 0), entries: [], exclusions: [], visit: null };
}

async function addProgram(client: Client, number: number, code: Program['code']): Promise<Program> {
  const args = {
    p_name: `Model ${number} ${code}`,
    p_promo_type: 'match_play',
    p_face_value_cents: 2500,
    p_required_match_wager_cents: 2500,
    p_status: code === 'PROGRAM_INACTIVE' ? 'inactive' : 'active',
    ...(code === 'PROGRAM_ENDED' ? { p_start_at: '2025-01-01T00:00:00Z', p_end_at: '2025-01-02T00:00:00Z' } : {}),
    ...key(),
  };
  const { body } = await stack.rpc(client.admin, 'rpc_create_promo_program', args);
  return { id: (body as { id: string }).id, code };
}

async function openFor(client: Client, playerId: string, label: string): Promise<string> {
  const { id } = await addTable(client.casino, label, true);
  const args = { p_player_id: playerId, p_table_id: id, p_seat: 1, p_average_bet_cents: 100, ...key() };
  const { body } = await stack.rpc(client.issuer, 'rpc_open_rating_slip', args);
  return (body as { id: string }).id;
}

async function arrange(): Promise<{ clients: Client[]; hot: Record<string, string> }> {
  const clients = CLIENTS.map(({ casino, issuer }) => new Client(stack, casino, issuer));
  const hot: Record<string, string> = {};
  for (const casino of ['harbor', 'summit']) await limitPitBosses(casino);
  for (const [number, client] of clients.entries()) {
    for (let count = 0; count < PLAYERS; count += 1) client.players.push(await enrol(client));
    for (const name of ['a', 'b', 'c']) client.tables.push(await addTable(client.casino, `M${number}${name}`, true));
    client.tables.push(await addTable(client.casino, `M${number}x`, false));
    // Most are of a program that is on.
    for (const code of ['OK', 'PROGRAM_INACTIVE', 'PROGRAM_ENDED'] as const) {
      client.programs.push(await addProgram(client, number, code));
    }
    client.programs.push(...Array<Program>(5).fill(pick(client.programs, 0)));
    hot[client.casino] ??= (await enrol(client)).id;
    client.hotSlipId = await openFor(client, hot[client.casino] ?? '', `H${number}`);
    client.foreignSlipId = (await findLiveSlip(stack.sql, client.casino === 'harbor' ? 'summit' : 'harbor')).id;
  }
  return { clients, hot };
}

/** An accrual has a row of its own beside that of the call that brought it. */
async function countWritten() {
  const [row] = await stack.sql`
    select (select count(*)::int from public.audit_log where outcome = 'done' and action <> 'loyalty.post_accrual') as done,
      (select count(*)::int from public.audit_log where outcome = 'refused') as refused,
      (select count(*)::int from public.loyalty_outbox where event_type not in ('promo.coupon_expired', 'exclusion.hit')) as events`;
  return { done: row?.done, refused: row?.refused, events: row?.events };
}

async function play(client: Client, number: number): Promise<void> {
  const history = fc.sample(operation, { numRuns: OPERATIONS_PER_CLIENT, seed: SEED + number });
  for (const [step, next] of history.entries()) {
    try {
      await client.run(next);
    } catch (error) {
      throw new Error(`seed ${SEED}, client ${number}, operation ${step}: ${JSON.stringify(next)}: ${error}`, {
        cause: error,
      });
    }
  }
}

/** Every player of a client: balance, lifetime points, tier, and each entry with what took it back. */
async function expectStandings(client: Client): Promise<void> {
  const players = await stack.sql`
    select l.player_id as id, l.balance::float8, l.lifetime_points::float8 as lifetime, l.tier, l.entry_count::int as entries,
      coalesce((
        select jsonb_agg(jsonb_build_array(e.id, e.points, exists (
          select from public.loyalty_ledger r where r.casino_id = e.casino_id and r.reversed_entry_id = e.id)) order by e.entry_no)
        from public.loyalty_ledger e where e.casino_id = l.casino_id and e.player_id = l.player_id
      ), '[]') as rows
    from public.player_loyalty l where l.player_id in ${stack.sql(client.players.map(({ id }) => id))} order by l.player_id`;
  const byId = [...client.players].sort((one, other) => (one.id < other.id ? -1 : 1));
  expect([...players]).toEqual(
    byId.map(({ id, balance, lifetime, tier, entries }) => ({
      id,
      balance,
      lifetime,
      tier: tier.code,
      entries: entries.length,
      rows: entries.map((entry) => [entry.id, entry.points, entry.reversedBy !== null]),
    })),
  );
  expect(byId.map(({ balance }) => balance)).toEqual(
    byId.map(({ entries }) => sum(entries.map((entry) => entry.points))),
  );
}

/** Every coupon of a client with its status, its links, and how often its end was told. */
async function expectCoupons(client: Client): Promise<void> {
  const coupons = await stack.sql`
    select c.id, c.player_id, c.promo_program_id, app.coupon_status(c) as status, c.replacement_coupon_id, c.replaces_coupon_id,
      (select count(*)::int from public.loyalty_outbox o
        where o.event_type = 'promo.coupon_expired' and o.payload ->> 'coupon_id' = c.id::text) as ends,
      c.status = 'expired' as "isMarked"
    from public.promo_coupon c where c.player_id in ${stack.sql(client.players.map(({ id }) => id))} order by c.id`;
  const expected = [...client.coupons].sort((one, other) => (one.id < other.id ? -1 : 1));
  expect([...coupons]).toEqual(
    expected.map((coupon) => ({
      id: coupon.id,
      player_id: coupon.player.id,
      promo_program_id: coupon.program.id,
      status: coupon.status,
      replacement_coupon_id: coupon.replacement?.id ?? null,
      replaces_coupon_id: coupon.replaces?.id ?? null,
      ends: coupon.status === 'expired' ? 1 : 0,
      isMarked: coupon.status === 'expired',
    })),
  );
  const { body } = await stack.rpc(client.admin, 'rpc_list_promo_programs', {});
  const { items } = body as { items: { id: string; outstanding_count: number }[] };
  const outstanding = client.coupons.filter(({ status }) => status === 'issued').length;
  const programIds = new Set(client.programs.map(({ id }) => id));
  const own = items.filter(({ id }) => programIds.has(id));
  expect(sum(own.map(({ outstanding_count }) => outstanding_count))).toBe(outstanding);
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

describe(`a random history (seed ${SEED})`, () => {
  it('of several clients at once agrees with the model in every answer, and in everything it leaves', async () => {
    const { clients, hot } = await arrange();
    const before = await countWritten();
    await Promise.all(clients.map(play));
    const written = await countWritten();
    // Whatever is still unmarked: the worker comes by.
    expect(await stack.rpc('service', 'rpc_worker_expire_promo_coupons', {})).toMatchObject({ status: 200 });

    for (const client of clients) {
      await expectStandings(client);

      const slips = await stack.sql`
        select id, player_id, table_id, seat, average_bet_cents::int as bet, status from public.rating_slip
        where player_id in ${stack.sql(client.players.map(({ id }) => id))} order by id`;
      const expected = [...client.slips].sort((one, other) => (one.id < other.id ? -1 : 1));
      expect([...slips]).toEqual(
        expected.map((slip) => ({
          id: slip.id,
          player_id: slip.player.id,
          table_id: slip.table.id,
          seat: slip.seat,
          bet: slip.bet,
          status: slip.status,
        })),
      );

      await expectCoupons(client);

      const running = await stack.sql`
        select player_id from public.visit
        where ended_at is null and player_id in ${stack.sql(client.players.map(({ id }) => id))}`;
      const checkedIn = client.players.filter(({ visit }) => visit?.isRunning).map(({ id }) => id);
      expect(running.map(({ player_id }) => player_id).sort()).toEqual(checkedIn.sort());
    }

    for (const [casino, playerId] of Object.entries(hot)) {
      const own = clients.filter((client) => client.casino === casino);
      const [row] = await stack.sql`
        select balance::int, entry_count::int as entries, tier from public.player_loyalty where player_id = ${playerId}`;
      const balance = sum(own.map(({ hotPoints }) => hotPoints));
      const reached = TIERS.findLastIndex(({ threshold }) => threshold <= balance);
      const entries = sum(own.map(({ hotEntries }) => hotEntries));
      expect(row).toEqual({ balance, entries, tier: TIERS[reached]?.code });
      // No reward is big enough to skip one.
      expect(sum(own.map(({ hotUpgrades }) => hotUpgrades))).toBe(reached);
      written.events -= reached;
    }

    for (const kind of ['done', 'refused', 'events'] as const) {
      expect(written[kind] - before[kind], kind).toBe(sum(clients.map((client) => client.written[kind])));
    }
    for (const casino of ['harbor', 'summit'] as const) {
      const proof = await stack.rpc(`compliance@${casino}.example`, 'rpc_verify_loyalty_ledger', {});
      expect(proof.body).toMatchObject({ is_intact: true, breaks: [], drift: [] });
    }

    // A history that never met a rule would prove nothing.
    const met = new Set(clients.flatMap((client) => [...client.outcomes.keys()]));
    expect([...met]).toEqual(expect.arrayContaining(COMMON_OUTCOMES));
  });
});

/** What any history of this length meets many times; the rarer refusals have tests of their own. */
const COMMON_OUTCOMES = [
  'ANONYMOUS_ISSUANCE_DISABLED',
  'APPROVAL_NOT_PENDING',
  'COUPON_NOT_OUTSTANDING',
  'ENTRY_ALREADY_REVERSED',
  'ENTRY_NOT_FOUND',
  'INSUFFICIENT_POINTS',
  'NOTE_REQUIRED',
  'OK',
  'OVER_AUTHORITY',
  'OWN_REQUEST',
  'PLAYER_EXCLUDED',
  'PLAYER_MISMATCH',
  'PLAYER_NOT_TO_BE_SEATED',
  'PROGRAM_INACTIVE',
  'SEAT_TAKEN',
  'SLIP_CLOSED',
  'SLIP_NOT_FOUND',
  'SOFT_CAP_EXCEEDED',
  'VALIDATION_NUMBER_TAKEN',
  'accrual NO_POINTS',
  'accrual withheld',
  'accrual null',
  'request approved',
  'request refused',
  'replay',
  'reuse',
  'tier upgrade',
  'tier taken back',
  'reinstated',
  'taken back anew',
];
