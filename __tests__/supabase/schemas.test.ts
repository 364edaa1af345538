import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOf, listFrozenFaults, readFrozen } from '@/supabase/embedded/frozen';
import { readMigrations } from '@/supabase/embedded/migrations';
import { readSchemas } from '@/supabase/embedded/schemas';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pitside-schemas-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('the source of the database', () => {
  it('is loaded context by context: tables, internal functions, RPCs, policies', () => {
    for (const path of [
      '20_floor/policies.sql',
      '20_floor/tables.sql',
      '10_casino/rpc/b.sql',
      '10_casino/rpc/a.sql',
      '10_casino/internal/z.sql',
      '10_casino/tables.sql',
      '10_casino/schemas.sql',
      '10_casino/policies.sql',
    ]) {
      write(path, `-- ${path}`);
    }
    expect(readSchemas(folder)).toEqual(
      [
        '10_casino/schemas.sql',
        '10_casino/tables.sql',
        '10_casino/internal/z.sql',
        '10_casino/rpc/a.sql',
        '10_casino/rpc/b.sql',
        '10_casino/policies.sql',
        '20_floor/tables.sql',
        '20_floor/policies.sql',
      ].map((path) => ({ path, text: `-- ${path}` })),
    );
  });

  it('has no file that would never be loaded', () => {
    write('10_casino/tables.sql', '');
    write('10_casino/views.sql', '');
    expect(() => readSchemas(folder)).toThrow(/views\.sql is none of .*, and would never be loaded/);
  });

  it('has each public function in the file of its name, and no other there', () => {
    for (const { path, text } of readSchemas()) {
      const made = [...text.matchAll(/^create (?:or replace )?function public\.(\w+)/gm)].map(([, name]) => name);
      const [, rpc] = /\/rpc\/(\w+)\.sql$/.exec(path) ?? [];
      expect(made, path).toEqual(rpc ? [`rpc_${rpc}`] : []);
    }
  });
});

/** Lines of a function that a person reads at once. */
const LONGEST_BODY = 70;
/** One query of one plan: in two, the second would be planned without knowing what the first finds. */
const ONE_QUERY = ['app.reward_offers'];
const LONGEST_LINE = 120;

describe('a page of the source', () => {
  it('holds functions that can be read at once', () => {
    const long = readSchemas().flatMap(({ text }) =>
      [...text.matchAll(/^create function ([\w.]+)\([\s\S]*?\nas \$\$\n([\s\S]*?)\n\$\$;/gm)]
        .filter(([, , body = '']) => body.split('\n').length > LONGEST_BODY)
        .map(([, name]) => name),
    );
    expect(long).toEqual(ONE_QUERY);
  });

  it('is not wider than a screen', () => {
    const wide = readSchemas().flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => line.length > LONGEST_LINE)
        .map((line) => `${path}: ${line}`),
    );
    expect(wide).toEqual([]);
  });
});

describe('a frozen migration', () => {
  it('is as it was frozen', () => {
    expect(listFrozenFaults(readFrozen())).toEqual([]);
  });

  it('is at least the first one, from which every database begins', () => {
    expect(Object.keys(readFrozen())).toContain(readMigrations()[0]?.path);
  });

  it('that was edited or is gone says what to do instead', () => {
    write('1_baseline.sql', 'select 1;');
    write('2_next.sql', 'select 2;');
    const frozen = { '1_baseline.sql': digestOf('select 1;'), '2_next.sql': digestOf('select 2;') };
    expect(listFrozenFaults(frozen, folder)).toEqual([]);
    write('1_baseline.sql', 'select 1; ');
    rmSync(join(folder, '2_next.sql'));
    const faults = listFrozenFaults(frozen, folder);
    expect(faults).toHaveLength(2);
    expect(faults[0]).toMatch(/^1_baseline\.sql is frozen: .* npm run migration -- <name>$/);
    expect(faults[1]).toMatch(/^2_next\.sql is frozen: /);
  });
});
