create function public.rpc_worker_close_promo_days()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 31;
  v_casino_id uuid;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_count := app.close_promo_days(v_casino_id, v_batch);
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count = v_batch;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'close_promo_days of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_close_promo_days() is
  'Closes ended gaming days of every casino for the promo rollups, up to 31 each: {done, has_more, failed (casinos)}. '
  'For the worker only.';

create function app.close_promo_days(p_casino_id uuid, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_last public.promo_day_rollup;
  v_day public.promo_day_rollup;
  v_gaming_day date;
  v_from timestamptz;
  v_to timestamptz;
  v_count integer := 0;
begin
  select * into v_last from public.promo_day_rollup where casino_id = p_casino_id order by gaming_day desc limit 1;
  -- A day begins where the one before ended, also when the casino's settings moved the gaming day in between. The first
  -- is the first coupon's, or as far back as a baseline looks: a young house has days without coupons too, and to count
  -- them anew for every reader would cost more than all the others.
  v_gaming_day := coalesce(v_last.gaming_day + 1, least(
    app.gaming_day(p_casino_id,
      (select min(issued_at) from public.promo_coupon where casino_id = p_casino_id and replaces_coupon_id is null)),
    app.gaming_day(p_casino_id) - 28));
  v_from := coalesce(v_last.ends_at, app.gaming_day_start(p_casino_id, v_gaming_day));
  while v_count < p_limit loop
    v_to := app.gaming_day_start(p_casino_id, v_gaming_day + 1);
    -- An hour's grace: whatever was on its way when the day ended has long been committed or given up.
    exit when v_to is null or v_to > now() - interval '1 hour';
    if v_to <= v_from then
      -- The gaming day was moved so far back that nothing is left of this one.
      v_gaming_day := v_gaming_day + 1;
      continue;
    end if;
    v_day := app.promo_totals(p_casino_id, v_gaming_day, v_from, v_from, v_to);
    v_day.closed_at := now();
    insert into public.promo_day_rollup select (v_day).* on conflict do nothing;
    v_count := v_count + 1;
    v_gaming_day := v_gaming_day + 1;
    v_from := v_to;
  end loop;
  return v_count;
end;
$$;
comment on function app.close_promo_days(uuid, integer) is
  'Writes the totals of up to p_limit gaming days that ended more than an hour ago and are not closed yet, one after '
  'another without gaps, and returns how many. Two that run at once write the same.';
