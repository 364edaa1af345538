import type { Agent } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { draw, medianLatency, newKey } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { compare, quantile } from '../support/ratio.ts';
import { atMost, below, note, notMeasured } from '../support/report.ts';
import type { BenchServer } from '../support/server.ts';
import { isBuilt, keepAlive, postJson, signUpIssuers, startWebStack, type WebStack } from '../support/web.ts';

const CLIENTS = 8;

type Caller = { token: string; web: Agent; api: Agent };

async function measure(server: BenchServer, web: WebStack) {
  const tokens = await signUpIssuers(server, web, 'bench', CLIENTS);
  const callers: Caller[] = tokens.map((token) => ({ token, web: keepAlive(), api: keepAlive() }));
  const overWeb = (caller: Caller) =>
    postJson({
      ...{ port: web.webPort, path: '/api/v1/loyalty/mid-session-rewards', agent: caller.web },
      headers: { authorization: `Bearer ${caller.token}`, 'idempotency-key': newKey() },
      body: { ratingSlipId: draw(server.main.slips).id, points: 10, reason: 'mid_session_bonus' },
    });
  const straight = (caller: Caller) =>
    postJson({
      ...{ port: web.apiPort, path: '/rest/v1/rpc/rpc_issue_mid_session_reward', agent: caller.api },
      headers: { authorization: `Bearer ${caller.token}`, apikey: web.publishableKey },
      body: {
        ...{ p_rating_slip_id: draw(server.main.slips).id, p_points: 10, p_reason: 'mid_session_bonus' },
        ...{ p_idempotency_key: newKey(), p_override: false, p_correlation_id: uuidv7() },
      },
    });
  const webLatencies: number[] = [];
  const apiLatencies: number[] = [];
  const paired = await compare(
    medianLatency(callers, overWeb, webLatencies),
    medianLatency(callers, straight, apiLatencies),
  );
  for (const caller of callers) {
    caller.web.destroy();
    caller.api.destroy();
  }
  return { ...paired, p95: quantile(webLatencies, 0.95), apiP95: quantile(apiLatencies, 0.95) };
}

/** A reward over the web API against the same RPC straight at the Supabase API, eight clients each. */
export const http: Measure = {
  name: 'http',
  async run(server) {
    if (!isBuilt()) return [notMeasured('HTTP: web API / Supabase API', '<= 1.5 x', 'no build, run npm start once')];
    const web = await startWebStack(server);
    try {
      const { ratio, one, two, p95, apiP95 } = await measure(server, web);
      return [
        atMost('HTTP: reward over the web API / Supabase API, median latency', ratio, 1.5),
        below('HTTP: reward over the web API, 95th percentile at 8 clients', p95, 100, 'ms'),
        note('HTTP: median over the web API', one, 'ms'),
        note('HTTP: median straight at the Supabase API', two, 'ms'),
        note('HTTP: 95th percentile straight at the Supabase API', apiP95, 'ms'),
      ];
    } finally {
      await web.stop();
    }
  },
};
