create function public.rpc_end_relation(
  p_relation_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := app.clean_text(p_reason);
  v_call app.call := app.begin_call('end_relation', 'relation.manage', p_idempotency_key,
    jsonb_build_array(p_relation_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.staff_relation;
  v_relation public.staff_relation;
begin
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform from public.casino_settings s where s.casino_id = v_ctx.casino_id for no key update;
  select * into v_before from public.staff_relation where casino_id = v_ctx.casino_id and id = p_relation_id;
  if not found then
    perform app.fail(404, 'RELATION_NOT_FOUND');
  end if;
  if v_before.staff_id = v_ctx.staff_id then
    perform app.fail(403, 'OWN_RELATION');
  end if;
  if v_before.ended_at is not null then
    perform app.fail(409, 'RELATION_ENDED', jsonb_build_object('at', v_before.ended_at,
      'staffName', app.staff_name(v_ctx.casino_id, v_before.ended_by_staff_id)));
  end if;
  update public.staff_relation set ended_by_staff_id = v_ctx.staff_id, ended_at = now(), end_reason = v_reason
  where casino_id = v_ctx.casino_id and id = p_relation_id
  returning * into v_relation;
  perform app.note_limits(v_ctx.casino_id);
  return app.finish_call(v_call, 'loyalty.end_relation', 'staff_relation', p_relation_id,
    app.relation_json(v_before), app.relation_json(v_relation));
end;
$$;
comment on function public.rpc_end_relation(uuid, text, text, uuid) is
  'Ends a relation of somebody else, once, with a reason; it stays on record. Answers the relation, as '
  'app.relation_json, and is_existing. Capability relation.manage. VALIDATION_FAILED, RELATION_NOT_FOUND, '
  'OWN_RELATION, RELATION_ENDED (detail: at, staffName).';
