import { z } from 'zod';
import { PROMO_TYPES } from '@/lib/shared/kinds';
import { rule } from '@/lib/shared/rules';
import {
  centsSchema,
  gamingDaySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  pointsSchema,
  timestampSchema,
} from '@/lib/shared/schemas';
import { staffRoleSchema } from '@/services/casino/dtos';
import { loyaltyReasonSchema, playerLoyaltySchema } from '@/services/loyalty/dtos';

/** What slips, tables and events call a game. Which games there are is the casino's affair (`GET /house`). */
export const gameTypeSchema = z.string();
export const tableStatusSchema = z.enum(['open', 'closed']);
export const slipStatusSchema = z.enum(['open', 'paused', 'closed']);
export const visitKindSchema = z.enum(['rated', 'unrated']);

const seatSchema = z.int().min(1).max(20);
const averageBetSchema = centsSchema.min(0).max(1_000_000_000);

/**
 * One stretch of play. `playSeconds` and `theoCents` hold at `asOf`; while the slip is open both grow, theo by
 * `theoPerHourCents` an hour (average bet x decisions per hour x house edge, frozen at open).
 */
export const ratingSlipSchema = z.object({
  id: idSchema,
  visitId: idSchema,
  playerId: idSchema,
  playerName: z.string(),
  tableId: idSchema,
  tableLabel: z.string(),
  gameType: gameTypeSchema,
  seat: z.int(),
  status: slipStatusSchema,
  averageBetCents: centsSchema,
  /** When that bet was entered: since then, or since a table or pause after it, theo grows by it. */
  betEnteredAt: timestampSchema,
  startedAt: timestampSchema,
  pausedAt: timestampSchema.nullable(),
  endedAt: timestampSchema.nullable(),
  playSeconds: z.int().nonnegative(),
  theoCents: centsSchema,
  theoPerHourCents: centsSchema,
  asOf: timestampSchema,
});
export type RatingSlip = z.infer<typeof ratingSlipSchema>;

/** Play at one bet, one table and one run of the clock. Each theo is rounded for itself; the slip's is their exact sum. */
export const slipStretchSchema = z.object({
  averageBetCents: centsSchema,
  gameType: gameTypeSchema,
  tableLabel: z.string(),
  startedAt: timestampSchema,
  playSeconds: z.int().nonnegative(),
  theoCents: centsSchema,
  /** What was typed first, where the bet was corrected as a mistake. */
  correctedFromCents: centsSchema.nullable(),
  /** The table's maximum, where somebody confirmed a bet above it. */
  confirmedAboveMaximumCents: centsSchema.nullable(),
});
export type SlipStretch = z.infer<typeof slipStretchSchema>;
/** A slip with what its theo is made of, oldest stretch first. `closedByStaffName`: null while it is live, and where the house closed it. */
export const slipDetailSchema = ratingSlipSchema.extend({
  stretches: z.array(slipStretchSchema),
  closedByStaffName: z.string().nullable(),
});
export type SlipDetail = z.infer<typeof slipDetailSchema>;

/**
 * A closed slip that a manager settles or leaves. `duePoints` are those that settling posts now. `dueBecause`: the house closed
 * it (`held`), its points were taken back, or it earned nothing when it was closed.
 */
export const dueSlipSchema = ratingSlipSchema.extend({
  duePoints: pointsSchema,
  /** Tier codes, where the tier of its closing was given by mistake: by which one it is paid instead. */
  tierCorrected: z.object({ from: z.string(), to: z.string() }).nullable(),
  dueBecause: z.enum(['held', 'taken_back', 'earned_nothing']),
});
export type DueSlip = z.infer<typeof dueSlipSchema>;
export const dueSlipPageSchema = pageSchema(dueSlipSchema);

/** What a player was given last: points or a comp on the slip, or a coupon since the slip was opened. */
export const lastRewardSchema = z.object({
  /** Null for a coupon, as its reason. */
  points: pointsSchema.nullable(),
  reason: loyaltyReasonSchema.nullable(),
  /** Of a reward of the catalog: what it was. */
  rewardName: z.string().nullable(),
  /** Null for points and comps. */
  coupon: z.object({ promoType: z.enum(PROMO_TYPES), faceValueCents: centsSchema }).nullable(),
  createdAt: timestampSchema,
});

/** A live slip as the pit screen draws it. `tier` is the tier's code, `tierName` its word. */
export const floorSlipSchema = ratingSlipSchema.extend({
  tier: z.string().nullable(),
  tierName: z.string().nullable(),
  balance: pointsSchema.nullable(),
  lastReward: lastRewardSchema.nullable(),
});
export type FloorSlip = z.infer<typeof floorSlipSchema>;

