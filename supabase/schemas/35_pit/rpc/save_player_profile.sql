create function public.rpc_save_player_profile(
  p_player_id uuid,
  p_expected_version integer,
  p_idempotency_key text,
  p_host_id uuid default null,
  p_game text default null,
  p_seat text default null,
  p_drink text default null,
  p_contact text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_game text := app.clean_text(p_game);
  v_seat text := app.clean_text(p_seat);
  v_drink text := app.clean_text(p_drink);
  v_contact text := app.clean_text(p_contact);
  v_call app.call := app.begin_call('save_player_profile', 'player.care', p_idempotency_key,
    jsonb_build_array(p_player_id, p_expected_version, p_host_id, v_game, v_seat, v_drink, v_contact),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
begin
  perform app.require_preference('game', v_game);
  perform app.require_preference('seat', v_seat);
  perform app.require_preference('drink', v_drink);
  perform app.require_preference('contact', v_contact);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_player_profile(v_ctx, p_player_id, p_expected_version);
  if p_host_id is distinct from (v_before ->> 'host_id')::uuid then
    perform app.require_host(v_ctx, p_host_id);
  end if;
  insert into public.player_profile as profile (casino_id, player_id, host_id, game, seat, drink, contact)
  values (v_ctx.casino_id, p_player_id, p_host_id, v_game, v_seat, v_drink, v_contact)
  on conflict (casino_id, player_id) do update
  set host_id = excluded.host_id, game = excluded.game, seat = excluded.seat, drink = excluded.drink,
    contact = excluded.contact, version = profile.version + 1;
  return app.finish_call(v_call, 'floor.save_player_profile', 'player', p_player_id, v_before,
    app.player_profile_json(v_ctx.casino_id, p_player_id));
end;
$$;
comment on function public.rpc_save_player_profile(uuid, integer, text, uuid, text, text, text, text, uuid) is
  'Saves who looks after a player and what the player prefers, as a whole: what is left out is none. Each preference '
  'has at most 100 characters. A host who is new to the player has to be active staff of the casino. Needs the version '
  'it was read at, 0 where nobody saved one. Answers the profile, as rpc_get_player_profile, and is_existing. '
  'Capability player.care. VALIDATION_FAILED, PLAYER_NOT_FOUND, HOST_NOT_FOUND, PLAYER_PROFILE_CHANGED (detail: '
  'version, at, staffName).';

create function app.lock_player_profile(p_ctx app.rls_context, p_player_id uuid, p_expected_version integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_profile jsonb;
begin
  -- The player's row stands for a profile that is yet to be made.
  perform from public.player where casino_id = p_ctx.casino_id and id = p_player_id for no key update;
  if not found then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_profile := app.player_profile_json(p_ctx.casino_id, p_player_id);
  if (v_profile ->> 'version')::integer is distinct from p_expected_version then
    perform app.fail(409, 'PLAYER_PROFILE_CHANGED', jsonb_build_object('version', v_profile -> 'version')
      || app.last_change(p_ctx, 'floor.save_player_profile', 'player', p_player_id));
  end if;
  return v_profile;
end;
$$;
comment on function app.lock_player_profile(app.rls_context, uuid, integer) is
  'Locks a player''s profile for an edit, and answers it. PLAYER_NOT_FOUND; PLAYER_PROFILE_CHANGED, with who and when, '
  'when somebody else saved it since the expected version.';

create function app.require_host(p_ctx app.rls_context, p_host_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_host_id is not null
    and not exists (select from public.staff where casino_id = p_ctx.casino_id and id = p_host_id and is_active
      and user_id is not null) then
    perform app.fail(404, 'HOST_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_host(app.rls_context, uuid) is
  'HOST_NOT_FOUND for somebody who is not active staff of the caller''s casino; nobody at all is as good as one.';
