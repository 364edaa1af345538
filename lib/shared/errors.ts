/**
 * Every error code of the product, in one place, with the HTTP status it travels with. The database raises the code. What the
 * API, the screens and `docs/errors.md` say stands in `words/`; the sentence here is for whoever reads an error in the code.
 */
export const ERRORS = {
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    title: 'This request has no Idempotency-Key.',
    remedy: 'Send an Idempotency-Key header, made once per intent and kept across retries.',
  },
  UPLOAD_INTERRUPTED: {
    status: 400,
    title: 'The file did not arrive whole.',
    remedy: 'Send it again; nothing of it was kept.',
  },
  MALFORMED_JSON: {
    status: 400,
    title: 'The request body is not valid JSON.',
    remedy: 'Send one JSON object.',
  },
  UNAUTHENTICATED: { status: 401, title: 'You are not signed in.', remedy: 'Sign in and try again.' },
  INVALID_CREDENTIALS: {
    status: 401,
    title: 'The email or password is not right.',
    remedy: 'Check both and try again, or ask an admin to reset your password.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'Your role does not allow this.',
    remedy: 'Ask a colleague with the right role, or ask an admin if your account was deactivated.',
  },
  ORIGIN_REFUSED: {
    status: 403,
    title: 'This request came from another site.',
    remedy: 'Open Pitside itself and try again there.',
  },
  NOT_FOUND: { status: 404, title: 'There is nothing at this address.', remedy: 'Check the address.' },
  SLIP_NOT_FOUND: {
    status: 404,
    title: 'This rating slip does not exist.',
    remedy: 'Go back to the pit and pick the player again.',
  },
  PLAYER_NOT_FOUND: { status: 404, title: 'This player does not exist.', remedy: 'Search for the player again.' },
  VISIT_NOT_FOUND: { status: 404, title: 'This visit does not exist.', remedy: 'Check the player in again.' },
  TABLE_NOT_FOUND: { status: 404, title: 'This table does not exist.', remedy: 'Pick a table from the pit screen.' },
  SHIFT_NOT_FOUND: {
    status: 404,
    title: 'This shift does not exist on that gaming day.',
    remedy: 'Pick a shift of the day that is shown.',
  },
  PROGRAM_NOT_FOUND: {
    status: 404,
    title: 'This promo program does not exist.',
    remedy: 'Pick a program from the list.',
  },
  COUPON_NOT_FOUND: {
    status: 404,
    title: 'This coupon does not exist.',
    remedy: 'Check the validation number, character by character.',
  },
  REWARD_NOT_FOUND: {
    status: 404,
    title: 'This reward does not exist.',
    remedy: 'Pick a reward from the list.',
  },
  ENTRY_NOT_FOUND: {
    status: 404,
    title: 'This ledger entry does not exist.',
    remedy: "Pick an entry from the player's points.",
  },
  EXCLUSION_NOT_FOUND: {
    status: 404,
    title: 'This exclusion does not exist.',
    remedy: 'Open the player again to see the exclusions on record.',
  },
  EXCLUSION_HIT_NOT_FOUND: {
    status: 404,
    title: 'This hit does not exist.',
    remedy: 'Pick a hit from the list of hits.',
  },
  SEAL_NOT_FOUND: {
    status: 404,
    title: 'There is no seal of this gaming day.',
    remedy: 'Days are sealed about an hour after they end. Pick one from the list of seals.',
  },
  WEBHOOK_ENDPOINT_NOT_FOUND: {
    status: 404,
    title: 'This webhook does not exist.',
    remedy: 'Open the list of webhooks again and pick the one you mean.',
  },
  WEBHOOK_DELIVERY_NOT_FOUND: {
    status: 404,
    title: 'This delivery does not exist.',
    remedy: 'Open the list of deliveries again; what was delivered is removed after 30 days.',
  },
  IMPORT_NOT_FOUND: { status: 404, title: 'This import does not exist.', remedy: 'Pick an import from the list.' },
  IMPORT_ROW_NOT_FOUND: {
    status: 404,
    title: 'This row is not in the queue.',
    remedy: 'Open the queue again; its import may have been taken away.',
  },
  RECONCILIATION_NOT_FOUND: {
    status: 404,
    title: 'This reconciliation does not exist.',
    remedy: 'Open the row again to see what was done with it.',
  },
  RUN_NOT_FOUND: { status: 404, title: 'This run does not exist.', remedy: 'Pick a run from the list.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'This address does not take that method.',
    remedy: 'See the API document at /api/docs.',
  },
  SLIP_CLOSED: {
    status: 409,
    title: 'This rating slip is closed.',
    remedy: 'Open a new slip for the player; nothing was issued or changed.',
  },
  SLIP_NOT_OPEN: { status: 409, title: 'This rating slip is not running.', remedy: 'Resume it first.' },
  SLIP_NOT_PAUSED: { status: 409, title: 'This rating slip is not paused.', remedy: 'Nothing to resume.' },
  SEAT_TAKEN: { status: 409, title: 'Someone already sits there.', remedy: 'Pick a free seat.' },
  PLAYER_ALREADY_AT_TABLE: {
    status: 409,
    title: 'The player already has a live slip at this table.',
    remedy: 'Use that slip, or close it first.',
  },
  TABLE_NOT_OPEN: { status: 409, title: 'This table is not open.', remedy: 'Pick an open table.' },
  VISIT_ENDED: { status: 409, title: 'This visit has ended.', remedy: 'Check the player in again.' },
  VISIT_ALREADY_OPEN: {
    status: 409,
    title: 'The player is already checked in.',
    remedy: 'Use the running visit.',
  },
  VISIT_HAS_LIVE_SLIP: {
    status: 409,
    title: 'The player still has a live slip.',
    remedy: 'Close every slip of the visit first.',
  },
  IMPORT_EXISTS: {
    status: 409,
    title: 'This very file was imported before.',
    remedy: 'Open that import, or say that you want it a second time.',
  },
  IMPORT_NOT_READY: {
    status: 409,
    title: 'The import is not in a state for this.',
    remedy: 'Wait until its rows are read; what was taken away stays away.',
  },
  IDENTITY_CHANGED: {
    status: 409,
    title: 'Whom the row is about is no longer what you saw.',
    remedy:
      'Somebody changed the player on record or how the file is read. Compare file and record once more, then confirm.',
  },
  IMPORT_IN_USE: {
    status: 409,
    title: 'Rows of this import have been reconciled.',
    remedy:
      'Its rows are the record of what was done, so it stays as it is. Import the file again to read it differently.',
  },
  IMPORT_ROW_UNUSABLE: {
    status: 409,
    title: 'The row has errors.',
    remedy: 'See the errors of the import; correct the file or how its columns are read.',
  },
  ALREADY_RECONCILED: {
    status: 409,
    title: 'Something else has been done with this row since.',
    remedy: 'Open the row again to see how it stands.',
  },
  TIER_CHANGED_SINCE: {
    status: 409,
    title: "The player's tier has changed since.",
    remedy: 'Nothing was reverted. See what changed it, and take the row back all the same if that is right.',
  },
  RUN_STILL_RUNNING: {
    status: 409,
    title: 'This run is still under way.',
    remedy: 'Wait until it is done, or stop it first.',
  },
  LOYALTY_ID_TAKEN: {
    status: 409,
    title: 'Another player already has this loyalty id.',
    remedy: 'Search for that player, or check the number.',
  },
  PLAYER_LIKELY_EXISTS: {
    status: 409,
    title: 'Somebody of this name and birth date is here already.',
    remedy: 'Open that player, or confirm that this is another person; the details say who it is.',
  },
  NO_TIERS: {
    status: 409,
    title: 'This casino has no tiers yet.',
    remedy: 'Ask a loyalty manager to set the tiers up; nobody can be enrolled before.',
  },
  PLAYER_MISMATCH: {
    status: 409,
    title: 'The slip belongs to another player.',
    remedy: 'Open the slip of the player you mean.',
  },
  PLAYER_NOT_ENROLLED: {
    status: 409,
    title: 'The player is not enrolled in the loyalty program.',
    remedy: 'Enrol the player first.',
  },
  EXCLUSION_HIT_REVIEWED: {
    status: 409,
    title: 'Somebody looked into this hit already.',
    remedy: 'Read what they say of it in the list of hits.',
  },
  PLAYER_EXCLUDED: {
    status: 409,
    title: 'This player cannot receive rewards.',
    remedy: 'Speak to compliance; do not discuss it at the table.',
  },
  PLAYER_NOT_TO_BE_SEATED: {
    status: 409,
    title: 'This player cannot be seated now.',
    remedy: 'Speak to compliance or an admin; do not discuss it at the table.',
  },
  NOT_ELIGIBLE: {
    status: 409,
    title: 'The player does not meet the conditions of this reward.',
    remedy: 'Pick another reward; the details say which condition is not met.',
  },
  LIMIT_REACHED: {
    status: 409,
    title: 'The player has had this reward as often as it may be given.',
    remedy: 'Pick another reward, or wait until the time that is given.',
  },
  COOLDOWN_ACTIVE: {
    status: 409,
    title: 'It is too soon after the last one.',
    remedy: 'Pick another reward, or wait until the time that is given.',
  },
  INSUFFICIENT_POINTS: {
    status: 409,
    title: 'The player does not have enough points.',
    remedy: 'Pick a reward within the balance; nothing was taken.',
  },
  NO_ACTIVE_PROGRAM: {
    status: 409,
    title: 'No promo program of this kind is running.',
    remedy: 'Ask a loyalty manager to switch one on.',
  },
  OFFER_CHANGED: {
    status: 409,
    title: 'This reward has changed since it was shown.',
    remedy: 'Look at the new figures, then confirm again; nothing was issued.',
  },
  REWARD_INACTIVE: {
    status: 409,
    title: 'This reward is switched off.',
    remedy: 'Pick another reward, or ask a loyalty manager to switch it on.',
  },
  REWARD_CHANGED: {
    status: 409,
    title: 'Somebody else changed this reward in the meantime.',
    remedy: 'Look at it as it is now, then make your change again.',
  },
  REWARD_CODE_TAKEN: {
    status: 409,
    title: 'Another reward has this code.',
    remedy: 'Give a code that no reward had before.',
  },
  TIER_IN_USE: {
    status: 409,
    title: 'Players hold this tier, or a reward names it.',
    remedy: 'Keep the tier, or free it first; the details say who uses it.',
  },
  TIERS_CHANGED: {
    status: 409,
    title: 'Somebody else changed the tiers in the meantime.',
    remedy: 'Look at them as they are now, then make your change again.',
  },
  EARN_CONFIG_CHANGED: {
    status: 409,
    title: 'Somebody else changed the earn rates in the meantime.',
    remedy: 'Look at them as they are now, then make your change again.',
  },
  NO_EARN_CONFIG: {
    status: 409,
    title: 'This casino has no earn rates yet.',
    remedy: 'Ask a loyalty manager to set them; points of closed slips follow by themselves.',
  },
  SLIP_NOT_CLOSED: {
    status: 409,
    title: 'This rating slip is still live.',
    remedy: 'Close it; its points are posted with that.',
  },
  ALREADY_SETTLED: {
    status: 409,
    title: 'The points of this rating slip are posted.',
    remedy: 'If they are wrong, take that entry back first; then settle the slip again.',
  },
  SLIP_HELD: {
    status: 409,
    title: 'The house closed this slip, and its points are held.',
    remedy: 'A manager settles it, or leaves it.',
  },
  BET_ABOVE_MAXIMUM: {
    status: 409,
    title: 'The average bet is above the maximum of the table.',
    remedy: 'Check the amount, and confirm it if it is right.',
  },
  NOTHING_TO_ACCRUE: {
    status: 409,
    title: 'This rating slip earns no points.',
    remedy: 'Its play was worth no whole point, earning was switched off, or it waits for a manager to settle it.',
  },
  POINTS_OUT_OF_RANGE: {
    status: 409,
    title: 'These are more points than the ledger takes.',
    remedy: 'Check the earn rates and the average bet; nothing was posted.',
  },
  ENTRY_ALREADY_REVERSED: {
    status: 409,
    title: 'This entry has been reversed already.',
    remedy: 'Nothing to do; the details say by whom and when.',
  },
  ENTRY_NOT_REVERSIBLE: {
    status: 409,
    title: 'What play earned does not come back by taking its reversal back.',
    remedy: 'Settle the rating slip again, among the player’s visits; nothing was posted.',
  },
  SOFT_CAP_EXCEEDED: {
    status: 409,
    title: 'This is more than one reward should be.',
    remedy: 'Lower the points, or confirm the override and say why in a note.',
  },
  DELIVERY_NOT_DEAD: {
    status: 409,
    title: 'This delivery has not been given up.',
    remedy: 'Nothing to do: it was delivered, or it is tried again by itself.',
  },
  PROGRAM_INACTIVE: {
    status: 409,
    title: 'This promo program is switched off.',
    remedy: 'Pick another program, or ask a loyalty manager to switch it on.',
  },
  PROGRAM_NOT_STARTED: {
    status: 409,
    title: 'This promo program has not started yet.',
    remedy: 'Pick another program, or wait for its start.',
  },
  PROGRAM_ENDED: { status: 409, title: 'This promo program has ended.', remedy: 'Pick another program.' },
  PLAYER_CHANGED: {
    status: 409,
    title: 'Somebody else changed this player in the meantime.',
    remedy: 'Look at the player as they are now, then make your change again.',
  },
  PROGRAM_CHANGED: {
    status: 409,
    title: 'Somebody else changed this program in the meantime.',
    remedy: 'Look at it as it is now, then make your change again.',
  },
  PROGRAM_NAME_TAKEN: {
    status: 409,
    title: 'Another promo program has this name.',
    remedy: 'Give a name that tells the two apart.',
  },
  COUPON_NOT_OUTSTANDING: {
    status: 409,
    title: 'This coupon is no longer outstanding.',
    remedy: 'Nothing was changed; the details say what became of it, when and by whom.',
  },
  VALIDATION_NUMBER_TAKEN: {
    status: 409,
    title: 'A coupon with this validation number exists already.',
    remedy: 'Check the number on the paper, or take the next one of the stock.',
  },
  ANONYMOUS_ISSUANCE_DISABLED: {
    status: 409,
    title: 'This casino issues coupons to known players only.',
    remedy: 'Pick the player the coupon is for.',
  },
  MATCH_NOT_EXACT: {
    status: 409,
    title: 'The match wager must equal the face value at this casino.',
    remedy: 'Set both to the same amount, or ask an admin about the setting.',
  },
  COUNT_CHANGED: {
    status: 409,
    title: 'Somebody else changed this count in the meantime.',
    remedy: 'Look at the figures as they are now, then make your change again.',
  },
  SETTINGS_CHANGED: {
    status: 409,
    title: 'Somebody else changed the settings in the meantime.',
    remedy: 'Look at them as they are now, then make your change again.',
  },
  ALERT_NOT_FIRING: {
    status: 409,
    title: 'This alert is over.',
    remedy: 'Nothing to acknowledge: the figure is back within its limit.',
  },
  ALERT_ACKNOWLEDGED: {
    status: 409,
    title: 'A colleague has acknowledged this alert already.',
    remedy: 'Nothing to do; the details say who and when.',
  },
  APPEND_ONLY: {
    status: 409,
    title: 'This record can only be added to.',
    remedy: 'Post a correction or a reversal instead.',
  },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The request is too large.', remedy: 'Send less at once.' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The request is not JSON.',
    remedy: 'Send Content-Type: application/json.',
  },
  VALIDATION_FAILED: {
    status: 422,
    title: 'Something in the request is not right.',
    remedy: 'Correct the fields named in the details.',
  },
  FILE_EMPTY: {
    status: 422,
    title: 'The file is empty.',
    remedy: 'Send a CSV file or an .xlsx workbook with a header and a row per player.',
  },
  FILE_NOT_CSV: {
    status: 422,
    title: 'The file is neither text nor a workbook that can be read.',
    remedy: 'Open it where it was made, save it as .xlsx without a password or as CSV, and send that file.',
  },
  CTR_ACKNOWLEDGEMENT_UNREADABLE: {
    status: 422,
    title: 'This file is no acknowledgement of this batch.',
    remedy: 'Choose the acknowledgement that FinCEN sent for the batch, as it was sent.',
  },
  CSV_UNREADABLE: {
    status: 422,
    title: 'The file has no header with rows under it.',
    remedy: 'Its first row names the columns, at most 200 of them, and a row per player follows.',
  },
  IDENTITY_UNCONFIRMED: {
    status: 422,
    title: 'It is not sure whom the row is about.',
    remedy: 'Open the row, compare it with the player on record, and confirm that it is the same person.',
  },
  FRESHNESS_UNCONFIRMED: {
    status: 422,
    title: 'The row does not say how old it is.',
    remedy: 'Confirm that rows of unknown freshness are to be applied.',
  },
  NOTE_REQUIRED: { status: 422, title: 'This needs a note.', remedy: 'Say in a note why this is right.' },
  UNKNOWN_TIER: {
    status: 422,
    title: 'This casino has no such tier.',
    remedy: 'Pick one of the tiers; the details name the field.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'This key was already used for something else.',
    remedy: 'Make a new key for a new intent; never change the request under an old key.',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'Too many in one minute.',
    remedy: 'Wait a few seconds and confirm again; nothing was issued.',
  },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    title: 'Too many sign-in attempts.',
    remedy: 'Wait a minute and try again.',
  },
  INTERNAL: {
    status: 500,
    title: 'Something went wrong on our side.',
    remedy: 'Try again; a repeated request is never carried out twice.',
  },
  UNAVAILABLE: {
    status: 503,
    title: 'The service cannot be reached right now.',
    remedy: 'Wait a moment; what you confirmed is kept and sent again.',
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Whether a text that came from the database or over the wire is one of our codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value);
}

/** A refusal or failure with its stable code. `details` are facts for the client; never SQL, never a stack. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, details?: Record<string, unknown>, options?: ErrorOptions) {
    super(ERRORS[code].title, options);
    this.name = 'AppError';
    this.code = code;
    this.status = ERRORS[code].status;
    this.details = details;
  }
}
