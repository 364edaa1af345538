create function public.rpc_acknowledge_lens_findings(
  p_findings text[],
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
  v_call app.call := app.begin_call('acknowledge_lens_findings', 'ctr.manage', p_idempotency_key,
    jsonb_build_array(to_jsonb(p_findings), p_lens, p_from, p_to, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_finding app.lens_finding;
  v_acknowledgement public.lens_acknowledgement;
  v_noted jsonb := '[]';
  v_stands_out boolean := false;
begin
  perform app.require_lens(v_ctx, p_lens, p_from, p_to);
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- Worked out again, once for all of them, and in one order, so that two who note the same wait for each other in it.
  for v_finding in
    select f.*
    from app.lens_findings(v_ctx.casino_id, p_lens::public.lens, p_from, p_to) f
    where app.lens_finding_id(f) = any (p_findings)
    order by f.kind, f.about
  loop
    v_stands_out := true;
    continue when v_finding.staff_id = v_ctx.staff_id;
    v_acknowledgement := app.acknowledge_finding(v_ctx, v_finding, v_reason);
    if v_acknowledgement.id is not null then
      v_noted := v_noted || app.acknowledged_finding_json(v_ctx.casino_id, v_finding);
    end if;
  end loop;
  if not v_stands_out then
    perform app.fail(404, 'LENS_FINDING_NOT_FOUND');
  end if;
  return app.finish_call(v_call, 'lens.acknowledge_findings', 'lens_acknowledgement', null, null,
    jsonb_build_object('lens', p_lens, 'from', p_from, 'to', p_to,
      'acknowledged_count', jsonb_array_length(v_noted), 'items', v_noted));
end;
$$;
comment on function public.rpc_acknowledge_lens_findings(text[], text, date, date, text, text, uuid) is
  'Says that somebody looked into several findings of a list, for one reason, each named by the id under which it was '
  'shown, which stands for its rows: what a row came to meanwhile, what is over, what a colleague was first with and '
  'what names the caller is passed over. One row of the audit trail names the lens, the days and all that was noted. '
  'Answers {lens, from, to, acknowledged_count, items (each as rpc_acknowledge_lens_finding answers it)} and '
  'is_existing. Capability ctr.manage. VALIDATION_FAILED, LENS_FINDING_NOT_FOUND where none of them stands out.';
