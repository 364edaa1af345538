/** Where a device keeps what it shows without a network. */
export const KEPT_DATABASE = 'pitside-kept';

/** Longer than any deletion takes that takes place at all; whoever waits for it goes on then. */
const PATIENCE_MS = 1_000;

/**
 * Deletes all that this device keeps of the person who was signed in, for good. The rewards that wait to be sent are kept
 * elsewhere, and stay. Small, since the sign-in page carries it; never rejects, since nobody is to be kept from signing out.
 */
export function forgetKept(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
    try {
      const request = indexedDB.deleteDatabase(KEPT_DATABASE);
      request.onsuccess = () => resolve();
      request.onerror = () => resolve();
    } catch {
      // A browser without storage keeps nothing either.
      resolve();
    }
  });
}