export const floorTableSchema = z.object({
  id: idSchema,
  label: z.string(),
  gameType: gameTypeSchema,
  /** What the casino calls the game. */
  gameName: z.string(),
  status: tableStatusSchema,
  minBetCents: centsSchema,
  maxBetCents: centsSchema,
  seats: z.array(z.object({ seat: z.int(), slip: floorSlipSchema.nullable() })),
});
export type FloorTable = z.infer<typeof floorTableSchema>;

export const floorSchema = z.object({
  gamingDay: gamingDaySchema,
  asOf: timestampSchema,
  pits: z.array(z.object({ id: idSchema, name: z.string(), tables: z.array(floorTableSchema) })),
});
export type Floor = z.infer<typeof floorSchema>;
/** The floor and its version; `floor` is null while the version that is known still holds. */
export const floorAnswerSchema = z.object({ version: z.string(), floor: floorSchema.nullable() });

export const playerSchema = z.object({
  id: idSchema,
  firstName: z.string(),
  lastName: z.string(),
  name: z.string(),
  loyaltyId: z.string().nullable(),
  /** Null where nobody knows it; left out for who has no `player.identify`. */
  birthDate: z.iso.date().nullable().optional(),
  /** Counts the corrections of name and birth date. */
  version: z.int(),
  createdAt: timestampSchema,
  openVisitId: idSchema.nullable(),
  loyalty: playerLoyaltySchema.nullable(),
});
export type Player = z.infer<typeof playerSchema>;

/** A player of a list, which says no birth dates. `lastVisitAt` is when the last visit began, also one that still runs; null without any. */
export const listedPlayerSchema = playerSchema
  .omit({ birthDate: true })
  .extend({ lastVisitAt: timestampSchema.nullable() });
export type ListedPlayer = z.infer<typeof listedPlayerSchema>;
export const playerPageSchema = pageSchema(listedPlayerSchema);

const visitDaysSchema = z.coerce.number().int().min(1).max(3650).optional();
/**
 * Every word of `q` stands in the name or the loyalty id, whatever order, case, accents and apostrophes. Days are gaming
 * days, of which today is the first.
 */
export const playerSearchQuerySchema = pageQuerySchema.extend({
  q: z.string().trim().max(100).optional(),
  tier: z.string().min(1).max(50).optional(),
  inHouse: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  visitedWithinDays: visitDaysSchema,
  notVisitedForDays: visitDaysSchema,
});
export type PlayerSearchQuery = z.infer<typeof playerSearchQuerySchema>;

export const createPlayerInputSchema = z.strictObject({
  firstName: z
    .string()
    .trim()
    .min(1, { error: rule('firstName') })
    .max(100),
  lastName: z
    .string()
    .trim()
    .min(1, { error: rule('lastName') })
    .max(100),
  loyaltyId: z.string().trim().min(1).max(50).optional(),
  birthDate: z.iso.date().optional(),
  /** This is another person than the one of the same name and birth date who is here already. */
  confirmNew: z.boolean().optional(),
});
export type CreatePlayerInput = z.infer<typeof createPlayerInputSchema>;

/**
 * What was mistyped of a player, and why it changes; what is left out stays, and `birthDate: null` takes the date away. `version` is
 * the one it was read at: the second of two editors is refused with PLAYER_CHANGED.
 */
export const correctPlayerInputSchema = z
  .strictObject({
    ...createPlayerInputSchema.pick({ firstName: true, lastName: true, confirmNew: true }).partial().shape,
    birthDate: z.iso.date().nullable().optional(),
    reason: z
      .string()
      .trim()
      .min(1, { error: rule('sayWhy') })
      .max(500),
    version: z.int().positive(),
  })
  .refine(
    ({ firstName, lastName, birthDate }) => [firstName, lastName, birthDate].some((value) => value !== undefined),
    { error: rule('changeOne') },
  );
export type CorrectPlayerInput = z.infer<typeof correctPlayerInputSchema>;

const preferenceSchema = z.string().nullable();
/** Who took a player's photo, and when. `version` counts the photos since there was none. */
export const playerPhotoSchema = z.object({
  playerId: idSchema,
  version: z.int(),
  takenAt: timestampSchema,
  takenByName: z.string(),
});
export const playerPhotoResultSchema = playerPhotoSchema.extend({ isExisting: z.boolean() });
export type PlayerPhotoResult = z.infer<typeof playerPhotoResultSchema>;
export const photoRemovedResultSchema = z.object({ playerId: idSchema, isExisting: z.boolean() });
export type PhotoRemovedResult = z.infer<typeof photoRemovedResultSchema>;
/** Where the picture lies, and where a next one goes: the server's own to know. */
export const photoPlaceSchema = z.object({ photoName: z.string().nullable(), photoFolder: z.string() });
/** `v` makes the address of another photo another address. */
export const photoQuerySchema = z.strictObject({ v: z.string().max(100).optional() });

