import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { type Call, closeClients, draw, newKey, openClients, runTransaction } from './clients.ts';
import type { BenchDatabase, Issuer } from './server.ts';

export type Program = { id: string; cents: string; wager: string };

export async function readPrograms({ adminUrl, casinoId }: BenchDatabase): Promise<Program[]> {
  return withConnection(
    adminUrl,
    (sql) => sql<Program[]>`
      select id, face_value_cents::text as cents, required_match_wager_cents::text as wager from public.promo_program
      where casino_id = ${casinoId}`,
  );
}

/** A coupon to a player, its number made by the house. */
export function couponCall(program: Program, playerId: string, key = newKey()): Call {
  return {
    text: 'select public.rpc_issue_promo_coupon($1, $2, $3, $4, $5, $6, $7) as answer',
    parameters: [program.id, key, null, playerId, null, null, uuidv7()],
  };
}

/**
 * The very rows of a coupon as one statement: coupon, event and audit row, with every column, index, trigger and foreign key, and
 * the player's row locked as the RPC locks it, and without a single rule. See floor.ts.
 */
const FLOOR = `
  with loyalty as (
    select casino_id, player_id from public.player_loyalty where casino_id = $1 and player_id = $2 for no key update
  ),
  coupon as (
    insert into public.promo_coupon (casino_id, id, promo_program_id, validation_number, validation_key, face_value_cents,
      required_match_wager_cents, player_id, gaming_day, issued_by_staff_id, expires_at, correlation_id)
    select casino_id, $3, $4, $5, $5, $6, $7, player_id, current_date, $8, now() + interval '36 hours', $9 from loyalty
    returning id
  ),
  event as (
    insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
    select $1, 'promo.coupon_issued', $2, $10::text::jsonb, $9 from coupon
  ),
  audit as (
    insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, after,
      correlation_id, idempotency_key, request_hash)
    select $1, current_date, $8, 'pit_boss', 'promo', 'promo.issue_promo_coupon', 'promo_coupon', id, $11::text::jsonb, $9, $12,
      $13::bytea
    from coupon
  )
  select id from coupon`;

/** Twelve characters that no other coupon has, as app.new_validation_number makes them. */
export function newNumber(): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from(randomBytes(12), (byte) => alphabet[byte & 31]).join('');
}

/** Makes floor calls for a database. It issues one real coupon first, whose event and audit row give the JSON its size. */
export async function createCouponFloor(
  database: BenchDatabase,
  program: Program,
): Promise<(playerId: string, issuer: Issuer) => Call> {
  const [client] = openClients(database, 1);
  if (!client) throw new Error('No client.');
  await runTransaction(client, 'authenticated', couponCall(program, draw(database.slips).playerId));
  await closeClients([client]);
  const sample = await readSample(database);
  const hash = Buffer.alloc(32, 7);
  return (playerId, issuer) => ({
    text: FLOOR,
    parameters: [
      ...[database.casinoId, playerId, uuidv7(), program.id, newNumber(), program.cents, program.wager, issuer.staffId],
      ...[uuidv7(), sample.payload, sample.after, newKey(), hash],
    ],
  });
}

async function readSample({ adminUrl }: BenchDatabase) {
  return withConnection(adminUrl, async (sql) => {
    const [sample] = await sql<{ payload: string; after: string }[]>`
      select (select payload::text from public.loyalty_outbox order by id desc limit 1) as payload, after::text as after
      from public.audit_log order by id desc limit 1`;
    if (!sample) throw new Error('The coupon left no event.');
    return sample;
  });
}
