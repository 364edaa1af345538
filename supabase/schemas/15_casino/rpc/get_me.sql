create function public.rpc_get_me()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  return (
    select jsonb_build_object(
      'staff', jsonb_build_object('id', s.id, 'name', s.full_name, 'email', s.email, 'role', s.role,
        'language', s.language, 'has_pin', app.has_pin(s),
        'works_elsewhere', s.has_choice and exists (
          select from public.staff o where o.user_id = s.user_id and o.id <> s.id and o.is_active),
        'licence', case
          when app.licence_state(s.licence_expires_on, cs) in ('expiring', 'expired') then jsonb_build_object(
            'expires_on', s.licence_expires_on, 'state', app.licence_state(s.licence_expires_on, cs),
            'stops', cs.stops_on_expired_licence and s.role <> 'admin')
        end, 'password_link', app.password_link_json(s)),
      'capabilities', to_jsonb(app.capabilities_of(v_ctx)),
      'casino', jsonb_build_object('id', c.id, 'slug', c.slug, 'name', c.name),
      'settings', jsonb_build_object(
        'time_zone', app.current_time_zone(cs),
        'utc_offsets', app.utc_offsets(app.current_time_zone(cs), date_trunc('day', now()) - interval '3 years',
          date_trunc('day', now()) + interval '400 days'),
        'gaming_day_start', to_char(app.current_day_start(cs), 'HH24:MI'),
        'currency', cs.currency,
        'reward_soft_cap_points', cs.reward_soft_cap_points,
        'reward_preset_points', to_jsonb(cs.reward_preset_points),
        'rewards_per_staff_per_minute', cs.rewards_per_staff_per_minute,
        'correction_debt_limit_points', cs.correction_debt_limit_points,
        'promo_require_exact_match', cs.promo_require_exact_match,
        'promo_allow_anonymous_issuance', cs.promo_allow_anonymous_issuance,
        'idle_lock_minutes', cs.idle_lock_minutes,
        'shares_recognition', exists (select from app.recognition r where r.casino_id = v_ctx.casino_id)
      ),
      'gaming_day', v_ctx.gaming_day
    )
    from public.staff s
    join public.casino c on c.id = s.casino_id
    join public.casino_settings cs on cs.casino_id = s.casino_id
    where s.casino_id = v_ctx.casino_id and s.id = v_ctx.staff_id
  );
end;
$$;
comment on function public.rpc_get_me() is
  'The caller: staff {id, name, email, role, language, has_pin, works_elsewhere (at another casino, too), licence, '
  'password_link (app.password_link_json)}, capabilities, casino {id, slug, name}, '
  'the settings screens need, and the gaming day of now. settings.utc_offsets says when the casino''s clocks are '
  'how many seconds ahead of UTC, from three years ago to 400 days ahead, so that every device shows the time of '
  'this one copy of the zone data. staff.licence is null but where the gaming licence is about to expire or has: '
  '{expires_on, state: expiring | expired, stops: whether the person is let in no more after that day}.';

create function app.utc_offset_at(p_time_zone text, p_at timestamptz)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return extract(epoch from (p_at at time zone p_time_zone) - (p_at at time zone 'UTC'))::integer;
end;
$$;
comment on function app.utc_offset_at(text, timestamptz) is
  'How many seconds the clocks of a zone are ahead of UTC at an instant.';

create function app.utc_offsets(p_time_zone text, p_from timestamptz, p_until timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_periods jsonb := '[]';
  v_start timestamptz := p_from;
  v_seconds integer := app.utc_offset_at(p_time_zone, p_from);
  v_same timestamptz;
  v_other timestamptz;
  v_between timestamptz;
  v_week_end timestamptz;
begin
  -- No zone changes its clocks twice within a week. So every week is looked at once, and the second of a change is
  -- found by halving its week.
  for v_week_end in select least(at, p_until)
    from generate_series(p_from + interval '7 days', p_until + interval '7 days', interval '7 days') at loop
    continue when app.utc_offset_at(p_time_zone, v_week_end) = v_seconds;
    v_same := v_week_end - interval '7 days';
    v_other := v_week_end;
    while v_other - v_same > interval '1 second' loop
      v_between := date_trunc('second', v_same + (v_other - v_same) / 2);
      if app.utc_offset_at(p_time_zone, v_between) = v_seconds then
        v_same := v_between;
      else
        v_other := v_between;
      end if;
    end loop;
    v_periods := v_periods || jsonb_build_object('starts_at', v_start, 'ends_at', v_other, 'seconds', v_seconds);
    v_start := v_other;
    v_seconds := app.utc_offset_at(p_time_zone, v_other);
  end loop;
  return v_periods || jsonb_build_object('starts_at', v_start, 'ends_at', p_until, 'seconds', v_seconds);
end;
$$;
comment on function app.utc_offsets(text, timestamptz, timestamptz) is
  'How far the clocks of a zone are ahead of UTC between two instants, both at whole seconds: [{starts_at, ends_at, '
  'seconds}], without gaps, in order.';
