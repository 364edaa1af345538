create function public.rpc_create_player(
  p_first_name text,
  p_last_name text,
  p_idempotency_key text,
  p_loyalty_id text default null,
  p_birth_date date default null,
  p_correlation_id uuid default null,
  p_confirm_new boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_first_name text := app.clean_text(p_first_name);
  v_last_name text := app.clean_text(p_last_name);
  v_loyalty_id text := app.clean_loyalty_id(p_loyalty_id);
  v_call app.call := app.begin_call('create_player', 'slip.manage', p_idempotency_key,
    jsonb_build_array(v_first_name, v_last_name, v_loyalty_id, p_birth_date - date '2000-01-01'), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_player public.player;
begin
  perform app.require_name('firstName', v_first_name);
  perform app.require_name('lastName', v_last_name);
  if length(v_loyalty_id) > 50 then
    perform app.invalid('loyaltyId', 'charactersAtMost', jsonb_build_object('highest', 50));
  end if;
  if app.has_lost_digits(v_loyalty_id) then
    perform app.invalid('loyaltyId', 'shortenedId');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_birth_date(v_ctx, p_birth_date);

  insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date)
  values (v_ctx.casino_id, v_first_name, v_last_name, v_loyalty_id, p_birth_date)
  on conflict (casino_id, loyalty_id_key) do nothing
  returning * into v_player;
  if not found then
    perform app.fail(409, 'LOYALTY_ID_TAKEN');
  end if;
  if not coalesce(p_confirm_new, false) and p_birth_date is not null then
    perform app.refuse_likely_existing_player(v_player);
  end if;
  perform app.enrol_player(v_ctx.casino_id, v_player.id);
  perform app.emit_event(v_ctx, 'player.enrolled', v_player.id, jsonb_build_object('player_id', v_player.id));
  return app.finish_call(v_call, 'floor.create_player', 'player', v_player.id, null, app.player_json(v_player));
end;
$$;
comment on function public.rpc_create_player(text, text, text, text, date, uuid, boolean) is
  'Enrols a player: the player and the balance row, in one transaction. Names and loyalty id are kept without what '
  'nobody sees; a loyalty id is taken also when its case differs. Somebody of this name and birth date who is here '
  'already is a refusal unless p_confirm_new says that this is another person. Answers the player and is_existing. '
  'Capability slip.manage. VALIDATION_FAILED (also of a birth date under the casino''s minimum age), '
  'LOYALTY_ID_TAKEN, PLAYER_LIKELY_EXISTS, NO_TIERS.';
