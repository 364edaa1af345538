import { readWorkerSettings } from '../../worker/settings.ts';
import { SetupError } from './settings.ts';

export type WebMode = 'start' | 'dev';
type Environment = Record<string, string | undefined>;

/** What opens the database past what its policies let people see. The web server gets none of it. */
const NOT_THE_WEBS = { SUPABASE_SECRET_KEY: '', DATABASE_URL: '' };

/**
 * The web server needs the public address of the API and nothing that opens the database. Set to nothing rather than left out: Next
 * reads `.env` by itself, and fills in what is not set.
 */
export function webEnvironment(mode: WebMode, inherited: Environment, backend: Environment): NodeJS.ProcessEnv {
  return {
    ...inherited,
    ...backend,
    ...NOT_THE_WEBS,
    NODE_ENV: mode === 'start' ? 'production' : 'development',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

/** Throws SetupError for what a web server of a Supabase elsewhere cannot do without: it would answer every request with an error. */
export function assertHostedSettings(environment: Environment): void {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, PITSIDE_SERVER_KEY } = environment;
  const isAddress = /^https?:$/.test(URL.parse(SUPABASE_URL ?? '')?.protocol ?? '');
  if (!isAddress)
    throw new SetupError(
      `SUPABASE_URL is "${SUPABASE_URL}". Set it to an address such as https://<project>.supabase.co.`,
    );
  if (!SUPABASE_PUBLISHABLE_KEY)
    throw new SetupError(
      'SUPABASE_URL is set and SUPABASE_PUBLISHABLE_KEY is not. Set it to the publishable key of that project, or leave both out for the embedded stack.',
    );
  if (SUPABASE_PUBLISHABLE_KEY.startsWith('sb_secret_'))
    throw new SetupError(
      'SUPABASE_PUBLISHABLE_KEY is a secret key. Set it to the publishable key (sb_publishable_…): the web server works with what everybody may know.',
    );
  if ((PITSIDE_SERVER_KEY ?? '').length < 32)
    throw new SetupError(
      'PITSIDE_SERVER_KEY is not set, by which the database knows its web servers. Make one: DATABASE_URL=… npm run -s server-key',
    );
}

/** Throws SetupError for what the worker would end at: a process that ends at once would be started again and again. */
export function assertWorkerSettings(environment: Environment): void {
  try {
    readWorkerSettings(environment);
  } catch (error) {
    throw new SetupError((error as Error).message);
  }
}
