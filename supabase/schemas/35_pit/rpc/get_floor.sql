create function public.rpc_get_floor(p_known_version text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_version text;
  v_pits jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  v_version := app.floor_version(v_ctx);
  if v_version = p_known_version then
    return jsonb_build_object('version', v_version, 'floor', null);
  end if;

  with seats as (
    select t.id as table_id,
      jsonb_agg(jsonb_build_object('seat', n.seat, 'slip', case when s.id is not null then app.floor_slip_json(s) end)
      order by n.seat) as seats
    from public.gaming_table t
    cross join lateral generate_series(1, t.seat_count) n (seat)
    left join public.rating_slip s
      on s.casino_id = t.casino_id and s.table_id = t.id and s.seat = n.seat and s.status <> 'closed'
    where t.casino_id = v_ctx.casino_id
    group by t.id
  ),
  tables as (
    select t.pit_id, jsonb_agg(jsonb_build_object('id', t.id, 'label', t.label, 'game_type', t.game_type,
      'game_name', g.name, 'status', t.status, 'min_bet_cents', t.min_bet_cents,
      'max_bet_cents', t.max_bet_cents, 'seats', seats.seats)
        order by t.label) as tables
    from public.gaming_table t
    join public.game g on g.casino_id = t.casino_id and g.game_type = t.game_type
    join seats on seats.table_id = t.id
    where t.casino_id = v_ctx.casino_id
    group by t.pit_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'tables',
    coalesce(tables.tables, '[]'::jsonb))
    order by p.sort_order, p.name), '[]'::jsonb)
  into v_pits
  from public.pit p
  left join tables on tables.pit_id = p.id
  where p.casino_id = v_ctx.casino_id;

  return jsonb_build_object('version', v_version, 'floor',
    jsonb_build_object('gaming_day', v_ctx.gaming_day, 'as_of', now(), 'pits', v_pits));
end;
$$;
comment on function public.rpc_get_floor(text) is
  'Pits, tables, seats and live slips with player, tier, balance and last reward, and the version of it all: '
  '{version, floor}. With p_known_version equal to the version, floor is null. Capability floor.read.';

create function app.floor_version(p_ctx app.rls_context)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- What the pit screen shows is drawn from these rows, and a row's xmin changes exactly when the row does. So this is
  -- an exact version of the screen that costs the writers nothing: no counter, no trigger, no notification.
  return (
    select md5(p_ctx.gaming_day::text || coalesce(string_agg(part, ',' order by part), ''))
    from (
      select 'p' || id || xmin from public.pit where casino_id = p_ctx.casino_id
      union all
      select 't' || id || xmin from public.gaming_table where casino_id = p_ctx.casino_id
      union all
      select 'r' || id || xmin from public.loyalty_tier where casino_id = p_ctx.casino_id
      union all
      select 's' || s.id || s.xmin || '.' || p.xmin || '.' || coalesce(l.xmin::text, '')
      from public.rating_slip s
      join public.player p on p.casino_id = s.casino_id and p.id = s.player_id
      left join public.player_loyalty l on l.casino_id = s.casino_id and l.player_id = s.player_id
      where s.casino_id = p_ctx.casino_id and s.status <> 'closed'
      union all
      -- Coupons are rows of their own. What is shown of one never changes, but for whether it counts.
      select 'c' || c.id || (c.status in ('voided', 'replaced'))::text
      from public.rating_slip s
      join public.promo_coupon c
        on c.casino_id = s.casino_id and c.player_id = s.player_id and c.issued_at >= s.started_at
      where s.casino_id = p_ctx.casino_id and s.status <> 'closed'
    ) parts (part)
  );
end;
$$;
comment on function app.floor_version(app.rls_context) is
  'Changes whenever anything on the pit screen does, and not otherwise.';

create function app.floor_slip_json(p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.rating_slip_json(p_slip) || jsonb_build_object(
      'tier', l.tier,
      'tier_name', t.name,
      'balance', l.balance,
      'last_reward', app.last_reward_json(p_slip)
    )
    from (select 1) one
    left join public.player_loyalty l on l.casino_id = p_slip.casino_id and l.player_id = p_slip.player_id
    left join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
  );
end;
$$;
comment on function app.floor_slip_json(public.rating_slip) is
  'A live slip with the player''s standing and what was given last, app.last_reward_json.';

create function app.last_reward_json(p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select given
    from (
      (
        select e.created_at as given_at, jsonb_build_object('points', e.points, 'reason', e.reason,
          'reward_name', e.metadata -> 'reward_name', 'coupon', null, 'created_at', e.created_at)
        from public.loyalty_ledger e
        where e.casino_id = p_slip.casino_id and e.rating_slip_id = p_slip.id
          and e.reason not in ('session_accrual', 'reversal')
          and app.reversal_id(e) is null
        order by e.entry_no desc
        limit 1
      )
      union all
      (
        -- A replacement stands for the first of its line, and gives nothing anew.
        select coalesce(c.first_issued_at, c.issued_at), jsonb_build_object('points', null, 'reason', null,
          'reward_name', c.metadata -> 'reward_name', 'coupon', jsonb_build_object('promo_type', g.promo_type,
            'face_value_cents', c.face_value_cents), 'created_at', coalesce(c.first_issued_at, c.issued_at))
        from public.promo_coupon c
        join public.promo_program g on g.casino_id = c.casino_id and g.id = c.promo_program_id
        where c.casino_id = p_slip.casino_id and c.player_id = p_slip.player_id and c.issued_at >= p_slip.started_at
          and coalesce(c.first_issued_at, c.issued_at) >= p_slip.started_at and c.status not in ('voided', 'replaced')
        order by coalesce(c.first_issued_at, c.issued_at) desc, c.id desc
        limit 1
      )
    ) last (given_at, given)
    order by given_at desc
    limit 1
  );
end;
$$;
comment on function app.last_reward_json(public.rating_slip) is
  'What the player was given last, {points, reason, reward_name, coupon, created_at}: an entry on the slip that was '
  'not taken back, or a coupon since the slip was opened, wherever it was issued, that was not voided: then points and '
  'reason are null and coupon is {promo_type, face_value_cents}, otherwise null. Null: nothing.';
