create function public.rpc_list_reward_requests(p_is_pending boolean default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_day app.time_window;
  v_gives_rewards boolean;
  v_gives_coupons boolean;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  v_gives_rewards := app.may(v_ctx, 'reward.approve') and app.may(v_ctx, 'reward.issue');
  v_gives_coupons := app.may(v_ctx, 'reward.approve') and app.may(v_ctx, 'coupon.manage');
  v_day := app.day_or_shift(v_ctx.casino_id, v_ctx.gaming_day, null);
  return jsonb_build_object('has_limits', (
    select s.has_authority_limits from public.casino_settings s where s.casino_id = v_ctx.casino_id
  ), 'items', (
    select coalesce(jsonb_agg(app.reward_request_json(page.a) || jsonb_build_object('given_today_cents',
      case when (page.a).request ->> 'player_id' is not null and app.approval_status(page.a) = 'pending'
        then app.value_given_to(v_ctx, ((page.a).request ->> 'player_id')::uuid, v_day.starts_at, v_day.ends_at) end)
      order by (page.a).id desc), '[]')
    from (
      select a from public.approval a
      where a.casino_id = v_ctx.casino_id and a.operation = 'reward.issue'
        and (a.requested_by_staff_id = v_ctx.staff_id or case app.asking_capability(a)
          when 'coupon.manage' then v_gives_coupons else v_gives_rewards end)
        and a.requested_at > now() - interval '1 day'
        and (p_is_pending is null or (app.approval_status(a) = 'pending') = p_is_pending)
      order by a.id desc
      limit 50
    ) page
  ));
end;
$$;
comment on function public.rpc_list_reward_requests(boolean) is
  'Requests for rewards of the last day, newest first, at most fifty: those of the caller and, of who may decide '
  'about the kind, everybody''s. {has_limits: whether anybody of the house could have to ask, items: [as '
  'app.reward_request_json, with given_today_cents: what the player was given in the gaming day by everybody, by the '
  'point value; null once it is decided, and of a coupon to nobody by name]}. Capability floor.read.';
