import type { TestProject } from 'vitest/node';
import { serveApi } from '../../supabase/embedded/api.ts';
import { withDatabase } from '../../supabase/embedded/connection.ts';
import { applyMigrations, authenticatorUrl, cloneDatabase, prepareDatabase } from '../../supabase/embedded/database.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemo } from '../../supabase/embedded/demo.ts';
import type { StackSecrets } from '../../supabase/embedded/secrets.ts';
import { startThrowAwayServer } from '../../supabase/embedded/stack.ts';

export type TestServer = {
  url: string;
  secrets: StackSecrets;
  /** Access tokens by email, made by real sign-ins; valid in every clone, which carries the sessions along. */
  tokens: Record<string, string>;
};

declare module 'vitest' {
  export interface ProvidedContext {
    server: TestServer;
  }
}

/** One throw-away PostgreSQL for the run, and in it one seeded database that each test file clones. */
export default async function setup(project: TestProject) {
  const { url, secrets, dispose } = await startThrowAwayServer({ max_connections: '300' });
  try {
    const seeded = withDatabase(url, 'seeded');
    await cloneDatabase(url, 'seeded', 'template1');
    await prepareDatabase(seeded, secrets);
    await applyMigrations(seeded);
    const api = await serveApi({
      databaseUrl: authenticatorUrl(seeded, secrets.authenticatorPassword),
      secrets,
      port: 0,
    });
    await seedDemo({ apiUrl: api.url, publishableKey: secrets.publishableKey, databaseUrl: seeded });
    const tokens = await signInAll(api.url, secrets.publishableKey);
    await api.close();
    project.provide('server', { url, secrets, tokens });
  } catch (error) {
    await dispose();
    throw error;
  }
  return dispose;
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
