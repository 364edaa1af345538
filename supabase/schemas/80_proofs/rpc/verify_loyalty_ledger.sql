create function public.rpc_verify_loyalty_ledger(p_player_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set statement_timeout = '60s'
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_findings jsonb;
begin
  perform app.require_capability(v_ctx, 'ledger.verify');
  if p_player_id is not null
    and not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_findings := app.ledger_findings(v_ctx.casino_id, p_player_id);
  return v_findings || jsonb_build_object(
    'is_intact', not exists (select from jsonb_each(v_findings) where value <> '[]'::jsonb),
    'players_checked', (select count(*) from public.player_loyalty where casino_id = v_ctx.casino_id
      and (p_player_id is null or player_id = p_player_id)),
    'entries_checked', (select count(*) from public.loyalty_ledger where casino_id = v_ctx.casino_id
      and (p_player_id is null or player_id = p_player_id)),
    'sealed_through', (select max(gaming_day) from public.seal where casino_id = v_ctx.casino_id and kind = 'ledger'
      and isfinite(gaming_day)),
    'checked_at', now()
  );
end;
$$;
comment on function public.rpc_verify_loyalty_ledger(uuid) is
  'Proves the ledger of one player or of all: {is_intact, players_checked, entries_checked, sealed_through, breaks: '
  '[{player_id, entry_no, entry_id, kind}] (hash chains), drift: [{player_id, balance, ledger_sum}], standing: '
  '[{player_id, field, held, proved}] (lifetime_points, tier), missing: [{entry_id, player_id, entry_no, at, '
  'named_by}] (entries that only audit, outbox or seal name; of what the audit trail alone names, player and number '
  'are null, and it is found for all players only), unwitnessed: [{entry_id, player_id, entry_no, at, not_named_by}] '
  '(entries that audit or outbox don''t name, or with other figures), seals: [{gaming_day, kind, fault, player_id, '
  'entry_no}], checked_at}. Capability ledger.verify. PLAYER_NOT_FOUND.';
