import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withConnection } from '../../supabase/embedded/connection';
import { startThrowAwayServer } from '../../supabase/embedded/stack';

it('the log of the database names slow and failed statements, and nothing that was given to them or found', async () => {
  // Every statement is slow here.
  const { url, directory, dispose } = await startThrowAwayServer({ log_min_duration_statement: '0' });
  try {
    await withConnection(url, async (sql) => {
      await sql`create table player_of_test (card text primary key, born date check (born > '1900-01-01'))`;
      await sql`insert into player_of_test values (${'P-4711'}, ${'1970-03-01'})`;
      await expect(sql`insert into player_of_test values (${'P-4711'}, ${'1970-03-02'})`).rejects.toThrow(
        'duplicate key',
      );
      await expect(sql`insert into player_of_test values (${'P-4712'}, ${'1870-03-01'})`).rejects.toThrow(
        'violates check',
      );
    });
    const file = join(directory, 'logs/postgres.log');
    const log = readFileSync(file, 'utf8');
    // The statements are there, both as slow ones and as those that failed; so nothing is missing that could have told.
    expect(log).toMatch(/duration: .* insert into player_of_test values \(\$1, ?\$2\)/);
    expect(log).toMatch(/STATEMENT: {2}insert into player_of_test values \(\$1, ?\$2\)/);
    expect(log).not.toMatch(/P-471\d|1[89]70-03/);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(join(directory, 'logs')).mode & 0o777).toString(8)).toBe('700');
  } finally {
    await dispose();
  }
});
