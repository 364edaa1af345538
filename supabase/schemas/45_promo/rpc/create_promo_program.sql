create function public.rpc_create_promo_program(
  p_name text,
  p_promo_type text,
  p_face_value_cents bigint,
  p_required_match_wager_cents bigint,
  p_idempotency_key text,
  p_valid_hours integer default 24,
  p_status text default 'active',
  p_start_at timestamptz default null,
  p_end_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('create_promo_program', 'catalog.write', p_idempotency_key,
    jsonb_build_array(btrim(p_name), p_promo_type, p_face_value_cents, p_required_match_wager_cents, p_valid_hours,
      p_status, extract(epoch from p_start_at), extract(epoch from p_end_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_program public.promo_program;
begin
  perform app.require_promo_type('promoType', p_promo_type);
  if p_status is null or p_status not in ('active', 'inactive') then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'active, inactive'));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_program.casino_id := v_ctx.casino_id;
  v_program.id := app.uuid_v7();
  v_program.name := btrim(p_name);
  v_program.promo_type := p_promo_type::public.promo_type_enum;
  v_program.face_value_cents := p_face_value_cents;
  v_program.required_match_wager_cents := p_required_match_wager_cents;
  v_program.status := p_status::public.promo_program_status;
  v_program.start_at := coalesce(p_start_at, now());
  v_program.end_at := p_end_at;
  v_program.valid_hours := p_valid_hours;
  v_program.version := 1;
  v_program.created_at := now();
  v_program.updated_at := now();
  perform app.require_valid_program(v_program);
  perform app.require_exact_match(v_program, v_call.settings);
  insert into public.promo_program select (v_program).*
  on conflict (casino_id, lower(name)) do nothing;
  if not found then
    perform app.fail(409, 'PROGRAM_NAME_TAKEN');
  end if;
  return app.finish_call(v_call, 'promo.create_promo_program', 'promo_program', v_program.id, null,
    app.promo_program_json(v_program));
end;
$$;
comment on function public.rpc_create_promo_program(text, text, bigint, bigint, text, integer, text, timestamptz,
  timestamptz, uuid) is
  'Makes a program: match_play with a required wager, or free_play with 0; cents; p_valid_hours is the validity of '
  'its coupons from issue. Answers the program and is_existing. Capability catalog.write. VALIDATION_FAILED, '
  'MATCH_NOT_EXACT, PROGRAM_NAME_TAKEN.';
