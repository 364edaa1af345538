/** One request does batches for this long; what is left is done by whoever asks next, from where it is. */
export const WORK_MS = 20_000;
/** How long its caller waits: the calls before and after the work come on top. */
export const WORK_TIMEOUT_MS = 2 * WORK_MS;
