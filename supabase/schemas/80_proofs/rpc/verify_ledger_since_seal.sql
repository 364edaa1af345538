create function public.rpc_verify_ledger_since_seal()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_sealed_through date;
  v_findings jsonb;
begin
  perform app.require_capability(v_ctx, 'ledger.verify');
  select max(gaming_day) into v_sealed_through from public.seal
  where casino_id = v_ctx.casino_id and kind = 'ledger' and isfinite(gaming_day);
  v_findings := app.findings_since_seal(v_ctx.casino_id, v_sealed_through);
  return v_findings || jsonb_build_object(
    'is_intact', not exists (select from jsonb_each(v_findings) where jsonb_typeof(value) = 'array'
      and value <> '[]'::jsonb),
    'sealed_through', v_sealed_through, 'checked_at', now());
end;
$$;
comment on function public.rpc_verify_ledger_since_seal() is
  'The quick proof, which is not the whole one: what was posted after the newest seal, that each player''s chain has '
  'its sealed end, that the balance row follows from it, and the newest seal itself: {is_intact, sealed_through (null '
  'while no day is sealed: then all entries are new), players_checked, entries_checked (those after the seal), '
  'breaks, drift, missing, unwitnessed, seals, checked_at}, findings as in rpc_verify_loyalty_ledger. It works '
  'nothing out again that is sealed, and says nothing of lifetime points and tiers. Capability ledger.verify.';
