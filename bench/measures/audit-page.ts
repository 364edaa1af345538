import { auditCasino } from '../support/audit.ts';
import { type Client, closeClients, openClients, runTransaction } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { quantile } from '../support/ratio.ts';
import { below, note } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

const ROUNDS = 10;
const DAYS_AGO = 200;

type Filter = Record<string, string | boolean>;

/** Every filter that the screen has, rare and frequent values of it, and those that people put together. */
async function filtersOf({ sql }: Client, admin: BenchDatabase): Promise<Filter[]> {
  const [row] = await sql<Record<'slip' | 'player' | 'correlation' | 'staff' | 'rare' | 'day', string>[]>`
    select (select entity_id::text from public.audit_log where entity_type = 'rating_slip' order by id desc limit 1) as slip,
      (select s.player_id::text from bench.audit_slip b join public.rating_slip s on s.id = b.slip where b.no = 0) as player,
      (select correlation_id::text from public.audit_log order by id limit 1) as correlation,
      (select id::text from public.staff where casino_id = ${admin.casinoId} and role = 'pit_boss' order by email limit 1) as staff,
      (select id::text from public.staff where casino_id = ${admin.casinoId} and role = 'pit_boss' order by email desc limit 1) as rare,
      (current_date - ${DAYS_AGO}::integer)::text as day`;
  if (!row) throw new Error('The trail is empty.');
  const { slip, player, correlation, staff, rare, day } = row;
  const things: Filter[] = [
    {},
    { entity: 'rating_slip', entity_id: slip },
    { entity_id: slip },
    { entity: 'player', entity_id: player, is_whole: true },
    { entity: 'rating_slip', entity_id: slip, is_whole: true },
    { correlation_id: correlation },
  ];
  const kinds: Filter[] = [
    ...['loyalty_ledger', 'rating_slip', 'casino_settings', 'player', 'no_such_thing'].map((entity) => ({ entity })),
    ...['loyalty.issue_mid_session_reward', 'casino.update_settings', 'promo.void_promo_coupon'].map((action) => ({
      action,
    })),
    ...['loyalty', 'floor', 'exclusion', 'webhook', 'nothing'].map((domain) => ({ domain })),
    ...[staff, rare, 'system'].map((actor) => ({ actor })),
    ...['done', 'refused'].map((outcome) => ({ outcome })),
  ];
  const together: Filter[] = [
    { actor: staff, action: 'promo.void_promo_coupon' },
    { actor: rare, action: 'loyalty.issue_mid_session_reward' },
    { actor: staff, domain: 'floor' },
    { actor: staff, entity: 'promo_coupon' },
    { domain: 'exclusion', outcome: 'refused' },
    { domain: 'floor', outcome: 'refused' },
  ];
  const times = [{}, ...kinds, ...together].map((filter) => ({ ...filter, gaming_day: day }));
  const spans = [{}, ...kinds].map((filter) => ({ ...filter, from: day, to: day }));
  return [...things, ...kinds, ...together, ...times, ...spans];
}

/** A page of the audit trail under every filter, and the page after it. */
export const auditPage: Measure = {
  name: 'audit-page',
  async run(server) {
    const database = await auditCasino(server, server.rows);
    const [admin] = openClients({ ...database, apiUrl: database.adminUrl }, 1);
    const compliance = { ...database, issuers: [{ staffId: '', userId: database.complianceUserId }] };
    const clients = openClients(compliance, 1);
    const [client] = clients;
    if (!client || !admin) throw new Error('There is no client.');
    const looks: { filter: Filter; taken: number[] }[] = [];
    for (const filter of await filtersOf(admin, database)) looks.push({ filter, taken: await timed(client, filter) });
    await closeClients([...clients, admin]);
    const slowest = Math.max(...looks.map(({ taken }) => quantile(taken, 0.5)));
    return [
      below(`audit page among ${server.rows} rows, the slowest filter, median`, slowest, 50, 'ms'),
      ...looks.map(({ filter, taken }) => note(`audit page ${JSON.stringify(filter)}`, quantile(taken, 0.5), 'ms')),
    ];
  },
};

/** How long the first page and the one after it take, over and over. */
async function timed(client: Client, filter: Filter): Promise<number[]> {
  const page = async (cursor: string | null) => {
    const text = 'select public.rpc_list_audit($1::text::jsonb, $2::uuid, 50) as answer';
    const startedAt = performance.now();
    const row = await runTransaction(client, 'authenticated', { text, parameters: [JSON.stringify(filter), cursor] });
    return {
      ms: performance.now() - startedAt,
      next: (row as { answer: { next_cursor: string | null } }).answer.next_cursor,
    };
  };
  const taken: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const first = await page(null);
    if (round >= 0) taken.push(first.ms);
    if (first.next && round >= 0) taken.push((await page(first.next)).ms);
  }
  return taken;
}
