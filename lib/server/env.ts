import 'server-only';
import { z } from 'zod';
import { readNetworks } from '@/lib/server/client-address';

const envSchema = z.object({
  SUPABASE_URL: z.url(),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  /** What the database knows its web servers by, when nobody is signed in yet: tries to sign in are counted there. */
  PITSIDE_SERVER_KEY: z.string().min(32),
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed, set apart by commas. */
  PITSIDE_TRUSTED_PROXIES: z.string().default('').refine(areNetworks, 'Addresses or networks, set apart by commas.'),
  /** Set by the embedded stack: the sign-in page then lists the demo accounts. */
  PITSIDE_DEMO: z.enum(['0', '1']).default('0'),
  /** `0` where Supabase Auth sends no e-mail, as in the embedded stack: a forgotten password is an admin's to see to. */
  PITSIDE_RECOVERY_MAIL: z.enum(['0', '1']).default('1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** When set, /api/metrics wants it as a bearer token. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** The file with the private key (PEM, P-256) that regulators' packs are signed with. */
  PITSIDE_PACK_KEY: z.string().min(1).optional(),
  /** `0` has every device let go of the service worker. */
  PITSIDE_SERVICE_WORKER: z.enum(['0', '1']).default('1'),
});

let cached: z.infer<typeof envSchema> | undefined;

/** The server's settings, checked once. Throws a readable list when one is missing or wrong. */
export function env(): z.infer<typeof envSchema> {
  cached ??= parse();
  return cached;
}

function areNetworks(text: string): boolean {
  try {
    readNetworks(text);
    return true;
  } catch {
    return false;
  }
}

function parse(): z.infer<typeof envSchema> {
  const parsed = envSchema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  throw new Error(`The environment is not set up (see .env.example):\n${z.prettifyError(parsed.error)}`);
}
