import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../supabase/embedded/settings.ts';

/** The modules of the verifier, each after those that it imports. */
const MODULES = [
  'sha256',
  'archive',
  'seals',
  'ledger',
  'cash-log',
  'tables',
  'sums',
  'signature',
  'verify',
  'sentences',
];

/** The verifier as one page that needs nothing beside it: its modules stand in the page, one after the other. */
export function verifierPage(): string {
  const read = (name: string) => readFileSync(join(PROJECT_ROOT, 'verifier', name), 'utf8');
  const code = MODULES.map((name) => read(`${name}.js`).replace(/^import [^;]*;\n|^\/\/ @ts-check\n|^export /gm, ''));
  return read('page.html').replace('/* verifier */', () => code.join('\n'));
}
