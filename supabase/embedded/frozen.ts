import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS_DIRECTORY, PROJECT_ROOT } from './settings.ts';

/** The digests of migrations that databases out there have: file name → SHA-256 of its text. */
export type Frozen = Record<string, string>;

/** Where the digests are kept. */
export const FROZEN_FILE = join(PROJECT_ROOT, 'supabase/frozen.json');

/** SHA-256 of a migration's text. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The digests as the project keeps them. */
export function readFrozen(): Frozen {
  return JSON.parse(readFileSync(FROZEN_FILE, 'utf8')) as Frozen;
}

/** Which frozen migrations are not as they were frozen, each with what to do instead. */
export function listFrozenFaults(frozen: Frozen, directory = MIGRATIONS_DIRECTORY): string[] {
  return Object.entries(frozen).flatMap(([file, digest]) => {
    const path = join(directory, file);
    if (existsSync(path) && digestOf(readFileSync(path, 'utf8')) === digest) return [];
    return [
      `${file} is frozen: databases were made from it, which an edit never reaches. Put it back as it was, change supabase/schemas, ` +
        'and write the step from there to here with: npm run migration -- <name>',
    ];
  });
}
