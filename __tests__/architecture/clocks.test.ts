import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** A look at the clock of the device. */
const DEVICE_CLOCK = /\bDate\.now\b|\bnew Date\(\)|(?<!new )\bDate\(\)/;

/** Who may look at it, and for what. Everything else that tells a time asks `serverNow` or `useNow`. */
const ALLOWED = [
  // Holds it against what the server says.
  'lib/client/server-clock.ts',
  // React Query notes by it when an answer came.
  'lib/client/query-client.ts',
  // When to send again: a wait of this device alone.
  'lib/client/reward-queue/browser.ts',
  'hooks/use-seconds-until.ts',
  // How long something is kept, and when a page was last loaded anew: spans of this device alone.
  'lib/client/kept/kept-device.ts',
  'lib/client/offline/missing-file.ts',
  // For how long nobody has touched the device.
  'lib/client/idle.ts',
  // Says how far the device's clock has run since the server's was last known.
  'hooks/device/use-kept.ts',
];

test('what a person reads goes by the server’s clock: only what is named here looks at the device’s', () => {
  const files = globSync('{app/(staff),app/login,components,hooks,lib/client,lib/shared}/**/*.{ts,tsx}');
  expect(files.length).toBeGreaterThan(500);
  const looking = files.filter((file) => DEVICE_CLOCK.test(readFileSync(file, 'utf8')));
  expect(looking.sort()).toEqual(ALLOWED.toSorted());
});
