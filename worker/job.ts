import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

const LONGEST_BACK_OFF_MS = 10_000;

/** Something to do again and again. `work` resolves to true when it should be called again at once. */
export interface JobOptions {
  name: string;
  everyMs: number;
  work: () => Promise<boolean>;
  log: Logger;
}

/** How long to wait after this many failures in a row: doubled each time, the second half by chance. */
export function backOffMs(everyMs: number, failures: number): number {
  const full = Math.min(Math.max(everyMs, LONGEST_BACK_OFF_MS), everyMs * 2 ** Math.min(failures, 20));
  return full / 2 + (Math.random() * full) / 2;
}

/** Runs its work until it is stopped. A failure is logged and waited out; it never ends the job, nor touches another one. */
export class Job {
  private readonly options: JobOptions;
  private readonly finished: Promise<void>;
  private pause = new AbortController();
  private isStopping = false;
  private isWoken = false;
  private failures = 0;

  constructor(options: JobOptions) {
    this.options = options;
    this.finished = this.run();
  }

  /** Ends the pause before the next turn, or leaves out the one that would follow the turn under way. */
  wake(): void {
    this.isWoken = true;
    // While the work fails, nothing new makes it worth more attempts than the back-off allows.
    if (this.failures === 0) this.pause.abort();
  }

  /** Resolves when the turn under way has ended; there is no other one. */
  stop(): Promise<void> {
    this.isStopping = true;
    this.pause.abort();
    return this.finished;
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      this.isWoken = false;
      const delayMs = await this.turn();
      if (delayMs > 0 && !(this.isWoken && this.failures === 0)) await this.rest(delayMs);
    }
  }

  /** One call of the work; resolves to the time until the next. */
  private async turn(): Promise<number> {
    const { name, everyMs, work, log } = this.options;
    try {
      const isMoreToDo = await work();
      if (this.failures > 0) log.info({ job: name, failures: this.failures }, 'job works again');
      this.failures = 0;
      return isMoreToDo ? 0 : everyMs;
    } catch (error) {
      this.failures += 1;
      log.warn({ job: name, failures: this.failures, reason: (error as Error).message }, 'job failed');
      return backOffMs(everyMs, this.failures);
    }
  }

  private async rest(delayMs: number): Promise<void> {
    this.pause = new AbortController();
    if (this.isStopping) return;
    await sleep(delayMs, undefined, { signal: this.pause.signal }).catch(() => undefined);
  }
}
