import { v7 as uuidv7 } from 'uuid';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { type Call, closeClients, draw, newKey, openClients, rewardCall, runTransaction } from './clients.ts';
import type { BenchDatabase, Issuer, Slip } from './server.ts';

/** The role under which the floor writes; see fixture.sql. */
export const FLOOR_ROLE = 'bench_floor';

/**
 * The very rows of a reward as one statement: balance, entry, event and audit row, with every column, index, trigger and
 * foreign key, and without a single rule. What a rule or a formula would give (hash, JSON) comes in as a parameter.
 */
const FLOOR = `
  with loyalty as (
    update public.player_loyalty
    set balance = balance + $4, entry_count = entry_count + 1, last_entry_hash = $5::bytea,
      lifetime_points = lifetime_points + $4, tier_progress = 1, updated_at = now()
    where casino_id = $1 and player_id = $2
    returning balance, entry_count
  ),
  entry as (
    insert into public.loyalty_ledger (casino_id, id, player_id, entry_no, points, balance_after, reason, visit_id, rating_slip_id,
      staff_id, gaming_day, idempotency_key, request_hash, correlation_id, entry_hash)
    select $1, $3, $2, entry_count, $4, balance, 'mid_session_bonus', $6, $7, $8, current_date, $9, $5::bytea, $10, $5::bytea
    from loyalty
    returning id
  ),
  event as (
    insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
    select $1, 'loyalty.entry_posted', $2, $11::text::jsonb, $10 from entry
  ),
  audit as (
    insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, before, after,
      correlation_id, idempotency_key, request_hash)
    select $1, current_date, $8, 'pit_boss', 'loyalty', 'loyalty.issue_mid_session_reward', 'loyalty_ledger', id, $12::text::jsonb,
      $13::text::jsonb, $10, $9, $5::bytea
    from entry
  )
  select entry_count, balance from loyalty`;

/** Makes floor calls for a database. It issues one real reward first, whose event and audit row give the JSON its size. */
export async function createFloor(database: BenchDatabase): Promise<(slip: Slip, issuer: Issuer) => Call> {
  const [client] = openClients(database, 1);
  if (!client) throw new Error('No client.');
  await runTransaction(client, 'authenticated', rewardCall(draw(database.slips)));
  await closeClients([client]);
  const sample = await readSample(database);
  const hash = Buffer.alloc(32, 7);
  return (slip, issuer) => {
    const id = uuidv7();
    return {
      text: FLOOR,
      parameters: [
        ...[database.casinoId, slip.playerId, id, 10, hash, slip.visitId, slip.id, issuer.staffId, newKey(), uuidv7()],
        ...[sample.payload, sample.before, sample.after],
      ],
      // The ledger's trigger refuses an entry that nobody announced.
      settings: [['app.ledger_entry_id', id]],
    };
  };
}

async function readSample(database: BenchDatabase) {
  return withConnection(database.adminUrl, async (sql) => {
    const [sample] = await sql<{ payload: string; before: string; after: string }[]>`
      select (select payload::text from public.loyalty_outbox order by id desc limit 1) as payload, before::text as before,
        after::text as after
      from public.audit_log order by id desc limit 1`;
    if (!sample) throw new Error('The reward left no event.');
    return sample;
  });
}
