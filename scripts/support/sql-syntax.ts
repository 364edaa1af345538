import { loadModule, parsePlPgSQLSync, parseSync, type SqlError } from 'libpg-query';
import type { SqlFile } from '../../supabase/embedded/sql-file.ts';

/** A statement as the parser gives it: where it lies in bytes, and of a function what else is said of it. */
type Statement = {
  stmt: { CreateFunctionStmt?: { options: { DefElem: { defname: string; arg: { String?: { sval: string } } } }[] } };
  stmt_location?: number;
  stmt_len?: number;
};

function isPlpgsql({ stmt }: Statement): boolean {
  const options = stmt.CreateFunctionStmt?.options ?? [];
  return options.some(({ DefElem: { defname, arg } }) => defname === 'language' && arg.String?.sval === 'plpgsql');
}

// The parser refuses rows in arrays, for it knows no types but PostgreSQL's own: what a body returns is nothing of its syntax.
const withKnownType = (text: string) => text.replace(/^returns [\w.]+\[\]$/m, 'returns text[]');

/** What a parser finds wrong, or null. */
function messageOf(parse: () => void): Partial<SqlError> | null {
  try {
    parse();
    return null;
  } catch (error) {
    return error instanceof Error ? error : { message: String(error) };
  }
}

/** What is wrong with the syntax of a file, and in which line; of a function, in which line it begins. No database is asked. */
export async function findSyntaxFaults({ path, text }: SqlFile): Promise<string[]> {
  await loadModule();
  const bytes = Buffer.from(text);
  const say = (place: string, message = '') => `${path}:${place.split('\n').length}: ${message}`;
  let statements: Statement[] = [];
  const fault = messageOf(() => {
    ({ stmts: statements = [] } = parseSync(text) as { stmts?: Statement[] });
  });
  if (fault) return [say(text.slice(0, fault.sqlDetails?.cursorPosition), fault.message)];
  return statements.filter(isPlpgsql).flatMap(({ stmt_location: at = 0, stmt_len: length = bytes.length }) => {
    const statement = bytes.toString('utf8', at, at + length);
    const found = messageOf(() => parsePlPgSQLSync(withKnownType(statement)));
    // What stands between two statements, comments among it, belongs to the second.
    const before = bytes.toString('utf8', 0, at) + statement.slice(0, statement.search(/^create /im));
    return found ? [say(before, found.message)] : [];
  });
}
