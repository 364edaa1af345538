import { expect, it } from 'vitest';
import { findSyntaxFaults } from '@/scripts/support/sql-syntax';

/** A page with a function of these statements, after one that has no fault. */
const page = (statement: string) => `-- Größen zählen in Zeichen, nicht in Bytes.
create table public.note (body text);

create function app.count_notes() returns integer language plpgsql set search_path = '' as $$
declare
  v_count integer := 0;
begin
  ${statement}
  return v_count;
end;
$$;`;

it.each([
  ['of a query', 'select from where 1;', 'syntax error at or near "where"'],
  ['of an expression', 'v_count := 1 +;', 'syntax error at end of input'],
  ['of a branch', 'if v_count = 0 return 1; end if;', 'missing "THEN" at end of SQL expression'],
  ['of a loop', 'loop v_count := 1; end if;', 'syntax error at or near "if"'],
  ['for a variable that nobody declared', 'v_total := 1;', '"v_total" is not a known variable'],
])('a wrong syntax %s in a function is found without a database', async (_, statement, fault) => {
  expect(await findSyntaxFaults({ path: 'page.sql', text: page(statement) })).toEqual([`page.sql:4: ${fault}`]);
});

it('a wrong syntax outside of a function is found in its line', async () => {
  const text = `${page('')}\ncreate table public.other (body text,);`;
  expect(await findSyntaxFaults({ path: 'page.sql', text })).toEqual(['page.sql:12: syntax error at or near ")"']);
});

it('a page without a fault passes, also where a function answers rows in an array', async () => {
  const text = page('perform 1;').replace('returns integer', '\nreturns public.note[]\n');
  expect(await findSyntaxFaults({ path: 'page.sql', text })).toEqual([]);
});
