import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Passwords and keys of one data folder. Generated, never committed, never shared between two folders. */
export interface StackSecrets {
  postgresPassword: string;
  authenticatorPassword: string;
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
}

function random(): string {
  return randomBytes(24).toString('base64url');
}

/** Fresh secrets that are kept nowhere: for throw-away clusters. */
export function createSecrets(): StackSecrets {
  return {
    postgresPassword: random(),
    authenticatorPassword: random(),
    jwtSecret: randomBytes(48).toString('base64url'),
    publishableKey: `sb_publishable_${random()}`,
    secretKey: `sb_secret_${random()}`,
  };
}

function secretsFile(dataDirectory: string): string {
  return join(dataDirectory, 'secrets.json');
}

/** The folder's secrets, or null if no stack was ever made there. */
export function findSecrets(dataDirectory: string): StackSecrets | null {
  try {
    return JSON.parse(readFileSync(secretsFile(dataDirectory), 'utf8')) as StackSecrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The folder's secrets, made on the first call. Readable by the owner alone. */
export function ensureSecrets(dataDirectory: string): StackSecrets {
  const existing = findSecrets(dataDirectory);
  if (existing) return existing;
  mkdirSync(dataDirectory, { recursive: true });
  const draft = `${secretsFile(dataDirectory)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(createSecrets(), null, 2)}\n`, { mode: 0o600 });
  try {
    // A hard link appears complete or not at all, so two first starts can't end up with different halves.
    linkSync(draft, secretsFile(dataDirectory));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return ensureSecrets(dataDirectory);
}
