create function public.rpc_preview_reward(p_reward_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit constant integer := 500;
  v_preview jsonb;
begin
  perform app.require_capability(v_ctx, 'catalog.write');
  if not exists (select 1 from public.reward_catalog where casino_id = v_ctx.casino_id and id = p_reward_id) then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  with arrived as materialized (
    select v from public.visit v
    where v.casino_id = v_ctx.casino_id and v.ended_at is null
    order by v.started_at desc, v.id
    limit v_limit
  ),
  house as (
    -- Looked up one by one and not joined: for a casino the statistics have not heard of yet, a join pairs all with
    -- all.
    select v, (select l from public.player_loyalty l where l.casino_id = (v).casino_id
      and l.player_id = (v).player_id) as l,
      (select first_name || ' ' || last_name from public.player where casino_id = (v).casino_id
        and id = (v).player_id) as player_name
    from arrived
  ),
  judged as (
    select (h.v).player_id, h.player_name,
      (select name from public.loyalty_tier where casino_id = (h.v).casino_id and code = o.tier) as tier_name,
      o.tier, o.balance, o.points_cost, o.face_value_cents, o.required_match_wager_cents,
      o.reasons = '{}' as eligible,
      -- Beside a list of who could, a count of the excluded would name them in a small house.
      case when cardinality(o.reasons) > 0 then replace(o.reasons[1], 'PLAYER_EXCLUDED', 'NOT_ELIGIBLE') end as reason
    from house h
    cross join lateral app.reward_offers(v_ctx, h.l, h.v, app.is_player_excluded(v_ctx, (h.v).player_id), p_reward_id) o
    where (h.l).player_id is not null
    union all
    select (h.v).player_id, h.player_name, null, null, null, null, null, null, false, 'PLAYER_NOT_ENROLLED'
      from house h where (h.l).player_id is null
  )
  select jsonb_build_object('player_count', count(*), 'eligible_count', count(*) filter (where eligible),
    'reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('code', reason, 'count', n) order by n desc, reason), '[]'::jsonb)
      from (select reason, count(*) as n from judged where not eligible group by reason) counted
    ),
    'items', coalesce(jsonb_agg(to_jsonb(judged) - 'eligible' - 'reason' order by player_name,
      player_id) filter (where eligible), '[]'::jsonb))
  into v_preview
  from judged;
  return v_preview || jsonb_build_object('reward_id', p_reward_id, 'as_of', now(), 'is_partial',
    exists (select from public.visit where casino_id = v_ctx.casino_id and ended_at is null offset v_limit));
end;
$$;
comment on function public.rpc_preview_reward(uuid) is
  'Who in the house (players on a running visit, the last 500 that came) could get a reward now, were it active: '
  '{reward_id, as_of, player_count, eligible_count, is_partial, reasons: [{code, count}] of the others (an exclusion '
  'counts as NOT_ELIGIBLE), items: [{player_id, player_name, tier, tier_name, balance, points_cost, face_value_cents, '
  'required_match_wager_cents}]}. Capability catalog.write. REWARD_NOT_FOUND.';
