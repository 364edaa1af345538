create function public.rpc_exclude_player(
  p_player_id uuid,
  p_kind text,
  p_reason text,
  p_idempotency_key text,
  p_starts_at timestamptz default null,
  p_ends_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('exclude_player', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_player_id, p_kind, v_reason, extract(epoch from p_starts_at), extract(epoch from p_ends_at)),
      p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_starts_at timestamptz := coalesce(p_starts_at, now());
  v_exclusion public.player_exclusion;
begin
  if p_kind is null or p_kind not in ('self', 'barred', 'responsible_gaming') then
    perform app.invalid('kind', 'oneOf', jsonb_build_object('options', 'self, barred, responsible_gaming'));
  end if;
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if p_ends_at <= v_starts_at then
    perform app.invalid('endsAt', 'endAfterStart');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  -- A reward on its way holds this row: it lands before the exclusion is answered, or not at all.
  perform 1 from public.player_loyalty where casino_id = v_ctx.casino_id and player_id = p_player_id for no key update;
  insert into public.player_exclusion (casino_id, player_id, kind, reason, starts_at, ends_at, set_by_staff_id)
  values (v_ctx.casino_id, p_player_id, p_kind::public.exclusion_kind, v_reason, v_starts_at, p_ends_at, v_ctx.staff_id)
  returning * into v_exclusion;
  return app.finish_call(v_call, 'exclusion.exclude_player', 'player', p_player_id, null,
    app.exclusion_json(v_exclusion));
end;
$$;
comment on function public.rpc_exclude_player(uuid, text, text, text, timestamptz, timestamptz, uuid) is
  'Puts an exclusion (self, barred, responsible_gaming) on a player, from p_starts_at (default now) until p_ends_at '
  '(default open). Answers {id, player_id, starts_at, ends_at, lifted_at, is_existing}. Capability exclusion.write. '
  'VALIDATION_FAILED, PLAYER_NOT_FOUND.';
