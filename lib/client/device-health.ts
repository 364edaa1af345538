/** How safe what this device keeps is. */
export type DeviceHealth = {
  /** Whether the browser keeps its hands off when room runs out; null where it does not say. */
  isProtected: boolean | null;
  /** Room left for this site, in bytes; null where the browser does not say. */
  freeBytes: number | null;
};

export async function readDeviceHealth(): Promise<DeviceHealth> {
  const [isProtected, estimate] = await Promise.all([
    orNull(() => navigator.storage.persisted()),
    orNull(() => navigator.storage.estimate()),
  ]);
  const freeBytes = estimate ? Math.max(0, (estimate.quota ?? 0) - (estimate.usage ?? 0)) : null;
  return { isProtected, freeBytes };
}

/** Asks the browser never to clear what this site keeps; it may ask the person, decide by itself, or have no such thing. */
export async function askToProtect(): Promise<void> {
  const isProtected = await orNull(() => navigator.storage.persisted());
  if (isProtected === false) await orNull(() => navigator.storage.persist());
}

/** Null where the browser lacks it (`navigator.storage` over plain http, say) or refuses. */
async function orNull<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch {
    return null;
  }
}
