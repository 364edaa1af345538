import type { TestProject } from 'vitest/node';
import { serveApi } from '../../supabase/embedded/api.ts';
import { withConnection, withDatabase } from '../../supabase/embedded/connection.ts';
import { authenticatorUrl, cloneDatabase, prepareDatabase } from '../../supabase/embedded/database.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemo } from '../../supabase/embedded/demo.ts';
import { applySchemas } from '../../supabase/embedded/schemas.ts';
import { createSecrets, type StackSecrets } from '../../supabase/embedded/secrets.ts';
import { knowServer, serverKeyOf } from '../../supabase/embedded/server-key.ts';
import { startThrowAwayServer } from '../../supabase/embedded/stack.ts';

type SharedSecrets = Omit<StackSecrets, 'postgresPassword'>;

/** What all servers have in common, and each one's own: a worker takes the one at its place in the pool. */
export type TestServers = {
  secrets: SharedSecrets;
  servers: {
    url: string;
    /** Access tokens by email, made by real sign-ins; valid in every clone, which carries the sessions along. */
    tokens: Record<string, string>;
  }[];
};

declare module 'vitest' {
  export interface ProvidedContext {
    server: TestServers;
  }
}

/**
 * A throw-away PostgreSQL for each worker, and in it one seeded database that each test file clones. Files that run at the
 * same time must not share a server: an event is handed out when no transaction that began before it is open, anywhere on
 * the server, and other files keep theirs open for long.
 */
export default async function setup(project: TestProject) {
  const secrets = createSecrets();
  const places = Array.from({ length: project.vitest.config.maxWorkers });
  const outcomes = await Promise.allSettled(places.map(() => startSeededServer(secrets)));
  const servers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const dispose = async () => {
    await Promise.all(servers.map((server) => server.dispose()));
  };
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await dispose();
    throw failed.reason;
  }
  project.provide('server', { secrets, servers: servers.map(({ url, tokens }) => ({ url, tokens })) });
  return dispose;
}

async function startSeededServer(secrets: SharedSecrets) {
  const { url, dispose } = await startThrowAwayServer({ max_connections: '300' });
  try {
    const seeded = withDatabase(url, 'seeded');
    await cloneDatabase(url, 'seeded', 'template1');
    await prepareDatabase(seeded, secrets);
    await applySchemas(seeded);
    await withConnection(seeded, (sql) => knowServer(sql, serverKeyOf(secrets)));
    const api = await serveApi({
      databaseUrl: authenticatorUrl(seeded, secrets.authenticatorPassword),
      secrets,
      port: 0,
    });
    await seedDemo({ apiUrl: api.url, publishableKey: secrets.publishableKey, databaseUrl: seeded });
    const tokens = await signInAll(api.url, secrets.publishableKey);
    await api.close();
    return { url, tokens, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function signInAll(apiUrl: string, apikey: string): Promise<Record<string, string>> {
  const signIn = async (email: string) => {
    const response = await fetch(`${apiUrl}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { apikey, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: DEMO_PASSWORD }),
    });
    const session = (await response.json()) as { access_token?: string };
    if (!session.access_token) throw new Error(`${email} could not sign in: ${response.status}`);
    return [email, session.access_token] as const;
  };
  const signedIn = [];
  for (const { email } of DEMO_ACCOUNTS) signedIn.push(await signIn(email));
  return Object.fromEntries(signedIn);
}
