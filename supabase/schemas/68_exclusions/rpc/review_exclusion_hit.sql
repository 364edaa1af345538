create function public.rpc_review_exclusion_hit(
  p_hit_id uuid,
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
  v_call app.call := app.begin_call('review_exclusion_hit', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_hit_id, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_hit public.audit_log;
  v_review public.exclusion_hit_review;
begin
  if length(v_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_hit from public.audit_log
  where casino_id = v_ctx.casino_id and id = p_hit_id and domain = 'exclusion' and app.is_exclusion_hit(action);
  if not found then
    perform app.fail(404, 'EXCLUSION_HIT_NOT_FOUND');
  end if;
  insert into public.exclusion_hit_review (casino_id, hit_id, note, staff_id)
  values (v_ctx.casino_id, p_hit_id, v_note, v_ctx.staff_id)
  on conflict (casino_id, hit_id) do nothing;
  if not found then
    select * into v_review from public.exclusion_hit_review where casino_id = v_ctx.casino_id and hit_id = p_hit_id;
    perform app.fail(409, 'EXCLUSION_HIT_REVIEWED', jsonb_build_object('at', v_review.created_at,
      'staffName', app.staff_name(v_ctx.casino_id, v_review.staff_id)));
  end if;
  return app.finish_call(v_call, 'exclusion.review_hit', 'player', v_hit.entity_id, null,
    app.exclusion_hit_json(v_hit));
end;
$$;
comment on function public.rpc_review_exclusion_hit(uuid, text, text, uuid) is
  'Says that somebody looked into a hit, with a note, once. Answers the hit, as rpc_list_exclusion_hits, and '
  'is_existing. Capability exclusion.write. VALIDATION_FAILED, EXCLUSION_HIT_NOT_FOUND, EXCLUSION_HIT_REVIEWED '
  '(detail: at, staffName).';
