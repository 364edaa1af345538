import 'server-only';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];

function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    httpDuration: new Histogram({
      name: 'pitside_http_request_duration_seconds',
      help: 'Server time of API requests.',
      labelNames: ['route', 'method', 'status'],
      buckets: SECONDS,
      registers,
    }),
    rpcDuration: new Histogram({
      name: 'pitside_rpc_duration_seconds',
      help: 'Time of database calls as the web server sees them.',
      labelNames: ['rpc'],
      buckets: SECONDS,
      registers,
    }),
    rpcCalls: new Counter({
      name: 'pitside_rpc_calls_total',
      help: 'Database calls by outcome: ok, replay, refused (the rules said no) or failed (something broke).',
      labelNames: ['rpc', 'outcome'],
      registers,
    }),
    signIns: new Counter({
      name: 'pitside_sign_ins_total',
      help: 'Tries at a password by outcome: entered, right, refused (no access), wrong, unseen (nobody could look) or blocked (has to wait).',
      labelNames: ['outcome'],
      registers,
    }),
    refusals: new Counter({
      name: 'pitside_refusals_total',
      help: 'Requests answered with an error, by code.',
      labelNames: ['code'],
      registers,
    }),
  };
}

// The bundler may load this module once per route; the process has one set of figures.
const holder = globalThis as typeof globalThis & { pitsideMetrics?: ReturnType<typeof createMetrics> };

/** The process's metrics, scraped at `/api/metrics`. */
export function metrics(): ReturnType<typeof createMetrics> {
  holder.pitsideMetrics ??= createMetrics();
  return holder.pitsideMetrics;
}
