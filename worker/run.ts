import pino from 'pino';
import { readWorkerSettings } from './settings.ts';
import { startWorker } from './worker.ts';

/**
 * Runs a worker until the process is told to stop, and resolves when what was under way has ended. Logs one JSON line per
 * event on standard output: ids, kinds, states and durations, never what an event says or whom it is about.
 */
export async function runWorker(environment: Record<string, string | undefined>): Promise<void> {
  const log = pino({
    level: environment.LOG_LEVEL ?? 'info',
    base: { service: 'pitside-worker' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
  const worker = startWorker(readWorkerSettings(environment), log);
  log.info('worker started');
  // Whoever started this process with a channel waits for a word.
  process.send?.('ready');
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, resolve);
  });
  log.info({ signal }, 'worker stopping');
  await worker.stop();
}
