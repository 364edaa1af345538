create function public.rpc_close_mtl_gaming_day(
  p_gaming_day date,
  p_idempotency_key text,
  p_note text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('close_mtl_gaming_day', 'mtl.write', p_idempotency_key,
    jsonb_build_array(p_gaming_day, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_close public.mtl_gaming_day_close;
  v_answer jsonb;
begin
  if (p_gaming_day between date '2000-01-01' and v_ctx.gaming_day) is not true then
    perform app.invalid('gamingDay', 'gamingDayPast');
  end if;
  if length(v_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_close.last_entry_no := app.lock_mtl_day(v_ctx.casino_id, p_gaming_day);
  perform app.require_open_mtl_day(v_ctx, p_gaming_day);
  perform app.require_second_person(v_ctx, p_gaming_day);
  insert into public.mtl_gaming_day_close (casino_id, gaming_day, last_entry_no, entry_count, cash_in_cents,
    cash_out_cents, staff_id, note, correlation_id)
  select v_ctx.casino_id, p_gaming_day, v_close.last_entry_no, t.entry_count, t.cash_in_cents, t.cash_out_cents,
    v_ctx.staff_id, v_note, v_ctx.correlation_id
  from jsonb_to_record(app.mtl_day_figures(v_ctx.casino_id, p_gaming_day) -> 'totals')
    t (entry_count integer, cash_in_cents bigint, cash_out_cents bigint)
  returning * into v_close;
  v_answer := app.mtl_day_close_json(v_close);
  perform app.emit_event(v_ctx, 'mtl.day_closed', null, jsonb_build_object('gaming_day', v_close.gaming_day,
    'last_entry_no', v_close.last_entry_no, 'entry_count', v_close.entry_count,
    'cash_in_cents', v_close.cash_in_cents, 'cash_out_cents', v_close.cash_out_cents));
  return app.finish_call(v_call, 'mtl.close_gaming_day', 'mtl_gaming_day_close', v_close.id, null, v_answer);
end;
$$;
comment on function public.rpc_close_mtl_gaming_day(date, text, text, uuid) is
  'A second person signs a gaming day''s log: somebody who recorded nothing in it. It may be entered into '
  'afterwards, which is marked. Answers {is_existing, id, gaming_day, closed_at, closed_by_staff_id, '
  'closed_by_staff_name, note, last_entry_no, entry_count, cash_in_cents, cash_out_cents}. Capability mtl.write. '
  'VALIDATION_FAILED, MTL_DAY_CLOSED ({staffName, at}), SECOND_PERSON_REQUIRED.';

create function app.require_open_mtl_day(p_ctx app.rls_context, p_gaming_day date)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_close public.mtl_gaming_day_close;
begin
  select * into v_close from public.mtl_gaming_day_close
  where casino_id = p_ctx.casino_id and gaming_day = p_gaming_day;
  if found then
    perform app.fail(409, 'MTL_DAY_CLOSED', jsonb_build_object(
      'staffName', app.staff_name(v_close.casino_id, v_close.staff_id), 'at', v_close.created_at));
  end if;
end;
$$;
comment on function app.require_open_mtl_day(app.rls_context, date) is
  'MTL_DAY_CLOSED, with who did it and when, for a gaming day that was closed.';

create function app.require_second_person(p_ctx app.rls_context, p_gaming_day date)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if exists (
    select from public.mtl_entry
    where casino_id = p_ctx.casino_id and gaming_day = p_gaming_day and staff_id = p_ctx.staff_id) then
    perform app.fail(409, 'SECOND_PERSON_REQUIRED');
  end if;
end;
$$;
comment on function app.require_second_person(app.rls_context, date) is
  'SECOND_PERSON_REQUIRED for whoever recorded something in the gaming day themselves.';
