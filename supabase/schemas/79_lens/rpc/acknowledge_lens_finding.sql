create function public.rpc_acknowledge_lens_finding(
  p_finding text,
  p_lens text,
  p_from date,
  p_to date,
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
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('acknowledge_lens_finding', 'ctr.manage', p_idempotency_key,
    jsonb_build_array(p_finding, p_lens, p_from, p_to, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_finding app.lens_finding;
  v_acknowledgement public.lens_acknowledgement;
  v_last jsonb;
begin
  perform app.require_lens(v_ctx, p_lens, p_from, p_to);
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_finding := app.find_lens_finding(v_ctx, p_finding, p_lens, p_from, p_to);
  if v_finding.staff_id = v_ctx.staff_id then
    perform app.fail(409, 'LENS_FINDING_OWN');
  end if;
  v_acknowledgement := app.acknowledge_finding(v_ctx, v_finding, v_reason);
  if v_acknowledgement.id is null then
    v_last := app.lens_acknowledgement_json(v_ctx.casino_id, v_finding.kind, v_finding.about);
    perform app.fail(409, 'LENS_FINDING_ACKNOWLEDGED', jsonb_build_object('staffName', v_last -> 'staff_name',
      'at', v_last -> 'acknowledged_at'));
  end if;
  return app.finish_call(v_call, 'lens.acknowledge_finding', 'lens_acknowledgement', v_acknowledgement.id, null,
    app.acknowledged_finding_json(v_ctx.casino_id, v_finding));
end;
$$;
comment on function public.rpc_acknowledge_lens_finding(text, text, date, date, text, text, uuid) is
  'Says that somebody looked into a finding, with a reason, once; it comes back when new rows stand behind it. Nobody '
  'acknowledges what names themselves. Answers {is_existing, id, kind, figure, row_count, acknowledgement: '
  '{acknowledged_at, staff_id, staff_name, reason}}. Capability ctr.manage. VALIDATION_FAILED, LENS_FINDING_NOT_FOUND, '
  'LENS_FINDING_OWN, LENS_FINDING_ACKNOWLEDGED ({staffName, at}).';
