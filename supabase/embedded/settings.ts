import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this file belongs to, whatever the working directory is. */
export const PROJECT_ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything about the local stack that a user can choose. Ports are 1-65535 and distinct; the data directory is absolute. */
export interface StackSettings {
  webHost: string;
  webPort: number;
  apiPort: number;
  databasePort: number;
  dataDirectory: string;
}

/** A mistake the user can correct: shown as its message alone, without a stack trace. */
export class SetupError extends Error {
  override name = 'SetupError';
}

type Environment = Record<string, string | undefined>;

/** The environment variable behind each port, in the order in which ports are checked and named in messages. */
export const PORT_VARIABLES = {
  webPort: 'PORT',
  apiPort: 'PITSIDE_API_PORT',
  databasePort: 'PITSIDE_DB_PORT',
} as const;

function readPort(environment: Environment, variable: string, fallback: number): number {
  const text = environment[variable]?.trim();
  if (!text) return fallback;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new SetupError(
      `${variable} is "${text}". Set it to a port number from 1 to 65535, or leave it out for ${fallback}.`,
    );
  }
  return port;
}

/** Reads and validates the settings; throws SetupError naming the variable that is wrong. */
export function readSettings(environment: Environment = process.env): StackSettings {
  const settings: StackSettings = {
    webHost: environment.HOST?.trim() || '127.0.0.1',
    webPort: readPort(environment, PORT_VARIABLES.webPort, 3000),
    apiPort: readPort(environment, PORT_VARIABLES.apiPort, 54_321),
    databasePort: readPort(environment, PORT_VARIABLES.databasePort, 54_322),
    dataDirectory: resolve(PROJECT_ROOT, environment.PITSIDE_DATA_DIR?.trim() || '.pitside'),
  };
  const ports = [settings.webPort, settings.apiPort, settings.databasePort];
  if (new Set(ports).size < ports.length) {
    throw new SetupError(
      `${Object.values(PORT_VARIABLES).join(', ')} must be three different ports, but are ${ports.join(', ')}.`,
    );
  }
  return settings;
}

/** Where the database's own files are: what it is written in, the steps by which one that holds data came there, and seeds. */
export const SCHEMAS_DIRECTORY = resolve(PROJECT_ROOT, 'supabase/schemas');
export const MIGRATIONS_DIRECTORY = resolve(PROJECT_ROOT, 'supabase/migrations');
export const SEED_DIRECTORY = resolve(PROJECT_ROOT, 'supabase/seed');
