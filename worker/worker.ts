import type { Logger } from 'pino';
import { createServiceApi } from './api.ts';
import { Courier } from './courier.ts';
import { startHousekeeping } from './housekeeping.ts';
import { startPhotoDeletion } from './photos.ts';
import { createReach, isLoopback } from './reach.ts';
import type { WorkerSettings } from './settings.ts';

/** A worker at work. `stop` resolves when what is under way has ended. */
export interface RunningWorker {
  stop(): Promise<void>;
}

/** Starts delivering events and keeping house. It keeps nothing: several may run, and any of them may die. */
export function startWorker(settings: WorkerSettings, log: Logger): RunningWorker {
  const api = createServiceApi(settings);
  const reach = createReach({ networks: settings.webhookNetworks, hasOwnMachine: isLoopback(settings.supabaseUrl) });
  const courier = new Courier({ api, log, reach });
  const jobs = [...startHousekeeping(api, log), startPhotoDeletion(api, log)];
  return {
    stop: async () => {
      await Promise.all([courier.stop(), ...jobs.map((job) => job.stop())]);
    },
  };
}
