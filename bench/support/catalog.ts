import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { type Call, closeClients, draw, newKey, openClients, runTransaction } from './clients.ts';
import { newNumber } from './coupons.ts';
import type { BenchDatabase, BenchServer, Issuer, Slip } from './server.ts';

const REWARDS = 200;
const ENTRIES = 10_000;

export type Family = 'points_comp' | 'entitlement';

/** The casino of 10,000 players with a catalog of 200 rewards; the player of its first slip has 10,000 entries, half of them comps. */
export function catalogCasino(server: BenchServer, name: string): Promise<BenchDatabase> {
  return server.filled(name, 'bench', async (sql, casinoId) => {
    await sql.unsafe(readFileSync(join(import.meta.dirname, 'catalog.sql'), 'utf8'));
    await sql`select bench.add_catalog(${casinoId}, ${REWARDS})`;
    await sql`
      select bench.add_redemptions(casino_id, player_id, ${ENTRIES}) from (
        select casino_id, player_id from public.rating_slip where casino_id = ${casinoId} order by id limit 1
      ) first`;
    await sql.unsafe('vacuum (analyze)');
    await sql.unsafe('checkpoint');
  });
}

/** The player with the long ledger. */
export async function readBusyPlayer({ adminUrl, casinoId }: BenchDatabase): Promise<string> {
  return withConnection(adminUrl, async (sql) => {
    const [row] = await sql<{ id: string }[]>`
      select player_id as id from public.player_loyalty where casino_id = ${casinoId} order by entry_count desc limit 1`;
    if (!row) throw new Error('Nobody is enrolled.');
    return row.id;
  });
}

export async function readRewards({ adminUrl, casinoId }: BenchDatabase, family: Family): Promise<string[]> {
  return withConnection(adminUrl, async (sql) => {
    const rows = await sql<{ id: string }[]>`
      select id from public.reward_catalog where casino_id = ${casinoId} and family = ${family}`;
    return rows.map(({ id }) => id);
  });
}

/** A reward of the catalog to the player of a slip, through the one door. */
export function offerCall(rewardId: string, slip: Slip): Call {
  return {
    text: 'select public.rpc_issue_reward($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as answer',
    parameters: [rewardId, slip.playerId, newKey(), slip.visitId, slip.id, null, null, null, null, null, uuidv7()],
  };
}

/** What every kind of reward leaves beside its own row: event and audit row. See floor.ts for what a floor is. */
const TRACES = `
  event as (
    insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
    select $1, $10, $2, $11::text::jsonb, $9 from given
  ),
  audit as (
    insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, before, after,
      correlation_id, idempotency_key, request_hash)
    select $1, current_date, $8, 'pit_boss', 'catalog', 'catalog.issue_reward', 'given', id, $12::text::jsonb, $13::text::jsonb, $9, $4, $5::bytea
    from given
  )
  select id from given`;

/** The very rows of a comp as one statement: balance, entry, event and audit row. */
const COMP_FLOOR = `
  with loyalty as (
    update public.player_loyalty
    set balance = balance - 10, entry_count = entry_count + 1, last_entry_hash = $5::bytea, updated_at = now()
    where casino_id = $1 and player_id = $2
    returning balance, entry_count
  ),
  given as (
    insert into public.loyalty_ledger (casino_id, id, player_id, entry_no, points, balance_after, reason, visit_id, rating_slip_id, staff_id,
      gaming_day, idempotency_key, request_hash, correlation_id, reward_id, metadata, entry_hash)
    select $1, $3, $2, entry_count, -10, balance, 'redemption', $6, $7, $8, current_date, $4, $5::bytea, $9, $14, $15::text::jsonb, $5::bytea
    from loyalty
    returning id
  ), ${TRACES}`;

/** The very rows of an entitlement: coupon, event and audit row, with the player's row locked as the RPC locks it. */
const ENTITLEMENT_FLOOR = `
  with loyalty as (
    select casino_id, player_id from public.player_loyalty where casino_id = $1 and player_id = $2 for no key update
  ),
  given as (
    insert into public.promo_coupon (casino_id, id, promo_program_id, validation_number, validation_key, face_value_cents,
      required_match_wager_cents, player_id, visit_id, gaming_day, issued_by_staff_id, expires_at, reward_id, metadata, correlation_id)
    select casino_id, $3, $7, $16, $16, 2500, 2500, player_id, $6, current_date, $8, now() + interval '24 hours', $14, $15::text::jsonb, $9
    from loyalty
    returning id
  ), ${TRACES}`;

type Sample = {
  payload: string;
  eventType: string;
  before: string;
  after: string;
  metadata: string;
  programId: string | null;
};

/** Makes floor calls for a kind of reward. It gives a real one first, whose rows give the JSON its size. */
export async function createOfferFloor(
  database: BenchDatabase,
  family: Family,
  rewards: string[],
): Promise<(slip: Slip, issuer: Issuer) => Call> {
  const [client] = openClients(database, 1);
  if (!client) throw new Error('No client.');
  await runTransaction(client, 'authenticated', offerCall(draw(rewards), draw(database.slips)));
  await closeClients([client]);
  const sample = await readSample(database, family);
  const hash = Buffer.alloc(32, 7);
  return (slip, issuer) => {
    const id = uuidv7();
    const own = family === 'points_comp' ? [slip.visitId, slip.id] : [slip.visitId, sample.programId];
    const parameters = [
      ...[database.casinoId, slip.playerId, id, newKey(), hash, ...own, issuer.staffId, uuidv7()],
      ...[sample.eventType, sample.payload, sample.before, sample.after, draw(rewards), sample.metadata],
    ];
    return family === 'points_comp'
      ? { text: COMP_FLOOR, parameters, settings: [['app.ledger_entry_id', id]] }
      : { text: ENTITLEMENT_FLOOR, parameters: [...parameters, newNumber()] };
  };
}

async function readSample({ adminUrl, casinoId }: BenchDatabase, family: Family): Promise<Sample> {
  return withConnection(adminUrl, async (sql) => {
    const [sample] = await sql<Sample[]>`
      select o.payload::text, o.event_type as "eventType", a.before::text, a.after::text,
        coalesce(e.metadata, c.metadata)::text as metadata, c.promo_program_id as "programId"
      from (select * from public.audit_log where casino_id = ${casinoId} order by id desc limit 1) a
      join (select * from public.loyalty_outbox where casino_id = ${casinoId} order by seq desc limit 1) o on true
      left join public.loyalty_ledger e on e.casino_id = a.casino_id and e.id = a.entity_id and ${family === 'points_comp'}
      left join public.promo_coupon c on c.casino_id = a.casino_id and c.id = a.entity_id`;
    if (!sample) throw new Error('The reward left no event.');
    return sample;
  });
}
