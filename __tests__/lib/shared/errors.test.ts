import { describe, expect, it } from 'vitest';
import { AppError, ERROR_STATUS, type ErrorCode, isErrorCode } from '@/lib/shared/errors';
import { readSchemas } from '@/supabase/embedded/schemas';
import { CATALOGUES } from '@/words/compile';
import { LANGUAGES, type Language } from '@/words/languages';
import { findWords } from '@/words/say';

const CODES = Object.keys(ERROR_STATUS) as ErrorCode[];
const LANGUAGE_NAMES = Object.keys(LANGUAGES) as Language[];

/** Every `app.fail(status, 'CODE'` and refusal that is answered in the source of the database. */
function raisedInSql(): { status: number; code: string }[] {
  const text = readSchemas()
    .map((file) => file.text)
    .join('\n');
  const raised = text.matchAll(/(?:app\.fail\(|app\.answer_refusal\()(\d{3}), '([A-Z_]+)'/g);
  return [...raised].map(([, status, code]) => ({ status: Number(status), code: String(code) }));
}

describe('the map of errors', () => {
  it.each(CODES)('has a status of a refusal or failure for %s', (code) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(ERROR_STATUS[code]).toBeGreaterThanOrEqual(400);
    expect(ERROR_STATUS[code]).toBeLessThan(600);
  });

  it('knows every code that the database raises, with the same status', () => {
    const raised = raisedInSql();
    expect(raised.length).toBeGreaterThan(20);
    for (const { status, code } of raised) {
      expect(isErrorCode(code), code).toBe(true);
      expect(ERROR_STATUS[code as ErrorCode], code).toBe(status);
    }
  });
});

describe('what is wrong with a field', () => {
  it('is said by the database as a rule that has words', () => {
    const text = readSchemas()
      .map((file) => file.text)
      .join('\n');
    const calls = text.matchAll(
      /perform app\.invalid\((?:[^,()']|'[^']*'|\((?:[^()]|\([^()]*\))*\))*,\s*([^;]*?)(?:,\s*jsonb_build_object|\)(?:;| from))/g,
    );
    const named = [...calls].flatMap(([, rule = '']) => [...rule.matchAll(/'(\w+)'/g)].map(([, name]) => name));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((rule) => findWords('rules', String(rule)) === null)).toEqual([]);
  });
});

/** What no server says: no answer came, or the device failed. */
const NO_CODES = ['noAnswer', 'offline', 'storeFull', 'storeGone'];

describe.each(LANGUAGE_NAMES)('a refusal in %s', (language) => {
  const words: Record<string, string> = CATALOGUES[language].errors;

  it('has a sentence and a remedy for every code', () => {
    const sentence = /^[\p{Lu}\p{Lo}¿].+[.。]$/u;
    const wanted = CODES.flatMap((code) => [code, `${code}_remedy`]);
    expect(wanted.filter((key) => !sentence.test(words[key] ?? ''))).toEqual([]);
  });

  it('has no words left for a code that is gone', () => {
    const codes = Object.keys(words).map((key) => key.replace(/_remedy$/, ''));
    expect(codes.filter((code) => !NO_CODES.includes(code) && !isErrorCode(code))).toEqual([]);
  });
});

describe('a code', () => {
  it('is one of ours or it is none', () => {
    expect(CODES.every(isErrorCode)).toBe(true);
    for (const other of ['', 'slip_closed', 'toString', '__proto__', 'hasOwnProperty', null, undefined, 409, {}]) {
      expect(isErrorCode(other)).toBe(false);
    }
  });
});

describe('an AppError', () => {
  it('carries code, status and facts, and logs its code', () => {
    const cause = new Error('inside');
    const error = new AppError('SOFT_CAP_EXCEEDED', { softCapPoints: 1000 }, { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'AppError',
      code: 'SOFT_CAP_EXCEEDED',
      status: 409,
      message: 'SOFT_CAP_EXCEEDED',
      details: { softCapPoints: 1000 },
      cause,
    });
  });

  it('needs no facts', () => {
    expect(new AppError('INTERNAL').details).toBeUndefined();
  });
});
