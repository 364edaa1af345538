create function public.rpc_list_promo_coupons(
  p_status text default null,
  p_promo_program_id uuid default null,
  p_player_id uuid default null,
  p_validation_number text default null,
  p_before_coupon_id uuid default null,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the filters at hand: each has its index.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_is_held constant boolean := case p_status when 'held' then true when 'issued' then false end;
  v_status public.promo_coupon_status;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  if p_status not in ('issued', 'held', 'voided', 'replaced', 'expired', 'cleared') then
    perform app.invalid('status', 'oneOf',
      jsonb_build_object('options', 'issued, held, voided, replaced, expired, cleared'));
  end if;
  -- Cast once, into a variable: the planner doesn't fold the cast of a parameter, and would not see that a partial
  -- index fits.
  v_status := case p_status when 'held' then 'issued' else p_status end;
  perform app.require_coupon_filters(v_ctx, p_promo_program_id, p_player_id, p_before_coupon_id);
  select coalesce(jsonb_agg(app.promo_coupon_json(page.c) order by (page.c).id desc), '[]'::jsonb) into v_items
  from (
    select c from public.promo_coupon c
    where c.casino_id = v_ctx.casino_id
      and (v_status is null
        or (c.status = v_status and (v_status <> 'issued' or c.expires_at > now()))
        or (v_status = 'expired' and c.status = 'issued' and c.expires_at <= now()))
      and (v_is_held is null or v_is_held = (c.player_id is not null and exists (
        select from public.player_exclusion e
        where e.casino_id = v_ctx.casino_id and e.player_id = c.player_id and app.is_in_force(e))))
      and (p_promo_program_id is null or c.promo_program_id = p_promo_program_id)
      and (p_player_id is null or c.player_id = p_player_id)
      and (p_validation_number is null or c.validation_key = app.validation_key(p_validation_number))
      and (p_before_coupon_id is null or c.id < p_before_coupon_id)
    order by c.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_promo_coupons(text, uuid, uuid, text, uuid, integer) is
  'Coupons, newest first, by status (overdue ones are expired; held ones are not among the issued), program, player '
  'or validation number (as copied by hand: case, dashes and O/0, I/L/1 make no difference), paged by the last coupon '
  'seen: {items, next_cursor}. Capability dashboard.read. PROGRAM_NOT_FOUND, PLAYER_NOT_FOUND, VALIDATION_FAILED.';

create function app.require_coupon_filters(p_ctx app.rls_context, p_promo_program_id uuid, p_player_id uuid,
  p_before_coupon_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_promo_program_id is not null and not exists (
    select 1 from public.promo_program where casino_id = p_ctx.casino_id and id = p_promo_program_id
  ) then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  if p_player_id is not null
    and not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_before_coupon_id is not null and not exists (
    select 1 from public.promo_coupon where casino_id = p_ctx.casino_id and id = p_before_coupon_id
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
end;
$$;
comment on function app.require_coupon_filters(app.rls_context, uuid, uuid, uuid) is
  'PROGRAM_NOT_FOUND, PLAYER_NOT_FOUND, VALIDATION_FAILED for ids that are not of the caller''s casino.';
