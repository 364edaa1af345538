import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PromoCoupon, PromoProgram } from '@/services/promo/dtos';
import { dataOf } from '../floor/floor-desk';
import { type Email, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createPromoDesk, essence, type PromoDesk } from './promo-desk';

type Page = { items: PromoCoupon[]; nextCursor: string | null };

let stack: TestStack;
let desk: PromoDesk;
let programs: PromoProgram[];
let playerIds: string[];
/** All coupons of the two programs, as they are now, newest first. */
let coupons: PromoCoupon[];

beforeAll(async () => {
  stack = await startTestStack();
  desk = createPromoDesk(stack);
  programs = [await desk.addProgram(), await desk.addProgram()];
  playerIds = [(await desk.enrol()).id, (await desk.enrol()).id];
  const ids: string[] = [];
  for (let count = 0; count < 16; count += 1) {
    const promoProgramId = programs[count % 2]?.id;
    const coupon = await desk.issued({ promoProgramId, playerId: playerIds[count % 4 < 2 ? 0 : 1] });
    ids.push(coupon.id);
    if (count % 5 === 1) await desk.void(coupon.id);
    if (count % 5 === 2) ids.push((await desk.replaced(coupon.id)).coupon.id);
  }
  for (const programId of programs.map(({ id }) => id)) ids.push(await desk.addOverdue(programId));
  coupons = await Promise.all(ids.reverse().map((id) => desk.get(id)));
});
afterAll(() => stack.dispose());

