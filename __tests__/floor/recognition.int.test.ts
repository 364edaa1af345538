import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Me } from '@/services/casino/dtos';
import type { PlayerResult, Recognition } from '@/services/floor/dtos';
import { PROJECT_ROOT } from '../../supabase/embedded/settings.ts';
import { type Email, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { dataOf } from './floor-desk';

const DEALER: Email = 'dealer@harbor.example';
const CARD = 'CO-1';
const BORN = '1970-02-03';

let stack: TestStack;
/** Somebody whom Harbor and Summit enrolled under one card and one birth date, as each of them has it. */
let here: string;
let there: string;

beforeAll(async () => {
  stack = await startTestStack();
  here = await enrol(PIT_BOSS, { firstName: 'Ana', lastName: 'Both', loyaltyId: CARD, birthDate: BORN });
  there = await enrol(OTHER_PIT_BOSS, { firstName: 'Anna', lastName: 'Both', loyaltyId: 'co-1', birthDate: BORN });
  await stack.sql`update public.player_loyalty set tier = 'gold' where player_id = ${there}`;
});
afterAll(() => stack.dispose());
beforeEach(() => share());
afterEach(() => end());

async function enrol(as: Email, body: object): Promise<string> {
  return dataOf<PlayerResult>(await stack.http(as, 'POST', '/players', { body, key: newId() })).id;
}
const share = (one = 'harbor', other = 'summit') =>
  stack.sql`select app.share_recognition(${one}, ${other}) as "isNews"`;
const end = (one = 'harbor', other = 'summit') => stack.sql`select app.end_recognition(${one}, ${other}) as "isNews"`;
const ask = (playerId: string, as: Email = PIT_BOSS) => stack.http(as, 'GET', `/players/${playerId}/recognition`);
const knownAt = async (playerId: string, as?: Email) => dataOf<Recognition>(await ask(playerId, as)).items;
const me = async (as: Email) => dataOf<Me>(await stack.http(as, 'GET', '/me'));

describe('players of two casinos', () => {
  it('stay apart until the company says that they are shared, and from the next look on when it says so no more', async () => {
    await end();
    expect(await knownAt(here)).toEqual([]);
    expect((await me(PIT_BOSS)).settings.sharesRecognition).toBe(false);
    await share();
    expect(await knownAt(here)).toEqual([{ casinoName: 'Summit', tier: 'gold', tierName: 'Gold' }]);
    expect((await me(PIT_BOSS)).settings.sharesRecognition).toBe(true);
    await end('summit', 'harbor');
    expect(await knownAt(here)).toEqual([]);
  });

  it('are shared by the casinos that it says, and by no other', async () => {
    await end();
    const [third] = await stack.sql`insert into public.casino (slug, name) values ('third', 'Third') returning id`;
    await stack.sql`
      insert into app.recognition (casino_id, with_casino_id) select c.id, ${third?.id} from public.casino c where c.slug = 'summit'`;
    expect((await me(OTHER_PIT_BOSS)).settings.sharesRecognition).toBe(true);
    expect((await me(PIT_BOSS)).settings.sharesRecognition).toBe(false);
    await stack.sql`delete from app.recognition`;
    await stack.sql`delete from public.casino where id = ${third?.id ?? ''}`;
  });

  it('are known both ways, with the tier that each casino gives, to whoever reads the floor', async () => {
    const [home] = await stack.sql`select t.name from public.player_loyalty l
      join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier where l.player_id = ${here}`;
    expect(await knownAt(there, OTHER_PIT_BOSS)).toMatchObject([{ casinoName: 'Harbor', tierName: home?.name }]);
    expect(await knownAt(here, DEALER)).toMatchObject([{ casinoName: 'Summit', tierName: 'Gold' }]);
  });

  it('give away nothing but where and which tier: no name, no balance, no visit, no exclusion', async () => {
    await stack.sql`
      insert into public.player_exclusion (casino_id, player_id, kind, reason, starts_at, set_by_staff_id)
      select casino_id, ${there}, 'barred', 'Not to cross', now() - interval '1 hour', id from public.staff
      where email = 'compliance@summit.example'`;
    const answer = await ask(here);
    expect(Object.keys(answer.body.data)).toEqual(['items']);
    expect(await knownAt(here)).toEqual([{ casinoName: 'Summit', tier: 'gold', tierName: 'Gold' }]);
    expect(JSON.stringify(answer.body)).not.toMatch(/Anna|barred|cross/i);
    expect(JSON.stringify(answer.body)).not.toContain(there);
    // And none of the ways to somebody else's player has opened.
    expect(await ask(there)).toMatchObject({ status: 404, body: { code: 'PLAYER_NOT_FOUND' } });
    expect(await stack.http(PIT_BOSS, 'GET', `/players/${there}`)).toMatchObject({ status: 404 });
  });

  it.each<[string, object, object]>([
    [
      'one number on the cards of two people',
      { loyaltyId: 'CO-2', birthDate: BORN },
      { loyaltyId: 'CO-2', birthDate: '1971-02-03' },
    ],
    [
      'one number, and a birth date that nobody wrote down',
      { loyaltyId: 'CO-3' },
      { loyaltyId: 'CO-3', birthDate: BORN },
    ],
    ['one number, and no birth date on either side', { loyaltyId: 'CO-4' }, { loyaltyId: 'CO-4' }],
    ['one name and birth date without a card', { birthDate: BORN }, { birthDate: BORN }],
  ])('are not taken for each other by %s', async (_, own, other) => {
    const [name, key] = [{ firstName: 'Lee' }, newId()];
    const mine = await enrol(PIT_BOSS, { ...name, lastName: key.slice(0, 30), ...own });
    await enrol(OTHER_PIT_BOSS, { ...name, lastName: key.slice(0, 30), ...other });
    expect(await knownAt(mine)).toEqual([]);
  });
});

describe('what the company says', () => {
  it('is said by nobody who signs in, nor by the service', async () => {
    for (const role of ['anon', 'authenticated', 'service_role'] as const)
      for (const statement of [
        `select app.share_recognition('harbor', 'summit')`,
        `select app.end_recognition('harbor', 'summit')`,
        'select * from app.recognition',
      ])
        await expect(stack.asRole(role, 'admin@harbor.example', (sql) => sql.unsafe(statement))).rejects.toThrow(
          /permission denied/,
        );
    expect(await knownAt(here)).toHaveLength(1);
  });

  it('is on record at both casinos, once', async () => {
    const rows = () => stack.sql`
      select c.slug, a.staff_id as "staffId", a.after from public.audit_log a join public.casino c on c.id = a.casino_id
      where a.action = 'casino.share_recognition' order by a.at desc, c.slug limit 2`;
    const count = async () =>
      (await stack.sql`select from public.audit_log where action = 'casino.share_recognition'`).length;
    const before = await count();
    expect([...(await share('summit', 'harbor'))]).toEqual([{ isNews: false }]);
    expect(await count()).toBe(before);
    expect([...(await end())]).toEqual([{ isNews: true }]);
    expect([...(await rows())]).toEqual([
      { slug: 'harbor', staffId: null, after: { with_casino: 'Summit', is_shared: false } },
      { slug: 'summit', staffId: null, after: { with_casino: 'Harbor', is_shared: false } },
    ]);
    expect([...(await end())]).toEqual([{ isNews: false }]);
  });

  it('is of two casinos that there are', async () => {
    await expect(share('harbor', 'nowhere')).rejects.toThrow('CASINO_NOT_FOUND');
    await expect(share('harbor', 'harbor')).rejects.toThrow(/recognition/);
  });

  it('is said by a command, which tells what came of it', async () => {
    const run = (...words: string[]) =>
      promisify(execFile)(process.execPath, [join(PROJECT_ROOT, 'scripts/recognition.ts'), ...words], {
        env: { ...process.env, DATABASE_URL: stack.databaseUrl },
      }).then(
        ({ stdout }) => stdout,
        ({ stderr }: { stderr: string }) => stderr,
      );
    expect(await run('end', 'harbor', 'summit')).toMatch(/know nothing of each other's players any more/);
    expect(await knownAt(here)).toEqual([]);
    expect(await run('share', 'harbor', 'summit')).toMatch(/know each other's players again/);
    expect(await run('share', 'summit', 'harbor')).toMatch(/Nothing changed/);
    expect(await knownAt(here)).toHaveLength(1);
    expect(await run('share', 'harbor', 'nowhere')).toMatch(/There is no casino of one of these names/);
    expect(await run('share', 'harbor', 'harbor')).toMatch(/It takes two casinos/);
    expect(await run('share', 'harbor')).toMatch(/npm run -s recognition/);
  });
});
