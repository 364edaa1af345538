create function public.rpc_correct_player(
  p_player_id uuid,
  p_reason text,
  p_expected_version integer,
  p_idempotency_key text,
  p_first_name text default null,
  p_last_name text default null,
  p_birth_date date default null,
  p_has_no_birth_date boolean default false,
  p_confirm_new boolean default false,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := app.clean_text(p_reason);
  v_call app.call := app.begin_call('correct_player', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_player_id, v_reason, p_expected_version, app.clean_text(p_first_name),
      app.clean_text(p_last_name), p_birth_date - date '2000-01-01', coalesce(p_has_no_birth_date, false)),
      p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.player;
  v_player public.player;
begin
  perform app.require_words('reason', v_reason);
  if p_first_name is not null then
    perform app.require_name('firstName', app.clean_text(p_first_name));
  end if;
  if p_last_name is not null then
    perform app.require_name('lastName', app.clean_text(p_last_name));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_birth_date(v_ctx, p_birth_date);
  v_before := app.lock_player(v_ctx, p_player_id, p_expected_version);
  update public.player
  set first_name = coalesce(app.clean_text(p_first_name), first_name),
    last_name = coalesce(app.clean_text(p_last_name), last_name),
    birth_date = case when not coalesce(p_has_no_birth_date, false) then coalesce(p_birth_date, birth_date) end,
      version = version + 1
  where casino_id = v_ctx.casino_id and id = p_player_id
  returning * into v_player;
  if not coalesce(p_confirm_new, false) and v_player.birth_date is not null
    and (v_player.person_key, v_player.birth_date) is distinct from (v_before.person_key, v_before.birth_date) then
    perform app.refuse_likely_existing_player(v_player);
  end if;
  return app.finish_call(v_call, 'floor.correct_player', 'player', p_player_id,
    jsonb_build_object('first_name', v_before.first_name,
    'last_name', v_before.last_name, 'birth_date', v_before.birth_date, 'version', v_before.version),
    app.player_json(v_player) || jsonb_build_object('reason', v_reason));
end;
$$;
comment on function public.rpc_correct_player(uuid, text, integer, text, text, text, date, boolean, boolean, uuid) is
  'Corrects what was mistyped of a player, with a reason: the names given, the birth date given or '
  '(p_has_no_birth_date) none; what is left out stays. Rows of imports are compared anew with who the player is then, '
  'and what was confirmed of them is asked again. Somebody else of this name and birth date is a refusal unless '
  'p_confirm_new says that they are two. Needs the version it was read at. Answers the player, reason and '
  'is_existing. Capability slip.manage. VALIDATION_FAILED (also of a birth date under the casino''s minimum age), '
  'PLAYER_NOT_FOUND, PLAYER_CHANGED (detail: version, at, staffName), PLAYER_LIKELY_EXISTS.';

create function app.lock_player(p_ctx app.rls_context, p_player_id uuid, p_expected_version integer)
returns public.player
language plpgsql
set search_path = ''
as $$
declare
  v_player public.player;
begin
  select * into v_player from public.player where casino_id = p_ctx.casino_id and id = p_player_id for no key update;
  if not found then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if v_player.version is distinct from p_expected_version then
    perform app.fail(409, 'PLAYER_CHANGED', jsonb_build_object('version', v_player.version)
      || app.last_change(p_ctx, 'floor.correct_player', 'player', p_player_id));
  end if;
  return v_player;
end;
$$;
comment on function app.lock_player(app.rls_context, uuid, integer) is
  'Locks a player for an edit. PLAYER_NOT_FOUND; PLAYER_CHANGED, with who and when, when somebody else edited since '
  'the expected version.';