/** How a player is looked after. Where nobody saved anything yet all is null, and `version` is 0. */
export const playerProfileSchema = z.object({
  playerId: idSchema,
  hostId: idSchema.nullable(),
  hostName: z.string().nullable(),
  /** Null where there is no host. */
  isHostActive: z.boolean().nullable(),
  game: preferenceSchema,
  seat: preferenceSchema,
  drink: preferenceSchema,
  contact: preferenceSchema,
  version: z.int().nonnegative(),
  photo: playerPhotoSchema.nullable(),
});
export type PlayerProfile = z.infer<typeof playerProfileSchema>;
export const playerProfileResultSchema = playerProfileSchema.omit({ photo: true }).extend({ isExisting: z.boolean() });
export type PlayerProfileResult = z.infer<typeof playerProfileResultSchema>;

const preferenceInputSchema = z
  .string()
  .trim()
  .max(100, { error: rule('charactersAtMost', { highest: 100 }) })
  .nullable();
/** All of a profile: null takes away. `version` is the one it was read at, as for a correction. */
export const savePlayerProfileInputSchema = z.strictObject({
  hostId: idSchema.nullable(),
  game: preferenceInputSchema,
  seat: preferenceInputSchema,
  drink: preferenceInputSchema,
  contact: preferenceInputSchema,
  version: z.int().nonnegative(),
});
export type SavePlayerProfileInput = z.infer<typeof savePlayerProfileInputSchema>;

/** Who may be a player's host. */
export const hostListSchema = z.object({
  items: z.array(z.object({ id: idSchema, name: z.string(), role: staffRoleSchema })),
});
export type Host = z.infer<typeof hostListSchema>['items'][number];

/** A note on a player. One that was struck stays, with who did it and why. */
export const playerNoteSchema = z.object({
  id: idSchema,
  playerId: idSchema,
  body: z.string(),
  staffId: idSchema,
  staffName: z.string(),
  createdAt: timestampSchema,
  struckAt: timestampSchema.nullable(),
  struckByName: z.string().nullable(),
  strikeReason: z.string().nullable(),
});
export type PlayerNote = z.infer<typeof playerNoteSchema>;
export const playerNotePageSchema = pageSchema(playerNoteSchema);
export const addPlayerNoteInputSchema = z.strictObject({ body: z.string().trim().min(1).max(500) });
export type AddPlayerNoteInput = z.infer<typeof addPlayerNoteInputSchema>;
export const strikePlayerNoteInputSchema = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1, { error: rule('sayWhy') })
    .max(500, { error: rule('noteTooLong') }),
});
export type StrikePlayerNoteInput = z.infer<typeof strikePlayerNoteInputSchema>;
/** What is noted is left out: it stands in the note alone. */
export const playerNoteResultSchema = z.object({ id: idSchema, playerId: idSchema, isExisting: z.boolean() });
export type PlayerNoteResult = z.infer<typeof playerNoteResultSchema>;

export const visitSchema = z.object({
  id: idSchema,
  playerId: idSchema,
  kind: visitKindSchema,
  gamingDay: gamingDaySchema,
  startedAt: timestampSchema,
  endedAt: timestampSchema.nullable(),
});
/** A visit with what was played on it. */
export const playerVisitSchema = visitSchema.extend({
  slipCount: z.int(),
  playSeconds: z.int(),
  theoCents: centsSchema,
  /** Slips that the house closed, since nobody did: their points wait for a manager. */
  heldSlipIds: z.array(idSchema),
  /**
   * The same slips in full. Whoever may settle slips also gets all others that have no points in force and would earn
   * some now.
   */
  dueSlips: z.array(dueSlipSchema),
});
export type PlayerVisit = z.infer<typeof playerVisitSchema>;
export const playerVisitPageSchema = pageSchema(playerVisitSchema);

/**
 * Confirms that a player is seated although an exclusion is in force. Only somebody who may read exclusions can say so.
 */
const confirmExcludedSchema = z.boolean().optional();
export const startVisitInputSchema = z.strictObject({
  playerId: idSchema,
  kind: visitKindSchema.default('rated'),
  confirmExcluded: confirmExcludedSchema,
});
export type StartVisitInput = z.infer<typeof startVisitInputSchema>;

/** Says that a bet above the table's maximum is meant so. */
const confirmAboveMaximumSchema = z.boolean().optional();

/** A slip is opened on a running visit, or for a player: then the running visit is used, or one is started. */
export const openSlipInputSchema = z
  .strictObject({
    visitId: idSchema.optional(),
    playerId: idSchema.optional(),
    tableId: idSchema,
    seat: seatSchema,
    averageBetCents: averageBetSchema,
    confirmAboveMaximum: confirmAboveMaximumSchema,
    confirmExcluded: confirmExcludedSchema,
  })
  .refine((input) => (input.visitId === undefined) !== (input.playerId === undefined), {
    error: rule('visitOrPlayer'),
    path: ['visitId'],
  });
