import { expect, expectTypeOf, test } from 'vitest';
import { ApiError, type Refusal } from '@/lib/client/api';

type DetailsOf<Code extends Refusal['code']> = Extract<Refusal, { code: Code }>['details'];

test('the facts of a refusal have the type of its code, so that nobody has to ask what they are', () => {
  const { code, details } = new ApiError('INSUFFICIENT_POINTS', 409, { balance: 300 }).refusal;
  expect(code === 'INSUFFICIENT_POINTS' && details?.balance).toBe(300);
  expectTypeOf<DetailsOf<'INSUFFICIENT_POINTS'>>().not.toBeAny();
  expectTypeOf<NonNullable<DetailsOf<'INSUFFICIENT_POINTS'>>['balance']>().toEqualTypeOf<number>();
  expectTypeOf<NonNullable<DetailsOf<'NOT_ELIGIBLE'>>['unmet']>().toEqualTypeOf<string[]>();
  expectTypeOf<DetailsOf<'SLIP_NOT_FOUND'>>().toEqualTypeOf<undefined>();
});
