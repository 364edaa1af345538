import { withConnection } from '../../supabase/embedded/connection.ts';
import {
  type Call,
  type Client,
  closeClients,
  medianLatency,
  openClients,
  runTransaction,
} from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { closeDays, FEW_COUPONS, medianOfCalls, promoCasino, readToday, rpcCall } from '../support/promo.ts';
import { compare, quantile, type Slices } from '../support/ratio.ts';
import { atMost, below, type Finding, note } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

const STATUSES = [null, 'issued', 'voided', 'replaced', 'expired', 'cleared'];
const CLOSED_DAYS = 500;

type Pair = { large: Client; small: Client };

/** One person asks both histories; the figure is the median latency. */
async function comparePair({ large, small }: Pair, ofLarge: Call, ofSmall: Call, slices: Slices) {
  const side = (client: Client, call: Call) =>
    medianLatency([client], (asking) => runTransaction(asking, 'authenticated', call), []);
  return compare(side(large, ofLarge), side(small, ofSmall), slices);
}

/** Three gaming days before a day, which is closed in the short history too. */
function closedDay(today: string): string {
  return new Date(Date.parse(today) - 3 * 86_400_000).toISOString().slice(0, 10);
}

/** What the RPCs answer against a recount of every coupon, at one moment; and every closed day against the same. */
async function countDifferences({ adminUrl, casinoId, issuers }: BenchDatabase, day: string): Promise<number> {
  return withConnection(adminUrl, (connection) =>
    connection.begin(async (sql) => {
      await sql`select set_config('request.jwt.claim.sub', ${issuers[0]?.userId ?? ''}, true)`;
      const [row] = await sql<{ wrong: number }[]>`
        select ((not public.rpc_promo_exposure_rollup() @> bench.recount_rollup(${casinoId}, app.gaming_day(${casinoId})))::integer
          + (not public.rpc_promo_exposure_rollup(${day}) @> bench.recount_rollup(${casinoId}, ${day}))::integer
          + (not public.rpc_promo_coupon_inventory() -> 'items' @> bench.recount_inventory(${casinoId}))::integer
          + bench.count_wrong_days(${casinoId}))::integer as wrong`;
      return row?.wrong ?? Number.NaN;
    }),
  );
}

/** How many gaming days a second are closed, tried on days that are closed already, and taken back. */
async function timeClosing({ adminUrl, casinoId }: BenchDatabase): Promise<number> {
  return withConnection(adminUrl, async (sql) => {
    await sql.unsafe('begin');
    await sql`delete from public.promo_day_rollup where casino_id = ${casinoId}`;
    const startedAt = performance.now();
    const [row] = await sql<{ closed: number }[]>`select app.close_promo_days(${casinoId}, ${CLOSED_DAYS}) as closed`;
    const seconds = (performance.now() - startedAt) / 1_000;
    await sql.unsafe('rollback');
    return (row?.closed ?? Number.NaN) / seconds;
  });
}

/** The rollup of today in a house that has closed no day but what the worker closes after its first five days; taken back. */
async function timeYoungHouse({ adminUrl, casinoId, issuers }: BenchDatabase): Promise<number> {
  return withConnection(adminUrl, async (sql) => {
    await sql.unsafe('begin');
    await sql`select set_config('request.jwt.claim.sub', ${issuers[0]?.userId ?? ''}, true)`;
    await sql`delete from public.promo_day_rollup where casino_id = ${casinoId}`;
    await closeDays(sql, casinoId);
    const times: number[] = [];
    for (let call = -5; call < 40; call++) {
      const startedAt = performance.now();
      await sql`select public.rpc_promo_exposure_rollup()`;
      if (call >= 0) times.push(performance.now() - startedAt);
    }
    await sql.unsafe('rollback');
    return quantile(times, 0.5);
  });
}

async function measureLists(client: Client, coupons: number): Promise<Finding[]> {
  const findings: Finding[] = [];
  const list = (status: string | null) => rpcCall('rpc_list_promo_coupons', status, null, null, null, null, 50);
  for (const status of STATUSES) {
    const milliseconds = await medianOfCalls(client, list(status), 20);
    findings.push(note(`coupon list at ${coupons}, first page, ${status ?? 'any status'}`, milliseconds, 'ms'));
  }
  return findings;
}

async function measure(large: BenchDatabase, small: BenchDatabase, coupons: number): Promise<Finding[]> {
  const [one] = openClients(large, 1);
  const [two] = openClients(small, 1);
  if (!one || !two) throw new Error('No client.');
  const pair = { large: one, small: two };
  const [now, then] = [await readToday(large), await readToday(small)];
  const day = closedDay(now.day);
  const rollup = (gamingDay: string | null, shiftId: string | null) =>
    rpcCall('rpc_promo_exposure_rollup', gamingDay, shiftId);
  // The calls are short, so the slices may be: what disturbs the machine then spoils fewer pairs.
  const many = { pairs: 40, milliseconds: 300 };
  const few = { pairs: 20, milliseconds: 300 };
  const today = await comparePair(pair, rollup(null, null), rollup(null, null), many);
  const closed = await comparePair(pair, rollup(day, null), rollup(closedDay(then.day), null), few);
  const shift = await comparePair(pair, rollup(null, now.shiftId), rollup(null, then.shiftId), few);
  const inventory = await comparePair(
    pair,
    rpcCall('rpc_promo_coupon_inventory'),
    rpcCall('rpc_promo_coupon_inventory'),
    few,
  );
  const lists = await measureLists(one, coupons);
  await closeClients([one, two]);
  const sizes = `${coupons} coupons / ${FEW_COUPONS}`;
  return [
    atMost(`promo rollup of today, ${sizes}, median latency`, today.ratio, 1.5),
    below(`promo rollup of today at ${coupons}`, today.one, 10, 'ms'),
    below('promo rollup of today in a house five days old', await timeYoungHouse(small), 10, 'ms'),
    atMost(`promo rollup of a closed day, ${sizes}`, closed.ratio, 1.5),
    below(`promo rollup of a closed day at ${coupons}`, closed.one, 10, 'ms'),
    atMost(`promo rollup of the running shift, ${sizes}`, shift.ratio, 1.5),
    below(`promo rollup of the running shift at ${coupons}`, shift.one, 10, 'ms'),
    below(`promo figures other than a full recount at ${coupons}`, await countDifferences(large, day), 0, '', false),
    note(`coupon inventory, ${sizes}`, inventory.ratio.value, 'x'),
    note(`coupon inventory at ${coupons}`, inventory.one, 'ms'),
    ...lists,
    note(`gaming days closed per second at ${coupons}`, await timeClosing(large), '/s'),
  ];
}

/** Promo exposure with a long history of coupons against a short one: what is shown must not cost more with the years. */
export const promoRollup: Measure = {
  name: 'promo-rollup',
  async run(server) {
    const small = await promoCasino(server, FEW_COUPONS);
    const large = await promoCasino(server, server.coupons);
    return measure(large, small, server.coupons);
  },
};
