import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SCENES } from '@/scripts/support/scenes';
import { PROJECT_ROOT } from '@/supabase/embedded/settings';
import { shell } from '@/words/en/shell';

const readme = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8');
const firstMinutes = readme.split('## The first five minutes\n')[1]?.split('\nThe second casino')[0] ?? '';
const steps = firstMinutes.split(/^(?=\d+\. )/m).filter((step) => /^\d/.test(step));
const picturesOf = (text: string) =>
  [...text.matchAll(/\(docs\/pictures\/([a-z-]+)\.png\)/g)].map(([, name]) => name ?? '');

describe('the first five minutes of README', () => {
  it('have twelve steps, each with a picture', () => {
    expect(steps.map((step) => [Number.parseInt(step, 10), picturesOf(step).length > 0])).toEqual(
      steps.map((_, n) => [n + 1, true]),
    );
    expect(steps).toHaveLength(12);
  });

  it.each(picturesOf(readme))('show %s as `npm run screenshots` takes it', (name) => {
    expect(['sign-in', ...SCENES.map((scene) => scene.name)]).toContain(name);
    expect(existsSync(join(PROJECT_ROOT, 'docs/pictures', `${name}.png`))).toBe(true);
  });

  it('name accounts as the sign-in page shows them: by their role, under the casino', () => {
    expect(firstMinutes).not.toMatch(/Harbor: /);
    expect(firstMinutes).toContain('**Pit boss** under **Harbor**');
    for (const screen of [shell.nav_promos, shell.nav_shift, shell.nav_mtl, shell.nav_catalog, shell.nav_imports]) {
      expect(firstMinutes).toContain(`**${screen}**`);
    }
  });

  it('promise rows in error of a file that has some: the sample as it is written without options', async () => {
    const script = join(PROJECT_ROOT, 'scripts/sample-csv.ts');
    const run = (...options: string[]) => promisify(execFile)(process.execPath, [script, ...options]);
    const [usual, sound] = await Promise.all([run(), run('--defects', 'none')]);
    expect(usual.stderr).toMatch(
      /1000 rows.* in error: \d+ IDENTIFIER_MISSING, \d+ CELL_COUNT; unreadable cells: \d+ NOT_WHOLE/,
    );
    expect(usual.stdout.split('\r\n')).toHaveLength(1002);
    expect(sound.stderr).toMatch(/in error: none; unreadable cells: none/);
  });
});
