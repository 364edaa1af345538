/** `full`: the device has no room left. `gone`: the browser does not let it be read or written. */
export type DeviceStoreFailure = 'full' | 'gone';

/** What is kept on this device could not be read or written; nothing of the step that failed holds. */
export class DeviceStoreError extends Error {
  readonly failure: DeviceStoreFailure;

  constructor(cause: unknown) {
    const failure = isNamed(cause, 'QuotaExceededError') ? 'full' : 'gone';
    super(`The store of this device is ${failure}.`, { cause });
    this.name = 'DeviceStoreError';
    this.failure = failure;
  }
}

/** Whether it is the browser's error of one of these names. */
export function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
