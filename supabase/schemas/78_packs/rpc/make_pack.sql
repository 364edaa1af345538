create function public.rpc_make_pack(
  p_from date,
  p_to date,
  p_idempotency_key text,
  p_above_points bigint default 0,
  p_above_cents bigint default 0,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('make_pack', 'pack.make', p_idempotency_key,
    jsonb_build_array(p_from, p_to, p_above_points, p_above_cents), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_pack_id uuid := app.uuid_v7();
  v_answer jsonb;
begin
  if (p_above_points between 0 and 1000000000) is not true then
    perform app.invalid('abovePoints', 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 1000000000));
  end if;
  if (p_above_cents between 0 and 100000000000) is not true then
    perform app.invalid('aboveCents', 'centsBetween', jsonb_build_object('lowest', 0, 'highest', 100000000000));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  perform app.require_pack_days(v_ctx, p_from, p_to);
  select jsonb_build_object('id', v_pack_id, 'from', to_char(p_from, 'YYYY-MM-DD'), 'to', to_char(p_to, 'YYYY-MM-DD'),
    'above_points', p_above_points, 'above_cents', p_above_cents,
    'casino', jsonb_build_object('id', c.id, 'name', c.name, 'slug', c.slug),
    'time_zone', r.time_zone, 'gaming_day_start', to_char(r.gaming_day_start, 'HH24:MI'),
    'earlier_day_rules', app.pack_earlier_day_rules(v_ctx, p_from, p_to), 'currency', s.currency,
    'made_at', now(), 'made_by', v_call.staff_name, 'made_by_role', v_ctx.role) into v_answer
  from public.casino c join public.casino_settings s on s.casino_id = c.id
  join app.day_rules(v_ctx.casino_id) r on p_to >= r.from_gaming_day and p_to < r.until_gaming_day
  where c.id = v_ctx.casino_id;
  return app.finish_call(v_call, 'packs.make_pack', 'pack', v_pack_id, null, v_answer);
end;
$$;
comment on function public.rpc_make_pack(date, date, text, bigint, bigint, uuid) is
  'Puts on record that a pack of gaming days is made, which hands personal data on, and answers what its manifest says '
  'of the casino and the days: {id, from, to, above_points, above_cents, casino: {id, name, slug}, time_zone and '
  'gaming_day_start (of the last day), earlier_day_rules (app.pack_earlier_day_rules), currency, made_at, made_by, '
  'made_by_role, is_existing}. Capability pack.make. PACK_DAYS_NOT_SEALED, VALIDATION_FAILED.';

create function app.pack_earlier_day_rules(p_ctx app.rls_context, p_from date, p_to date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('through', to_char(r.until_gaming_day - 1, 'YYYY-MM-DD'),
      'time_zone', r.time_zone, 'gaming_day_start', to_char(r.gaming_day_start, 'HH24:MI')) order by r.starts_at), '[]')
    from app.day_rules(p_ctx.casino_id) r
    where r.until_gaming_day > p_from and r.until_gaming_day <= p_to
  );
end;
$$;
comment on function app.pack_earlier_day_rules(app.rls_context, date, date) is
  'By which clock gaming days of a pack began that went by another rule than the last of them: [{through, time_zone, '
  'gaming_day_start}], the first ones first.';
