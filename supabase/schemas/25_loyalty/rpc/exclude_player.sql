create function public.rpc_exclude_player(
  p_player_id uuid,
  p_kind text,
  p_reason text,
  p_idempotency_key text,
  p_starts_at timestamptz default null,
  p_ends_at timestamptz default null,
  p_correlation_id uuid default null,
  p_source_reference text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_source text := app.clean_text(p_source_reference);
  v_call app.call := app.begin_call('exclude_player', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_player_id, p_kind, v_reason, extract(epoch from p_starts_at), extract(epoch from p_ends_at),
      v_source), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_exclusion public.player_exclusion;
begin
  if p_kind is null or p_kind not in ('self', 'barred', 'responsible_gaming') then
    perform app.invalid('kind', 'oneOf', jsonb_build_object('options', 'self, barred, responsible_gaming'));
  end if;
  perform app.require_words('reason', v_reason);
  if length(v_source) > 200 then
    perform app.invalid('sourceReference', 'charactersAtMost', jsonb_build_object('highest', 200));
  end if;
  if p_ends_at <= coalesce(p_starts_at, now()) then
    perform app.invalid('endsAt', 'endAfterStart');
  end if;
  if v_call.is_replay then
    return app.exclusion_answer(v_ctx, app.replay(v_call));
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_exclusion.player_id := p_player_id;
  v_exclusion.kind := p_kind;
  v_exclusion.reason := v_reason;
  v_exclusion.source_reference := v_source;
  v_exclusion.starts_at := p_starts_at;
  v_exclusion.ends_at := p_ends_at;
  v_exclusion := app.insert_exclusion(v_ctx, v_exclusion);
  return app.exclusion_answer(v_ctx, app.finish_call(v_call, 'exclusion.exclude_player', 'player', p_player_id, null,
    app.exclusion_json(v_exclusion)));
end;
$$;
comment on function public.rpc_exclude_player(uuid, text, text, text, timestamptz, timestamptz, uuid, text) is
  'Puts an exclusion (self, barred, responsible_gaming) on a player, from p_starts_at (default now) until p_ends_at '
  '(default open), with the document that it rests on (p_source_reference, 200 characters). Answers {id, player_id, '
  'kind, reason, source_reference, starts_at, ends_at, lifted_at, is_existing}. Capability exclusion.write. '
  'VALIDATION_FAILED, PLAYER_NOT_FOUND.';
