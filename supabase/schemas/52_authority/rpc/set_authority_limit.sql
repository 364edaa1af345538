create function public.rpc_set_authority_limit(
  p_limits jsonb,
  p_expected_version integer,
  p_idempotency_key text,
  p_of_role text default null,
  p_of_staff_id uuid default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_authority_limit', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_limits, p_expected_version, p_of_role, p_of_staff_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.authority_limit;
  v_limit public.authority_limit;
begin
  if num_nonnulls(p_of_role, p_of_staff_id) > 1 or p_of_role <> all (enum_range(null::public.staff_role)::text[]) then
    perform app.invalid('role', 'roleOrPerson');
  end if;
  perform app.require_limits(p_limits, num_nonnulls(p_of_role, p_of_staff_id) = 0);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_others_limits(v_ctx, p_of_role, p_of_staff_id);
  -- Who sets limits of one casino waits here for who was first: a row that is not there yet cannot be locked.
  perform from public.casino_settings s where s.casino_id = v_ctx.casino_id for no key update;
  select * into v_before from public.authority_limit l
  where l.casino_id = v_ctx.casino_id and l.role is not distinct from p_of_role::public.staff_role
    and l.staff_id is not distinct from p_of_staff_id;
  if p_expected_version is distinct from coalesce(v_before.version, 0) then
    perform app.fail(409, 'AUTHORITY_CHANGED', jsonb_build_object('version', coalesce(v_before.version, 0))
      || app.last_change(v_ctx, 'loyalty.set_authority_limit', 'authority_limit', v_before.id));
  end if;
  v_limit := jsonb_populate_record(v_before, p_limits);
  insert into public.authority_limit (casino_id, role, staff_id, points_at_once, points_per_shift, points_per_day,
    value_at_once_cents, value_per_day_cents, player_per_day_cents)
  values (v_ctx.casino_id, p_of_role::public.staff_role, p_of_staff_id, v_limit.points_at_once,
    v_limit.points_per_shift, v_limit.points_per_day, v_limit.value_at_once_cents, v_limit.value_per_day_cents,
    v_limit.player_per_day_cents)
  on conflict (casino_id, role, staff_id) do update
  set points_at_once = excluded.points_at_once, points_per_shift = excluded.points_per_shift,
    points_per_day = excluded.points_per_day, value_at_once_cents = excluded.value_at_once_cents,
    value_per_day_cents = excluded.value_per_day_cents, player_per_day_cents = excluded.player_per_day_cents,
    version = authority_limit.version + 1, updated_at = now()
  returning * into v_limit;
  perform app.note_limits(v_ctx.casino_id);
  return app.finish_call(v_call, 'loyalty.set_authority_limit', 'authority_limit', v_limit.id,
    app.authority_limit_json(v_before), app.authority_limit_json(v_limit));
end;
$$;
comment on function public.rpc_set_authority_limit(jsonb, integer, text, text, uuid, uuid) is
  'Sets how much a role or one person may give (points_at_once, points_per_shift, points_per_day, value_at_once_cents, '
  'value_per_day_cents) or, of neither, how much one player is given by everybody in a gaming day '
  '(player_per_day_cents). What p_limits names is set, null: no limit; the rest stays. It holds for what is given from '
  'then on, and counts what was given before. p_expected_version: the version that was read, 0 of what was never set. '
  'Answers the limit, as app.authority_limit_json, and is_existing. Capability catalog.write. VALIDATION_FAILED, '
  'OWN_LIMITS, AUTHORITY_CHANGED (detail: version, at, staffName).';

create function app.require_others_limits(p_ctx app.rls_context, p_role text, p_staff_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_staff_id is not null and not exists (
    select from public.staff s where s.casino_id = p_ctx.casino_id and s.id = p_staff_id and s.is_active) then
    perform app.invalid('staffId', 'activePerson');
  end if;
  if p_role = p_ctx.role::text or p_staff_id = p_ctx.staff_id or num_nonnulls(p_role, p_staff_id) = 0
    and (app.may(p_ctx, 'reward.issue') or app.may(p_ctx, 'coupon.manage')) then
    perform app.fail(403, 'OWN_LIMITS');
  end if;
end;
$$;
comment on function app.require_others_limits(app.rls_context, text, uuid) is
  'OWN_LIMITS for what would limit who sets it: their own, their role''s, and, of who issues, the house''s. '
  'VALIDATION_FAILED for who is not active in the casino.';
