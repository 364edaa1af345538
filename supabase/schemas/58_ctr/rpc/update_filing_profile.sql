create function public.rpc_update_filing_profile(
  p_changes jsonb,
  p_idempotency_key text,
  p_expected_version integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_filing_profile', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_changes, p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
begin
  if coalesce(p_changes, '{}') = '{}' then
    perform app.invalid('changes', 'objectWithField');
  end if;
  perform app.ctr_facts('profile', '{}', p_changes);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  insert into public.casino_filing_profile (casino_id, version) values (v_ctx.casino_id, 1)
  on conflict (casino_id) do nothing;
  v_before := app.filing_profile_json(v_ctx.casino_id);
  update public.casino_filing_profile p
  set facts = app.ctr_facts('profile', p.facts, p_changes), updated_at = now(),
    version = p.version + case when p.facts = '{}' then 0 else 1 end
  where p.casino_id = v_ctx.casino_id
    and (p_expected_version is null or p_expected_version = case when p.facts = '{}' then 0 else p.version end);
  if not found then
    perform app.fail(409, 'FILING_PROFILE_CHANGED', jsonb_build_object('version', v_before -> 'version')
      || app.last_change(v_ctx, 'ctr.update_filing_profile', 'casino_filing_profile'));
  end if;
  return app.finish_call(v_call, 'ctr.update_filing_profile', 'casino_filing_profile', null, v_before,
    app.filing_profile_json(v_ctx.casino_id));
end;
$$;
comment on function public.rpc_update_filing_profile(jsonb, text, integer, uuid) is
  'Changes what the form asks of the house, field by field; null takes one away. Answers {facts, version, updated_at, '
  'missing, is_existing}. With p_expected_version only if nobody changed it since. Capability settings.write. '
  'FILING_PROFILE_CHANGED (detail: version, at, staffName), VALIDATION_FAILED.';
