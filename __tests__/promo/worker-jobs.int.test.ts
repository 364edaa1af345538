import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

const closedDays = async (slug: string) => {
  const [row] = await stack.sql`
    select count(*)::int as days from public.promo_day_rollup r join public.casino c on c.id = r.casino_id where c.slug = ${slug}`;
  return row?.days;
};

it.each([
  ['trouble', 'P0001'],
  ['batch that ran out of time', '57014'],
])('one casino’s %s does not keep the worker from another’s days', async (_, code) => {
  await stack.sql`delete from public.promo_day_rollup where gaming_day >= current_date - 3`;
  const [harbor, summit] = [await closedDays('harbor'), await closedDays('summit')];
  await stack.sql.unsafe(`
    create function app.refuse_harbor() returns trigger language plpgsql as $$
    begin
      if new.casino_id = (select id from public.casino where slug = 'harbor') then raise exception 'broken' using errcode = '${code}'; end if;
      return new;
    end $$;
    create trigger refuse_harbor before insert on public.promo_day_rollup for each row execute function app.refuse_harbor()`);
  const { status, body } = await stack.rpc('service', 'rpc_worker_close_promo_days', {});
  expect(status).toBe(200);
  expect(body).toMatchObject({ failed: 1, has_more: false });
  expect(await closedDays('harbor')).toBe(harbor);
  expect(await closedDays('summit')).toBeGreaterThan(summit);

  await stack.sql.unsafe('drop trigger refuse_harbor on public.promo_day_rollup; drop function app.refuse_harbor()');
  expect((await stack.rpc('service', 'rpc_worker_close_promo_days', {})).body).toMatchObject({ failed: 0 });
  expect(await closedDays('harbor')).toBeGreaterThan(harbor);
});

it('a gaming day that the settings move: days follow each other without gap, and what is closed equals what was live', async () => {
  const [casino] = await stack.sql<{ id: string; today: string }[]>`
    select id, app.gaming_day(id)::text as today from public.casino where slug = 'summit'`;
  const id = casino?.id ?? '';
  await stack.sql`delete from public.promo_day_rollup where casino_id = ${id} and gaming_day >= ${casino?.today ?? ''}::date - 2`;
  await stack.sql`update public.casino_settings set gaming_day_start = '12:00' where casino_id = ${id}`;
  const [live] = await stack.sql`
    select (app.promo_day(${id}, max(gaming_day) + 1)).issued_count::int as issued, max(gaming_day) + 1 as day
    from public.promo_day_rollup where casino_id = ${id}`;
  await stack.sql`select app.close_promo_days(${id}, 1)`;
  const [kept] = await stack.sql`
    select issued_count::int as issued, gaming_day as day from public.promo_day_rollup where casino_id = ${id} order by gaming_day desc limit 1`;
  expect(kept).toEqual(live);
  await stack.sql`select app.close_promo_days(${id}, 31)`;
  const [gaps] = await stack.sql`
    select count(*)::int as gaps from (
      select starts_at, lag(ends_at) over (order by gaming_day) as before from public.promo_day_rollup where casino_id = ${id}
    ) days where starts_at <> before`;
  expect(gaps?.gaps).toBe(0);
});
