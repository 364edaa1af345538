import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

/** One import that must not be, per rule: who reaches for whom. */
const FORBIDDEN: Record<string, [from: string, to: string]> = {
  'lib-shared-downwards': ['lib/shared/a.ts', 'services/floor/dtos.ts'],
  'lib-http-downwards': ['lib/http/a.ts', 'lib/server/b.ts'],
  'lib-server-downwards': ['lib/server/a.ts', 'services/floor/index.ts'],
  'lib-client-downwards': ['lib/client/a.ts', 'lib/server/b.ts'],
  'dtos-and-keys': ['services/loyalty/dtos.ts', 'lib/server/b.ts'],
  'http-fetchers': ['services/loyalty/http.ts', 'services/floor/crud.ts'],
  services: ['services/loyalty/index.ts', 'services/floor/crud.ts'],
  hooks: ['hooks/floor/a.ts', 'services/floor/index.ts'],
  'components-ui': ['components/ui/a.ts', 'hooks/floor/b.ts'],
  'components-domain': ['components/domain/a.ts', 'components/floor/b.ts'],
  'components-features': ['components/floor/c.ts', 'components/loyalty/b.ts'],
  'reward-queue-late': ['hooks/loyalty/a.ts', 'lib/client/reward-queue/browser.ts'],
  components: ['components/floor/a.ts', 'services/floor/http.ts'],
  'api-without-words': ['services/shift/mappers.ts', 'lib/shared/format.ts'],
  routes: ['app/api/v1/a/route.ts', 'services/floor/crud.ts'],
  pages: ['app/(staff)/a/page.ts', 'services/floor/crud.ts'],
  worker: ['worker/a.ts', 'lib/server/b.ts'],
};
const FOLDERS = ['app', 'components', 'hooks', 'services', 'lib', 'worker'];

let folder: string;
let found: Set<string>;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** The names of the rules that the linter reports for the files as they lie in the folder. */
function lint(): Set<string> {
  const bin = resolve('node_modules/.bin/depcruise');
  const config = resolve('.dependency-cruiser.cjs');
  const { stdout } = spawnSync(bin, ['--config', config, '--output-type', 'json', ...FOLDERS], {
    cwd: folder,
    encoding: 'utf8',
  });
  const report = JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  return new Set(report.summary.violations.map(({ rule, from }) => `${rule.name} in ${from}`));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pitside-boundaries-'));
  write(
    'tsconfig.json',
    JSON.stringify({ compilerOptions: { module: 'esnext', moduleResolution: 'bundler', paths: { '@/*': ['./*'] } } }),
  );
  for (const [, to] of Object.values(FORBIDDEN)) write(to, 'export const value = 1;\n');
  for (const [from, to] of Object.values(FORBIDDEN))
    write(from, `import { value } from '@/${to.replace('.ts', '')}';\nexport const other = value;\n`);
  write('services/floor/selects.ts', "import { client } from '@supabase/supabase-js';\nexport const other = client;\n");
  write('node_modules/@supabase/supabase-js/package.json', '{"name":"@supabase/supabase-js","main":"index.js"}');
  write('node_modules/@supabase/supabase-js/index.js', 'exports.client = 1;\n');
  write('lib/shared/one.ts', "import { two } from './two';\nexport const one = () => two;\n");
  write('lib/shared/two.ts', "import { one } from './one';\nexport const two = () => one;\n");
  write('components/promo/late.ts', "export const late = () => import('@/components/loyalty/b');\n");
  write('lib/shared/lost.ts', "import { nothing } from './nowhere';\nexport const other = nothing;\n");
  found = lint();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the boundary linter refuses', () => {
  it.each(Object.entries(FORBIDDEN))('%s', (rule, [from]) => {
    expect(found).toContain(`${rule} in ${from}`);
  });

  it.each([
    ['database-only-in-crud', 'services/floor/selects.ts'],
    ['no-cycles', 'lib/shared/one.ts'],
    ['no-unresolved', 'lib/shared/lost.ts'],
  ])('%s', (rule, from) => {
    expect(found).toContain(`${rule} in ${from}`);
  });
});

test('the boundary linter lets a feature load another one late', () => {
  expect([...found].filter((violation) => violation.endsWith('in components/promo/late.ts'))).toEqual([]);
});
