import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { withConnection } from './connection.ts';
import { SEED_DIRECTORY, SetupError } from './settings.ts';

/** A member of staff of the demo casinos. `role` is what the e-mail address says it is. */
export interface DemoAccount {
  email: string;
  fullName: string;
  casino: string;
  role: string;
}

/** The password of every demo account. Public on purpose: the accounts exist in embedded stacks only. */
export const DEMO_PASSWORD = 'Pitside-demo-1';

const CASINOS = { harbor: 'Harbor', summit: 'Summit' };
const ROLES = {
  pitboss: 'Pit Boss',
  dealer: 'Dealer',
  cashier: 'Cashier',
  loyalty: 'Loyalty Manager',
  compliance: 'Compliance Officer',
  admin: 'Administrator',
};

/** The twelve accounts: six roles in two casinos. */
export const DEMO_ACCOUNTS: DemoAccount[] = Object.entries(CASINOS).flatMap(([casino, casinoName]) =>
  Object.entries(ROLES).map(([role, title]) => ({
    email: `${role}@${casino}.example`,
    fullName: `${casinoName} ${title}`,
    casino,
    role,
  })),
);

/** What `seedDemo` needs; the database URL is the superuser's. */
export interface SeedOptions {
  apiUrl: string;
  publishableKey: string;
  databaseUrl: string;
  seedFile?: string;
}

async function signUp({ apiUrl, publishableKey }: SeedOptions, account: DemoAccount): Promise<void> {
  const response = await fetch(`${apiUrl}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify({
      email: account.email,
      password: DEMO_PASSWORD,
      data: { full_name: account.fullName },
    }),
  });
  const body = await response.text();
  // An account that is there already comes from a first start that was broken off.
  if (!response.ok && !body.includes('user_already_exists')) {
    throw new SetupError(`The demo account ${account.email} could not be made: ${response.status} ${body}`);
  }
}

async function isSeeded(databaseUrl: string): Promise<boolean> {
  return withConnection(databaseUrl, async (sql) => {
    const rows = await sql`select 1 from supabase_migrations.seed_files limit 1`;
    return rows.length > 0;
  });
}

async function runSeed(sql: postgres.Sql, seedFile: string): Promise<void> {
  const text = readFileSync(seedFile, 'utf8');
  const emails = DEMO_ACCOUNTS.map((account) => account.email);
  await sql.begin(async (transaction) => {
    await transaction`create temp table demo_user (email text primary key, user_id uuid not null) on commit drop`;
    await transaction`insert into demo_user select email, id from auth.users where email in ${transaction(emails)}`;
    await transaction.unsafe(text);
    const hash = createHash('sha256').update(text).digest('hex');
    await transaction`insert into supabase_migrations.seed_files (path, hash) values ('supabase/seed/demo.sql', ${hash})`;
  });
  // Without statistics the first screens would be planned for empty tables.
  await sql`analyze`;
}

/**
 * Signs the demo staff up through the API and runs supabase/seed/demo.sql, which finds them in the temporary table
 * `demo_user (email, user_id)`. The file runs in one transaction. Does nothing, and returns false, if that was done before.
 */
export async function seedDemo(options: SeedOptions): Promise<boolean> {
  const { databaseUrl, seedFile = join(SEED_DIRECTORY, 'demo.sql') } = options;
  if (!existsSync(seedFile) || (await isSeeded(databaseUrl))) return false;
  for (const account of DEMO_ACCOUNTS) await signUp(options, account);
  await withConnection(databaseUrl, (sql) => runSeed(sql, seedFile));
  return true;
}
