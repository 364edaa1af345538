import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './settings.ts';

/** A running part of the stack. `exited` resolves with the reason, never rejects; `kill` doesn't wait. */
export interface RunningPart {
  stop(): Promise<void>;
  kill(): void;
  exited: Promise<string>;
}

/** A part that can be started again after it died; `start` resolves when it is ready. */
export interface Part {
  name: string;
  start(): Promise<RunningPart>;
}

/** What the supervisor keeps of a part: `current` is the latest start, which may be still under way. */
interface Slot {
  part: Part;
  current: Promise<RunningPart>;
}

/** A part that served for this long was sound; one that ends before, or never gets ready, counts as a failure. */
const STABLE_AFTER_MS = 2_000;
const MAX_FAILURES_IN_A_ROW = 10;

function backOffMs(failures: number): number {
  return Math.min(5_000, 100 * 2 ** failures);
}

/** Starts parts in order, restarts those that die, and stops them in the opposite order. */
export class Supervisor {
  /** Resolves with the error when a part can't be kept alive. */
  readonly failed: Promise<SetupError>;
  private fail: (error: SetupError) => void = () => undefined;
  private readonly log: (message: string) => void;
  private readonly running: Slot[] = [];
  private isStopping = false;

  constructor(log: (message: string) => void) {
    this.log = log;
    this.failed = new Promise((resolve) => {
      this.fail = resolve;
    });
  }

  /** Starts a part and watches it from then on. Rejects when the first start fails, and once stopping began. */
  async start<T extends RunningPart>(part: { name: string; start(): Promise<T> }): Promise<T> {
    if (this.isStopping) throw new SetupError('Stopped.');
    const first = part.start();
    const slot: Slot = { part, current: first };
    this.running.push(slot);
    const started = await first;
    void this.watch(slot);
    return started;
  }

  private async watch(slot: Slot): Promise<void> {
    let failures = 0;
    for (;;) {
      let readyAt = Number.POSITIVE_INFINITY;
      const reason = await slot.current.then(
        (part) => {
          readyAt = performance.now();
          return part.exited;
        },
        (error: Error) => error.message,
      );
      if (this.isStopping) return;
      failures = performance.now() - readyAt > STABLE_AFTER_MS ? 0 : failures + 1;
      if (failures > MAX_FAILURES_IN_A_ROW) {
        this.fail(new SetupError(`The ${slot.part.name} server doesn't stay up (${reason}).`));
        return;
      }
      this.log(`The ${slot.part.name} server ended (${reason}). Restarting it ...`);
      await sleep(backOffMs(failures));
      if (this.isStopping) return;
      slot.current = slot.part.start();
    }
  }

  /** Stops everything that runs or is just starting, last started first. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const { current } of this.running.toReversed()) {
      const part = await current.catch(() => null);
      await part?.stop();
    }
  }

  /** For the impatient: no clean shutdown, and PostgreSQL recovers at the next start. */
  async kill(): Promise<void> {
    this.isStopping = true;
    for (const { current } of this.running) {
      void current.then(
        (part) => part.kill(),
        () => undefined,
      );
    }
    await sleep(500);
  }
}
