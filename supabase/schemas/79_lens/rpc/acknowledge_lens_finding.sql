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
begin
  perform app.require_lens(v_ctx, p_lens, p_from, p_to);
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_finding := app.find_lens_finding(v_ctx, p_finding, p_lens, p_from, p_to);
  if v_finding.staff_id = v_ctx.staff_id then
    perform app.fail(409, 'LENS_FINDING_OWN');
  end if;
  if app.is_lens_acknowledged(v_ctx.casino_id, v_finding) then
    perform app.refuse_acknowledged(v_ctx, v_finding);
  end if;
  insert into public.lens_acknowledgement (casino_id, finding_id, kind, about, row_ids, figure, reason, staff_id,
    gaming_day, correlation_id)
  values (v_ctx.casino_id, p_finding, v_finding.kind, v_finding.about, v_finding.row_ids, v_finding.figure, v_reason,
    v_ctx.staff_id, v_ctx.gaming_day, v_ctx.correlation_id)
  on conflict (casino_id, finding_id) do nothing
  returning * into v_acknowledgement;
  if not found then
    -- Somebody else did at the same time.
    perform app.refuse_acknowledged(v_ctx, v_finding);
  end if;
  return app.finish_call(v_call, 'lens.acknowledge_finding', 'lens_acknowledgement', v_acknowledgement.id, null,
    jsonb_build_object('id', p_finding, 'kind', v_finding.kind, 'figure', v_finding.figure,
      'row_count', cardinality(v_finding.row_ids), 'acknowledgement',
      app.lens_acknowledgement_json(v_ctx.casino_id, v_finding.kind, v_finding.about)));
end;
$$;
comment on function public.rpc_acknowledge_lens_finding(text, text, date, date, text, text, uuid) is
  'Says that somebody looked into a finding, with a reason, once; it comes back when new rows stand behind it. Nobody '
  'acknowledges what names themselves. Answers {is_existing, id, kind, figure, row_count, acknowledgement: '
  '{acknowledged_at, staff_id, staff_name, reason}}. Capability ctr.manage. VALIDATION_FAILED, LENS_FINDING_NOT_FOUND, '
  'LENS_FINDING_OWN, LENS_FINDING_ACKNOWLEDGED ({staffName, at}).';

create function app.refuse_acknowledged(p_ctx app.rls_context, p_finding app.lens_finding)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last jsonb := app.lens_acknowledgement_json(p_ctx.casino_id, p_finding.kind, p_finding.about);
begin
  perform app.fail(409, 'LENS_FINDING_ACKNOWLEDGED', jsonb_build_object('staffName', v_last -> 'staff_name',
    'at', v_last -> 'acknowledged_at'));
end;
$$;
comment on function app.refuse_acknowledged(app.rls_context, app.lens_finding) is
  'LENS_FINDING_ACKNOWLEDGED, with who was first and when.';
