/**
 * The seed of all that tests draw at random. It is the same in every run, so that a commit passes or fails for itself;
 * `npm run test:random` draws another one and says which, and PITSIDE_TEST_SEED draws the same again.
 */
export const SEED = readSeed(process.env.PITSIDE_TEST_SEED ?? '20260101');

function readSeed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`PITSIDE_TEST_SEED is not a whole number of up to nine digits: ${text}`);
  return Number(text);
}