export type OpenSlipInput = z.infer<typeof openSlipInputSchema>;
/** `replacesLast`: the last entry was mistyped, so what was played since it is rated at this bet. */
export const updateAverageBetInputSchema = z.strictObject({
  averageBetCents: averageBetSchema,
  replacesLast: z.boolean().optional(),
  confirmAboveMaximum: confirmAboveMaximumSchema,
});
export type UpdateAverageBetInput = z.infer<typeof updateAverageBetInputSchema>;
export const moveSlipInputSchema = z.strictObject({
  tableId: idSchema,
  seat: seatSchema,
  confirmAboveMaximum: confirmAboveMaximumSchema,
  confirmExcluded: confirmExcludedSchema,
});
export type MoveSlipInput = z.infer<typeof moveSlipInputSchema>;
export const resumeSlipInputSchema = z.strictObject({ confirmExcluded: confirmExcludedSchema });
export type ResumeSlipInput = z.infer<typeof resumeSlipInputSchema>;
/** Why a slip that was closed by mistake comes back. */
export const reopenSlipInputSchema = z.strictObject({
  note: z
    .string()
    .trim()
    .min(1, { error: rule('sayWhy') })
    .max(500, { error: rule('noteTooLong') }),
});
export type ReopenSlipInput = z.infer<typeof reopenSlipInputSchema>;
/** `endedAt`: when play ended on a slip that was forgotten; now, where it is left out. */
export const closeSlipInputSchema = z.strictObject({ endedAt: timestampSchema.optional() });
export type CloseSlipInput = z.infer<typeof closeSlipInputSchema>;

/** Where else in the company a player is known, and how they stand there; nothing more is told. */
export const recognitionSchema = z.object({
  items: z.array(z.object({ casinoName: z.string(), tier: z.string().nullable(), tierName: z.string().nullable() })),
});
export type Recognition = z.infer<typeof recognitionSchema>;

export const exclusionKindSchema = z.enum(['self', 'barred', 'responsible_gaming']);
/**
 * What to know before a player is seated. `isHeld`: seating is refused, unless a person who `mayConfirm` confirms it.
 * Only such a person gets the exclusions in force, with kind and reason.
 */
export const seatingSchema = z.object({
  playerId: idSchema,
  isHeld: z.boolean(),
  mayConfirm: z.boolean(),
  exclusions: z.array(
    z.object({
      id: idSchema,
      kind: exclusionKindSchema,
      reason: z.string(),
      startsAt: timestampSchema,
      endsAt: timestampSchema.nullable(),
      setByName: z.string(),
    }),
  ),
});
export type Seating = z.infer<typeof seatingSchema>;

/** Write answers are the row as it stood when the intent was first carried out, and whether this was a replay. */
export const playerResultSchema = playerSchema.extend({ isExisting: z.boolean() });
export const visitResultSchema = visitSchema.extend({ isExisting: z.boolean() });
export const slipResultSchema = ratingSlipSchema.extend({ isExisting: z.boolean() });
const nothingEarnedSchema = z.enum(['NO_POINTS', 'EARNING_OFF', 'VISIT_UNRATED']);
/**
 * What closing earned. `pending`: it could not be posted now and follows by itself. `none`: `why` is NO_POINTS,
 * EARNING_OFF or VISIT_UNRATED.
 */
export const accrualOutcomeSchema = z.object({
  status: z.enum(['posted', 'pending', 'none']),
  why: nothingEarnedSchema.nullable(),
  points: pointsSchema.nullable(),
  balance: pointsSchema.nullable(),
  tierUpgrade: z.object({ from: z.string(), to: z.string() }).nullable(),
});
/** What closing a slip would come to, at `endedAt`. `points` is null where they can't be told yet; `why` as for closing. */
export const closePreviewSchema = z.object({
  endedAt: timestampSchema,
  playSeconds: z.int().nonnegative(),
  theoCents: centsSchema,
  points: pointsSchema.nullable(),
  why: nothingEarnedSchema.nullable(),
});
export type ClosePreview = z.infer<typeof closePreviewSchema>;
export const closedSlipResultSchema = slipResultSchema.extend({ accrual: accrualOutcomeSchema });
export type ClosedSlipResult = z.infer<typeof closedSlipResultSchema>;
export type PlayerResult = z.infer<typeof playerResultSchema>;
export type VisitResult = z.infer<typeof visitResultSchema>;
export type SlipResult = z.infer<typeof slipResultSchema>;
