create function public.rpc_record_table_count(
  p_table_id uuid,
  p_shift_id uuid,
  p_opening_cents bigint,
  p_fills_cents bigint,
  p_credits_cents bigint,
  p_drop_cents bigint,
  p_idempotency_key text,
  p_closing_cents bigint default null,
  p_expected_version integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('record_table_count', 'shift.manage', p_idempotency_key,
    jsonb_build_array(p_table_id, p_shift_id, p_opening_cents, p_closing_cents, p_fills_cents, p_credits_cents,
      p_drop_cents, p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.table_count;
  v_count public.table_count;
begin
  perform app.require_count_cents('openingCents', p_opening_cents),
    app.require_count_cents('closingCents', coalesce(p_closing_cents, 0)),
    app.require_count_cents('fillsCents', p_fills_cents), app.require_count_cents('creditsCents', p_credits_cents),
    app.require_count_cents('dropCents', p_drop_cents);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- The table's row is the lock: there may be no count yet to lock.
  perform 1 from public.gaming_table where casino_id = v_ctx.casino_id and id = p_table_id for no key update;
  if not found then
    perform app.fail(404, 'TABLE_NOT_FOUND');
  end if;
  perform app.require_shift(v_ctx, p_shift_id);
  select * into v_before from public.table_count
  where casino_id = v_ctx.casino_id and table_id = p_table_id and shift_id = p_shift_id;
  if p_expected_version <> coalesce(v_before.version, 0) then
    perform app.fail(409, 'COUNT_CHANGED', jsonb_build_object('version', coalesce(v_before.version, 0))
      || app.last_change(v_ctx, 'shift.record_table_count', 'table_count', v_before.id));
  end if;

  insert into public.table_count as c (casino_id, table_id, shift_id, opening_cents, closing_cents, fills_cents,
    credits_cents,
    drop_cents, recorded_by_staff_id)
  values (v_ctx.casino_id, p_table_id, p_shift_id, p_opening_cents, p_closing_cents, p_fills_cents, p_credits_cents,
    p_drop_cents,
    v_ctx.staff_id)
  on conflict (casino_id, table_id, shift_id) do update
  set opening_cents = excluded.opening_cents, closing_cents = excluded.closing_cents,
    fills_cents = excluded.fills_cents,
    credits_cents = excluded.credits_cents, drop_cents = excluded.drop_cents, version = c.version + 1,
    recorded_by_staff_id = excluded.recorded_by_staff_id, at = excluded.at
  returning * into v_count;
  return app.finish_call(v_call, 'shift.record_table_count', 'table_count', v_count.id,
    case when v_before.id is not null then app.table_count_json(v_before) end, app.table_count_json(v_count));
end;
$$;
comment on function public.rpc_record_table_count(uuid, uuid, bigint, bigint, bigint, bigint, text, bigint, integer,
  uuid) is
  'Records what a table held and took in a shift, in cents, or replaces what was recorded; p_closing_cents is null '
  'until it is counted. With p_expected_version (0: nothing recorded yet) only if nobody changed it since. Answers '
  'the count with win and hold, and is_existing. Capability shift.manage. TABLE_NOT_FOUND, SHIFT_NOT_FOUND, '
  'COUNT_CHANGED (detail: version, at, staffName), VALIDATION_FAILED.';

create function app.table_count_json(p_count public.table_count)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_count.id,
    'table_id', p_count.table_id,
    'shift_id', p_count.shift_id,
    'opening_cents', p_count.opening_cents,
    'closing_cents', p_count.closing_cents,
    'fills_cents', p_count.fills_cents,
    'credits_cents', p_count.credits_cents,
    'drop_cents', p_count.drop_cents,
    'win_cents', app.win_cents(p_count),
    'hold_percent', app.hold_percent(app.win_cents(p_count), p_count.drop_cents),
    'is_counted', p_count.closing_cents is not null,
    'version', p_count.version,
    'recorded_by_staff_id', p_count.recorded_by_staff_id,
    'recorded_at', p_count.at
  );
end;
$$;
comment on function app.table_count_json(public.table_count) is
  'A count as every RPC answers it, with the win and hold that follow from it.';

create function app.require_count_cents(p_field text, p_cents bigint)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_cents < 0 then
    perform app.invalid(p_field, 'zeroOrMore');
  elsif p_cents > 100000000000 then
    perform app.invalid(p_field, 'tooHigh');
  elsif p_cents is null then
    perform app.invalid(p_field, 'centsBetween', jsonb_build_object('lowest', 0, 'highest', 100000000000));
  end if;
end;
$$;
comment on function app.require_count_cents(text, bigint) is
  'VALIDATION_FAILED unless a figure of a count is 0 to 1 billion in the currency''s units. A wrong sign and a wrong '
  'size break rules of their own: who typed a minus has to know that it is not the size.';

create function app.require_shift(p_ctx app.rls_context, p_shift_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if exists (select 1 from public.shift where casino_id = p_ctx.casino_id and id = p_shift_id) then
    return;
  end if;
  -- The worker plans a day ahead. Where it did not, the first count of a day does, from the last gaming week on.
  perform app.plan_shifts(p_ctx.casino_id, p_ctx.gaming_day - back) from generate_series(-1, 7) back;
  if not exists (select 1 from public.shift where casino_id = p_ctx.casino_id and id = p_shift_id) then
    perform app.fail(404, 'SHIFT_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_shift(app.rls_context, uuid) is
  'SHIFT_NOT_FOUND unless the casino has the shift; the shifts of recent days are stored if nobody did.';
