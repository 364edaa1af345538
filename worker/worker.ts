import type { Logger } from 'pino';
import { createServiceApi } from './api.ts';
import { Courier } from './courier.ts';
import { startHousekeeping } from './housekeeping.ts';
import { startPhotoDeletion } from './photos.ts';
import { isLoopback } from './post.ts';
import type { ServiceSettings } from './settings.ts';

/** A worker at work. `stop` resolves when what is under way has ended. */
export interface RunningWorker {
  stop(): Promise<void>;
}

/** Starts delivering events and keeping house. It keeps nothing: several may run, and any of them may die. */
export function startWorker(settings: ServiceSettings, log: Logger): RunningWorker {
  const api = createServiceApi(settings);
  const courier = new Courier({ api, log, mayPostToLoopback: isLoopback(settings.supabaseUrl) });
  const jobs = [...startHousekeeping(api, log), startPhotoDeletion(api, log)];
  return {
    stop: async () => {
      await Promise.all([courier.stop(), ...jobs.map((job) => job.stop())]);
    },
  };
}
