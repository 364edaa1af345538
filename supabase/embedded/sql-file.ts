import type postgres from 'postgres';
import { SetupError } from './settings.ts';

/** A file of SQL: its path as people call it, and what it says. */
export interface SqlFile {
  path: string;
  text: string;
}

function describeSqlError(error: unknown, text: string): string {
  const { message, position, detail, hint, where } = error as Partial<Record<string, string>>;
  const line = position ? ` (line ${text.slice(0, Number(position)).split('\n').length})` : '';
  return [`${message}${line}`, detail, hint, where].filter(Boolean).join('\n');
}

/** Runs a file. One that fails is a SetupError that says which file, which line and why. */
export async function runSqlFile(sql: postgres.ISql, { path, text }: SqlFile): Promise<void> {
  try {
    await sql.unsafe(text);
  } catch (error) {
    throw new SetupError(`${path} failed: ${describeSqlError(error, text)}`);
  }
}
