create function public.rpc_list_player_values(
  p_days integer default 90,
  p_sort text default 'theo',
  p_after_player_id uuid default null,
  p_limit integer default 50,
  p_player_id uuid default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_from date := v_ctx.gaming_day - p_days + 1;
  v_items jsonb;
  v_is_cursor boolean;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  if (p_days between 1 and 366) is not true then
    perform app.invalid('days', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 366));
  end if;
  if (p_sort in ('theo', 'given', 'rate', 'last_visit')) is not true then
    perform app.invalid('sort', 'oneOf', jsonb_build_object('options', 'theo, given, rate, last_visit'));
  end if;
  if (p_limit between 1 and 200) is not true then
    perform app.invalid('limit', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 200));
  end if;
  if p_player_id is not null and not exists (
    select from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  with valued as (
    select v, app.player_value_key(v, p_sort) as key
    from app.list_player_values(v_ctx.casino_id, v_from, v_ctx.gaming_day, p_player_id) v
  ),
  page as (
    select d.v, d.key from valued d
    where p_after_player_id is null
      or (d.key, (d.v).player_id)
        < (select a.key, (a.v).player_id from valued a where (a.v).player_id = p_after_player_id)
    order by d.key desc, (d.v).player_id desc
    limit p_limit + 1
  )
  select coalesce(jsonb_agg(app.player_value_json(v_ctx.casino_id, page.v)
    order by page.key desc, (page.v).player_id desc), '[]'::jsonb),
    p_after_player_id is null or exists (select from valued a where (a.v).player_id = p_after_player_id)
  into v_items, v_is_cursor from page;
  if not v_is_cursor then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  return jsonb_build_object('gaming_day', v_ctx.gaming_day, 'from_gaming_day', v_from,
    'items', case when jsonb_array_length(v_items) > p_limit then v_items - p_limit else v_items end,
    'next_cursor', case when jsonb_array_length(v_items) > p_limit then v_items -> (p_limit - 1) -> 'player_id' end);
end;
$$;
comment on function public.rpc_list_player_values(integer, text, uuid, integer, uuid) is
  'Players over the last gaming days, today among them: what their play was to win against what they were given, the '
  'highest first by theo, given, rate or last_visit, paged by the last one seen; one player''s alone where asked: '
  '{gaming_day, from_gaming_day, items: [{player_id, player_name, tier, theo_cents, comp_cents, coupon_cents, '
  'given_cents, reinvestment_rate (given / theo, null without theo), visit_count, last_visit_at}], next_cursor}. '
  'Capability dashboard.read. PLAYER_NOT_FOUND, VALIDATION_FAILED, also for a cursor whose player is not in the list.';

create function app.player_value_rate(p_value app.player_value)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return round((p_value.comp_cents + p_value.coupon_cents)::numeric / nullif(p_value.theo_cents, 0), 4);
end;
$$;
comment on function app.player_value_rate(app.player_value) is
  'Reinvestment rate: what was given as a fraction of theo, with 4 decimals. Null without theo.';

create function app.player_value_key(p_value app.player_value, p_sort text)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- Whoever has none of what is sorted by comes last.
  return coalesce(case p_sort
    when 'theo' then p_value.theo_cents
    when 'given' then p_value.comp_cents + p_value.coupon_cents
    when 'rate' then app.player_value_rate(p_value)
    else extract(epoch from p_value.last_visit_at)
  end, -1);
end;
$$;
comment on function app.player_value_key(app.player_value, text) is 'What a player stands in the list by.';

create function app.player_value_json(p_casino_id uuid, p_value app.player_value)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_value) || jsonb_build_object(
    'given_cents', p_value.comp_cents + p_value.coupon_cents,
    'reinvestment_rate', app.player_value_rate(p_value)
  ) || (
    select jsonb_build_object('player_name', p.first_name || ' ' || p.last_name, 'tier', l.tier)
    from public.player p
    left join public.player_loyalty l on l.casino_id = p.casino_id and l.player_id = p.id
    where p.casino_id = p_casino_id and p.id = p_value.player_id
  );
end;
$$;
comment on function app.player_value_json(uuid, app.player_value) is
  'A player''s value as rpc_list_player_values has it.';