/** All pages one after another, each of its size. */
async function pages(query: string, limit: number): Promise<PromoCoupon[][]> {
  const found: PromoCoupon[][] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await desk.list(`?${query}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
    found.push(page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

describe('the list of coupons', () => {
  it.each(['issued', 'voided', 'replaced', 'expired', 'cleared'])(
    'by status %s and program is what was issued so',
    async (status) => {
      for (const { id } of programs) {
        const { items, nextCursor } = await desk.list(`?promoProgramId=${id}&status=${status}`);
        expect(items).toEqual(coupons.filter((one) => one.promoProgramId === id && one.status === status));
        expect(nextCursor).toBeNull();
      }
    },
  );

  it('by status alone shows that status alone', async () => {
    for (const status of ['issued', 'voided', 'replaced', 'expired', 'cleared']) {
      const { items } = await desk.list(`?status=${status}&limit=200`);
      expect(new Set(items.map((coupon) => coupon.status))).toEqual(new Set([status]));
    }
  });

  it('by player, by player and program, and by number finds just those', async () => {
    for (const playerId of playerIds) {
      const own = coupons.filter((coupon) => coupon.playerId === playerId);
      expect((await desk.list(`?playerId=${playerId}`)).items).toEqual(own);
      const both = `?playerId=${playerId}&promoProgramId=${programs[0]?.id}&status=issued`;
      expect((await desk.list(both)).items).toEqual(
        own.filter((coupon) => coupon.promoProgramId === programs[0]?.id && coupon.status === 'issued'),
      );
    }
    const [one] = coupons.filter((coupon) => coupon.status === 'issued');
    const number = `validationNumber=${one?.validationNumber.toLowerCase()}`;
    expect((await desk.list(`?${number}&status=issued`)).items).toEqual([one]);
    expect((await desk.list(`?${number}&status=voided`)).items).toEqual([]);
  });

  it('comes newest first, in pages of any size, without gap or repetition', async () => {
    const query = `promoProgramId=${programs[0]?.id}`;
    const expected = coupons.filter((coupon) => coupon.promoProgramId === programs[0]?.id);
    for (const limit of [1, 3, expected.length, 200]) {
      const found = await pages(query, limit);
      expect(found.flat()).toEqual(expected);
      expect(found.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    }
    expect((await pages('status=issued', 50)).flat().every((coupon) => coupon.status === 'issued')).toBe(true);
  });

  it('stays in step when coupons are issued between two pages', async () => {
    const query = `promoProgramId=${programs[1]?.id}`;
    const expected = coupons.filter((coupon) => coupon.promoProgramId === programs[1]?.id);
    const first = await desk.list(`?${query}&limit=4`);
    const late = await desk.issued({ promoProgramId: programs[1]?.id, playerId: playerIds[1] });
    const second = await desk.list(`?${query}&limit=4&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(expected.slice(0, 8));
    coupons = [late, ...coupons];
  });

  it.each([
    ['an unknown status', 'status=gone'],
    ['a cursor that is none', 'cursor=abc'],
    ['a limit of 0', 'limit=0'],
    ['a limit of 201', 'limit=201'],
    ['an unknown filter', 'color=red'],
    ['a program id that is none', 'promoProgramId=abc'],
    ['no number', 'validationNumber='],
  ])('with %s is refused', async (_, query) => {
    const answer = await stack.http(PIT_BOSS, 'GET', `/promo-coupons?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
  });

  it('by another casino’s program, player or cursor is refused as by a missing one', async () => {
    const get = (query: string) => stack.http(OTHER_PIT_BOSS, 'GET', `/promo-coupons?${query}`);
    for (const [code, name, id] of [
      ['PROGRAM_NOT_FOUND', 'promoProgramId', programs[0]?.id],
      ['PLAYER_NOT_FOUND', 'playerId', playerIds[0]],
      ['VALIDATION_FAILED', 'cursor', coupons[0]?.id],
    ] as const) {
      const [foreign, missing] = [await get(`${name}=${id}`), await get(`${name}=${newId()}`)];
      expect(foreign.body.code).toBe(code);
      expect(essence(foreign)).toEqual(essence(missing));
    }
    const { items } = await desk.list(`?validationNumber=${coupons[0]?.validationNumber}`, OTHER_PIT_BOSS);
    expect(items).toEqual([]);
  });

  it('past the web app knows its statuses and its limits too', async () => {
    const list = (args: Record<string, unknown>) => stack.rpc(PIT_BOSS, 'rpc_list_promo_coupons', args);
    expect(await list({ p_status: 'gone' })).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    for (const [limit, count] of [
      [0, 1],
      [-5, 1],
      [1000, 200],
      [null, 50],
    ]) {
      const { body } = await list({ p_limit: limit });
      expect((body as { items: unknown[] }).items).toHaveLength(count ?? 0);
    }
  });
});

describe('the coupons of a player', () => {
  const ofPlayer = (id: string, query = '', as: Email = PIT_BOSS) =>
    stack.http(as, 'GET', `/players/${id}/coupons${query}`);

  it('are all of theirs, newest first, in pages', async () => {
    const [playerId = ''] = playerIds;
    const own = coupons.filter((coupon) => coupon.playerId === playerId);
    expect(dataOf<Page>(await ofPlayer(playerId)).items).toEqual(own);
    const first = dataOf<Page>(await ofPlayer(playerId, '?limit=3'));
    const second = dataOf<Page>(await ofPlayer(playerId, `?limit=200&cursor=${first.nextCursor}`));
    expect([...first.items, ...second.items]).toEqual(own);
    expect(second.nextCursor).toBeNull();
    const nobodys = await desk.enrol();
    expect(dataOf<Page>(await ofPlayer(nobodys.id))).toEqual({ items: [], nextCursor: null });
  });

  it('of another casino’s player: the same 404 as of a missing one', async () => {
    const foreign = await ofPlayer(playerIds[0] ?? '', '', OTHER_PIT_BOSS);
    expect(foreign).toMatchObject({ status: 404, body: { code: 'PLAYER_NOT_FOUND' } });
    expect(essence(foreign)).toEqual(essence(await ofPlayer(newId(), '', OTHER_PIT_BOSS)));
    expect((await ofPlayer(playerIds[0] ?? '', '?cursor=abc')).body.code).toBe('VALIDATION_FAILED');
  });
});

describe('the coupons of a casino', () => {
  const paths = () => [
    '/promo-coupons',
    `/promo-coupons/${coupons[0]?.id}`,
    '/promo-coupons/inventory',
    '/promo-rollups',
    `/players/${playerIds[0]}/coupons`,
  ];

  it.each(['pitboss', 'loyalty', 'compliance', 'admin'] as const)('are read by %s', async (account) => {
    for (const path of paths()) expect((await stack.http(`${account}@harbor.example`, 'GET', path)).status).toBe(200);
  });

  it.each(['dealer', 'cashier'] as const)('are not read by %s', async (account) => {
    for (const path of paths()) {
      const answer = await stack.http(`${account}@harbor.example`, 'GET', path);
      expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
  });
});
