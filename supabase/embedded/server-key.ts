import { createHash, createHmac, randomBytes } from 'node:crypto';
import type postgres from 'postgres';

/** A key by which web servers prove to a database that they are its own. */
export function createServerKey(): string {
  return randomBytes(32).toString('base64url');
}

/** The key of a data folder's own web server. It follows from what the folder keeps secret, and leads back to none of it. */
export function serverKeyOf({ jwtSecret }: { jwtSecret: string }): string {
  return createHmac('sha256', jwtSecret).update('web server').digest('base64url');
}

/** Has a database know web servers by a key, of which it keeps the hash. */
export async function knowServer(sql: postgres.Sql, serverKey: string): Promise<void> {
  await sql`select app.know_server(${createHash('sha256').update(serverKey).digest()})`;
}
