create function public.rpc_loyalty_drift()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'ledger.verify');
  return coalesce((select jsonb_agg(to_jsonb(d)) from app.loyalty_drift(v_ctx.casino_id, null) d), '[]'::jsonb);
end;
$$;
comment on function public.rpc_loyalty_drift() is
  'Every player whose balance is not the sum of their entries: [{player_id, balance, ledger_sum}]; empty is good. '
  'Capability ledger.verify.';
