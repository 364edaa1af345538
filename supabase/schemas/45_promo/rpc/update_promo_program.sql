create function public.rpc_update_promo_program(
  p_promo_program_id uuid,
  p_idempotency_key text,
  p_name text default null,
  p_face_value_cents bigint default null,
  p_required_match_wager_cents bigint default null,
  p_valid_hours integer default null,
  p_status text default null,
  p_start_at timestamptz default null,
  p_end_at timestamptz default null,
  p_has_no_end boolean default false,
  p_expected_version integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_promo_program', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_promo_program_id, btrim(p_name), p_face_value_cents, p_required_match_wager_cents,
      p_valid_hours, p_status, extract(epoch from p_start_at), extract(epoch from p_end_at), p_has_no_end,
      p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.promo_program;
  v_program public.promo_program;
begin
  if p_status not in ('active', 'inactive') then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'active, inactive'));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_program(v_ctx, p_promo_program_id, p_expected_version);
  v_program := v_before;
  v_program.name := coalesce(btrim(p_name), v_before.name);
  v_program.face_value_cents := coalesce(p_face_value_cents, v_before.face_value_cents);
  v_program.required_match_wager_cents := coalesce(p_required_match_wager_cents, v_before.required_match_wager_cents);
  v_program.valid_hours := coalesce(p_valid_hours, v_before.valid_hours);
  v_program.start_at := coalesce(p_start_at, v_before.start_at);
  v_program.end_at := case when p_has_no_end then null else coalesce(p_end_at, v_before.end_at) end;
  v_program.status := coalesce(p_status::public.promo_program_status, v_before.status);
  perform app.require_valid_program(v_program);
  -- A program that is inexact since before the setting can still be renamed and switched off, but not made anew so.
  if (v_program.face_value_cents, v_program.required_match_wager_cents) <> (v_before.face_value_cents,
    v_before.required_match_wager_cents)
    or (v_program.status = 'active' and v_before.status <> 'active')
  then
    perform app.require_exact_match(v_program, v_call.settings);
  end if;
  begin
    update public.promo_program
    set name = v_program.name, face_value_cents = v_program.face_value_cents,
      required_match_wager_cents = v_program.required_match_wager_cents, valid_hours = v_program.valid_hours,
      status = v_program.status, start_at = v_program.start_at, end_at = v_program.end_at,
      version = version + 1, updated_at = now()
    where casino_id = v_ctx.casino_id and id = p_promo_program_id
    returning * into v_program;
  exception when unique_violation then
    perform app.fail(409, 'PROGRAM_NAME_TAKEN');
  end;
  return app.finish_call(v_call, 'promo.update_promo_program', 'promo_program', v_program.id,
    app.promo_program_json(v_before),
    app.promo_program_json(v_program));
end;
$$;
comment on function public.rpc_update_promo_program(uuid, text, text, bigint, bigint, integer, text, timestamptz,
  timestamptz, boolean, integer, uuid) is
  'Changes what is given of a program, for coupons issued from now on; p_has_no_end takes the end away. With '
  'p_expected_version, PROGRAM_CHANGED when somebody else edited in between. Answers the program and is_existing. '
  'Capability catalog.write. PROGRAM_NOT_FOUND, PROGRAM_CHANGED (detail: version, at, staffName), PROGRAM_NAME_TAKEN, '
  'VALIDATION_FAILED, MATCH_NOT_EXACT.';

create function app.lock_program(p_ctx app.rls_context, p_promo_program_id uuid, p_expected_version integer)
returns public.promo_program
language plpgsql
set search_path = ''
as $$
declare
  v_program public.promo_program;
begin
  select * into v_program from public.promo_program
  where casino_id = p_ctx.casino_id and id = p_promo_program_id
  for no key update;
  if not found then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  if v_program.version <> p_expected_version then
    perform app.fail(409, 'PROGRAM_CHANGED', jsonb_build_object('version', v_program.version)
      || app.last_change(p_ctx, 'promo.update_promo_program', 'promo_program', p_promo_program_id));
  end if;
  return v_program;
end;
$$;
comment on function app.lock_program(app.rls_context, uuid, integer) is
  'Locks a program for an edit. PROGRAM_NOT_FOUND; PROGRAM_CHANGED, with who and when, when a version is expected '
  'and it is not the current one: somebody else edited in between.';
