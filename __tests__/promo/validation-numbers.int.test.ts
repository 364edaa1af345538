import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTypo, validationKey } from '@/lib/shared/validation-number';
import type { PromoProgram } from '@/services/promo/dtos';
import { SEED } from '../support/seed';
import { ADMIN, type Email, OTHER_PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createPromoDesk, type PromoDesk } from './promo-desk';

const OTHER_ADMIN: Email = 'admin@summit.example';

let stack: TestStack;
let desk: PromoDesk;
let program: PromoProgram;
let playerId: string;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createPromoDesk(stack);
  program = await desk.addProgram();
  playerId = (await desk.enrol()).id;
});
afterAll(() => stack.dispose());

const issue = (validationNumber?: string) => desk.issue({ promoProgramId: program.id, playerId, validationNumber });
const issued = (validationNumber?: string) => desk.issued({ promoProgramId: program.id, playerId, validationNumber });

/** Crockford's base 32, as he published it. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Whether the last sign is the check of the eleven before it: their value modulo 37, by whole numbers. */
function isSound(number: string): boolean {
  const digits = [...number].map((sign) => BigInt(SIGNS.indexOf(sign)));
  const value = digits.slice(0, -1).reduce((sum, digit) => sum * 32n + digit, 0n);
  return value % 37n === digits.at(-1);
}

async function draw(count: number): Promise<string[]> {
  const rows = await stack.sql<{ number: string }[]>`
    select app.new_validation_number() as number from generate_series(1, ${count})`;
  return rows.map(({ number }) => number);
}

describe('a number that the house makes', () => {
  it('has twelve signs that nobody misreads, the last of them a check, and no two are the same', async () => {
    const numbers = await draw(5000);
    expect(new Set(numbers).size).toBe(5000);
    const wrong = numbers.filter((number) => !/^[0-9A-HJKMNP-TV-Z]{12}$/.test(number) || !isSound(number));
    expect(wrong).toEqual([]);
    // Each of the 32 signs turns up everywhere but in the check, which is drawn evenly too.
    for (let place = 0; place < 12; place += 1) {
      expect(new Set(numbers.map((number) => number[place])).size).toBe(32);
    }
    // Two letters at least: a number of digits only is of pre-printed stock, also when one of ours is typed wrongly.
    expect(numbers.filter((number) => !/[A-Z].*[A-Z]/.test(number.slice(0, 11)))).toEqual([]);
  });

  it('is what a coupon gets when none is given, and looks itself up', async () => {
    const coupon = await issued();
    expect(coupon.validationNumber).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(isSound(coupon.validationNumber)).toBe(true);
    expect((await desk.list(`?validationNumber=${coupon.validationNumber}`)).items).toEqual([coupon]);
    const { coupon: next } = await desk.replaced(coupon.id);
    expect(isSound(next.validationNumber)).toBe(true);
  });

  it(`shows every wrong sign and every swap of neighbours (seed ${SEED})`, async () => {
    const numbers = await draw(200);
    const place = fc.nat(11);
    const slip = fc.record({ number: fc.constantFrom(...numbers), place, sign: fc.constantFrom(...SIGNS) });
    fc.assert(
      fc.property(slip, ({ number, place: at, sign }) => {
        const wrong = number.slice(0, at) + sign + number.slice(at + 1);
        expect(isSound(wrong)).toBe(wrong === number);
        expect(hasTypo(wrong)).toBe(wrong !== number);
      }),
      { seed: SEED, numRuns: 3000 },
    );
    for (const number of numbers) {
      for (let at = 0; at < 11; at += 1) {
        const swapped = number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        expect(isSound(swapped), swapped).toBe(swapped === number);
        expect(hasTypo(swapped), swapped).toBe(swapped !== number);
      }
    }
  });
});

describe('a number of pre-printed stock', () => {
  it('is kept as it is printed, and found however it is copied', async () => {
    const coupon = await issued('  Lol-4020.71/il ');
    expect(coupon.validationNumber).toBe('Lol-4020.71/il');
    for (const copied of ['lol402071il', 'L0L 4O2O 71 IL', '101-402-071-11', 'ioi4020711l']) {
      const { items } = await desk.list(`?validationNumber=${encodeURIComponent(copied)}`);
      expect(items, copied).toEqual([coupon]);
    }
    expect((await desk.list('?validationNumber=lol402072il')).items).toEqual([]);
  });

  it('is taken in whatever case, with whatever dashes, and with O for 0 and I or L for 1', async () => {
    await issued('STOCK-1005');
    for (const same of ['STOCK-1005', 'stock1005', 'ST0CK-10O5', 'STOCK-I0O5', 's t o c k l005', 'STOCK/100-5']) {
      const answer = await desk.expectRefused('VALIDATION_NUMBER_TAKEN', () => issue(same));
      expect(answer.status).toBe(409);
    }
    expect((await issue('STOCK-1006')).status).toBe(201);
  });

  it('stays taken when its coupon is voided or replaced, and a replacement may bring its own', async () => {
    const [one, other] = [await issued('GONE-0001'), await issued('GONE-0002')];
    await desk.void(one.id);
    await desk.expectRefused('VALIDATION_NUMBER_TAKEN', () => issue('gone0001'));
    for (const number of ['GONE-0001', 'GONE-0002']) {
      await desk.expectRefused('VALIDATION_NUMBER_TAKEN', () => desk.replace(other.id, { validationNumber: number }));
    }
    const { coupon } = await desk.replaced(other.id, { validationNumber: 'GONE-0003' });
    expect(coupon.validationNumber).toBe('GONE-0003');
    await desk.expectRefused('VALIDATION_NUMBER_TAKEN', () => issue('GONE-0002'));
  });

  it('may be used by another casino as well', async () => {
    await issued('BOTH-0001');
    const own = await desk.addProgram({}, { as: OTHER_ADMIN });
    const player = await desk.enrol(OTHER_PIT_BOSS);
    const body = { promoProgramId: own.id, playerId: player.id, validationNumber: 'BOTH-0001' };
    expect((await desk.issue(body, { as: OTHER_PIT_BOSS })).status).toBe(201);
    expect((await desk.list('?validationNumber=both0001')).items).toHaveLength(1);
  });

  it('of nothing but spaces counts as none given', async () => {
    const answer = await stack.rpc(ADMIN, 'rpc_issue_promo_coupon', {
      p_promo_program_id: program.id,
      p_player_id: playerId,
      p_validation_number: '   ',
      p_idempotency_key: `spaces:${SEED}`,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { coupon: { validation_number: expect.stringMatching(/^[0-9A-Z]{12}$/) } },
    });
  });
});

it(`a number is compared alike in the database and in the browser (seed ${SEED})`, async () => {
  const text = fc.oneof(fc.string({ maxLength: 40 }), fc.stringMatching(/^[0-9A-Za-z _./-]{1,40}$/));
  const texts = fc.sample(text, { numRuns: 2000, seed: SEED }).filter((sample) => !sample.includes('\u0000'));
  const rows = await stack.sql<{ key: string }[]>`
    select app.validation_key(text) as key
    from jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb) with ordinality list (text, place) order by place`;
  expect(rows.map(({ key }) => key)).toEqual(texts.map(validationKey));
});
