import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Measure } from '../support/measure.ts';
import { childrenMegabytes, withPeakMemory } from '../support/memory.ts';
import { compare, quantile } from '../support/ratio.ts';
import { atMost, note, notMeasured } from '../support/report.ts';
import { isBuilt, startWebStack, type WebStack } from '../support/web.ts';

const ATTACKERS = 120;
/** Between two slices: what the one before left is cleared away. */
const REST_MS = 1_000;

/** Milliseconds of health checks, one after the other, for about so long. */
async function checkHealth({ webPort }: WebStack, milliseconds: number): Promise<number[]> {
  const latencies: number[] = [];
  const endsAt = performance.now() + milliseconds;
  do {
    const startedAt = performance.now();
    const response = await fetch(`http://127.0.0.1:${webPort}/api/health`);
    await response.arrayBuffer();
    latencies.push(performance.now() - startedAt);
    await sleep(10);
  } while (performance.now() < endsAt);
  return latencies;
}

/** The same while so many requests with a body of nine megabytes are under way, of which none comes to its end. */
async function checkAttacked(web: WebStack, path: string, milliseconds: number): Promise<number[]> {
  const attack = new Worker(new URL('../support/slow-bodies.ts', import.meta.url), {
    workerData: { port: web.webPort, path, count: ATTACKERS },
  });
  try {
    return await checkHealth(web, milliseconds);
  } finally {
    await attack.terminate();
    await sleep(REST_MS);
  }
}

async function measure(web: WebStack, path: string) {
  const all: number[] = [];
  const paired = () =>
    compare(
      async (milliseconds) => {
        const latencies = await checkAttacked(web, path, milliseconds);
        all.push(...latencies);
        return quantile(latencies, 0.5);
      },
      async (milliseconds) => quantile(await checkHealth(web, milliseconds), 0.5),
      { milliseconds: 2_000 },
    );
  const { result, before, peak } = await withPeakMemory(childrenMegabytes, paired);
  return [
    atMost(`slow bodies to ${path}: a health check meanwhile / without`, result.ratio, 2),
    note(`slow bodies to ${path}: a health check meanwhile, slowest`, Math.max(...all), 'ms'),
    note(`slow bodies to ${path}: memory beyond before, web server and API`, peak - before, 'MB'),
  ];
}

/** What 120 strangers cost who send nine megabytes each and do not come to an end: to a page, and to the route that signs in. */
export const slowBodies: Measure = {
  name: 'slow-bodies',
  async run(server) {
    if (!isBuilt()) return [notMeasured('slow bodies', '<= 2 x', 'no build, run npm start once')];
    const web = await startWebStack(server);
    try {
      await checkHealth(web, 2_000);
      return [...(await measure(web, '/login')), ...(await measure(web, '/api/v1/session'))];
    } finally {
      await web.stop();
    }
  },
};
