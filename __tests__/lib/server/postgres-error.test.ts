import { describe, expect, it } from 'vitest';
import { type PostgresError, toAppError } from '@/lib/server/postgres-error';
import { ERROR_STATUS, type ErrorCode } from '@/lib/shared/errors';

const answer = (code: string, rest: Partial<PostgresError> = {}): PostgresError => ({
  code,
  message: 'relation "secret" violates constraint',
  status: 400,
  ...rest,
});

describe('a refusal of an RPC', () => {
  it.each(Object.entries(ERROR_STATUS).filter(([, status]) => status >= 400 && status < 600))(
    'keeps its code: %s',
    (code, status) => {
      const error = toAppError(answer(`PT${status}`, { message: code, status }));
      expect(error).toMatchObject({ code, status, details: undefined });
    },
  );

  it.each([
    ['facts', '{"softCapPoints":1000,"points":1001}', { softCapPoints: 1000, points: 1001 }],
    ['nested facts', '{"fields":{"seat":"no"}}', { fields: { seat: 'no' } }],
    ['an empty object', '{}', undefined],
    ['nothing', null, undefined],
    ['an empty text', '', undefined],
    ['a text that is no JSON', 'Key (id)=(1) already exists.', undefined],
    ['a list', '[1]', undefined],
    ['a bare value', '5', undefined],
    ['null', 'null', undefined],
  ])('with %s as detail', (_, details, expected) => {
    expect(toAppError(answer('PT409', { message: 'SLIP_CLOSED', details })).details).toEqual(expected);
  });

  it('with a message that is none of our codes is our failure', () => {
    expect(toAppError(answer('PT409', { message: 'SOMETHING_ELSE' })).code).toBe('INTERNAL');
    expect(toAppError(answer('PT409', { message: 'toString' })).code).toBe('INTERNAL');
  });

  it('with a status that is no refusal is our failure', () => {
    expect(toAppError(answer('PT200', { message: 'SLIP_CLOSED' })).code).toBe('INTERNAL');
    expect(toAppError(answer('PT4091', { message: 'SLIP_CLOSED' })).code).toBe('INTERNAL');
  });
});

describe('an error of the database or of what stands before it', () => {
  it.each<[code: string, meaning: string, expected: ErrorCode]>([
    ['PGRST300', 'no secret for tokens', 'UNAUTHENTICATED'],
    ['PGRST301', 'the token is not right', 'UNAUTHENTICATED'],
    ['PGRST302', 'anonymous access is off', 'UNAUTHENTICATED'],
    ['PGRST303', 'the claims are not right', 'UNAUTHENTICATED'],
    ['42501', 'insufficient privilege', 'FORBIDDEN'],
    ['22P02', 'invalid text for a type', 'VALIDATION_FAILED'],
    ['22P05', 'a character that cannot be translated', 'VALIDATION_FAILED'],
    ['22003', 'number out of range', 'VALIDATION_FAILED'],
    ['22007', 'invalid date', 'VALIDATION_FAILED'],
    ['22008', 'date out of range', 'VALIDATION_FAILED'],
    ['22021', 'NUL character', 'VALIDATION_FAILED'],
    ['22023', 'invalid parameter', 'VALIDATION_FAILED'],
    ['22032', 'invalid JSON', 'VALIDATION_FAILED'],
    ['08006', 'connection failure', 'UNAVAILABLE'],
    ['53100', 'disk full', 'UNAVAILABLE'],
    ['53300', 'too many connections', 'UNAVAILABLE'],
    ['57014', 'statement timeout', 'UNAVAILABLE'],
    ['57P01', 'shut down', 'UNAVAILABLE'],
    ['55P03', 'lock timeout', 'UNAVAILABLE'],
    ['40001', 'serialization failure', 'UNAVAILABLE'],
    ['40P01', 'deadlock', 'UNAVAILABLE'],
    ['PGRST000', 'no connection', 'UNAVAILABLE'],
    ['PGRST001', 'connection lost', 'UNAVAILABLE'],
    ['PGRST002', 'no catalog', 'UNAVAILABLE'],
    ['PGRST003', 'no free connection in time', 'UNAVAILABLE'],
    ['PGRST202', 'missing function: our mistake, not a missing thing', 'INTERNAL'],
    ['PGRST116', 'not one row', 'INTERNAL'],
    ['23505', 'a unique rule that no RPC foresaw', 'INTERNAL'],
    ['23503', 'a foreign key', 'INTERNAL'],
    ['23514', 'a check', 'INTERNAL'],
    ['22012', 'division by zero', 'INTERNAL'],
    ['42883', 'no such function', 'INTERNAL'],
    ['42P01', 'no such table', 'INTERNAL'],
    ['P0001', 'a bare raise', 'INTERNAL'],
    ['XX000', 'internal error', 'INTERNAL'],
    ['0800', 'no SQLSTATE at all', 'INTERNAL'],
    ['', 'nothing', 'INTERNAL'],
  ])('%s, %s, is %s', (code, _, expected) => {
    expect(toAppError(answer(code)).code).toBe(expected);
  });

  it.each<[status: number, expected: ErrorCode]>([
    [0, 'UNAVAILABLE'],
    [401, 'UNAUTHENTICATED'],
    [502, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
    [504, 'UNAVAILABLE'],
    [429, 'UNAVAILABLE'],
    [520, 'UNAVAILABLE'],
    [540, 'UNAVAILABLE'],
    [546, 'UNAVAILABLE'],
    [519, 'INTERNAL'],
    [547, 'INTERNAL'],
    [400, 'INTERNAL'],
    [404, 'INTERNAL'],
    [500, 'INTERNAL'],
  ])('of unknown code goes by its HTTP status: %s is %s', (status, expected) => {
    expect(toAppError(answer('', { status })).code).toBe(expected);
  });

  it('without a status is our failure', () => {
    expect(toAppError({ code: '', message: 'TypeError' }).code).toBe('INTERNAL');
  });

  it('says nothing of its inside, and keeps it as the cause for the log', () => {
    for (const code of ['23505', '42501', '57014', 'PGRST301', '22P02']) {
      const inside = answer(code, { details: 'Key (email)=(a@b.c) already exists.', hint: 'see pg_class' });
      const error = toAppError(inside);
      expect(JSON.stringify({ ...error, message: error.message })).not.toMatch(/secret|constraint|email|pg_class/);
      expect(error.details).toBeUndefined();
      expect(error.cause).toBe(inside);
    }
  });
});
