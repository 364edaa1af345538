-- Rows that were kept wait again when what they were kept for is gone.

create function app.reopen_kept_rows(p_ctx app.rls_context, p_player_id uuid, p_reason text, p_cause jsonb,
  p_run_id uuid default null)
returns public.loyalty_reconciliation[]
language plpgsql
set search_path = ''
as $$
declare
  v_kept public.loyalty_reconciliation;
  v_loyalty public.player_loyalty;
  v_done public.loyalty_reconciliation;
  v_reopened public.loyalty_reconciliation[] := '{}';
begin
  for v_kept in
    select l.* from public.player_import_row r
    join public.loyalty_reconciliation l on l.casino_id = r.casino_id and l.id = r.reconciliation_id
    join public.loyalty_tier imported on imported.casino_id = r.casino_id and imported.code = r.tier_code
    join public.player_loyalty standing on standing.casino_id = r.casino_id and standing.player_id = r.player_id
    join public.loyalty_tier held on held.casino_id = r.casino_id and held.code = standing.tier
    where r.casino_id = p_ctx.casino_id and r.player_id = p_player_id and r.status = 'kept'
      and imported.rank > held.rank
      -- Reconciliations that this batch has taken back are left out; they are marked together at its end.
      and not app.is_taken_back(l)
    order by l.seq desc
  loop
    select * into v_loyalty from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_player_id;
    v_done := v_kept;
    v_done.id := null;
    v_done.run_id := p_run_id;
    v_done.action := 'revert';
    v_done.outcome := 'reopened';
    v_done.policy := null;
    v_done.is_freshness_confirmed := null;
    v_done.reason := p_reason;
    v_done.reverts_id := v_kept.id;
    v_done.details := p_cause;
    v_done.before := app.standing_snapshot(v_loyalty);
    v_done.after := app.standing_snapshot(app.take_back(v_kept, v_loyalty, v_loyalty.tier));
    v_reopened := array_append(v_reopened, app.write_reconciliation(p_ctx, v_done));
  end loop;
  return v_reopened;
end;
$$;
comment on function app.reopen_kept_rows(app.rls_context, uuid, text, jsonb, uuid) is
  'After a player''s tier was taken back: their rows that were kept, and whose tier is above the one held now, wait '
  'again as if nobody had applied them, their starting balances too. On record as reopened, with what did it: p_cause '
  'is {by: reconciliation, action, reconciliationId, fileName, rowNumber}, {by: reversal, entryId} or {by: manager, '
  'tier}. The caller has locked the rows, and marks them.';

create function app.reopen_after_lowering(p_ctx app.rls_context, p_before public.player_loyalty, p_reason text,
  p_cause jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if (
    select now_held.rank >= held.rank
    from public.player_loyalty standing
    join public.loyalty_tier now_held on now_held.casino_id = standing.casino_id and now_held.code = standing.tier
    join public.loyalty_tier held on held.casino_id = standing.casino_id and held.code = p_before.tier
    where standing.casino_id = p_ctx.casino_id and standing.player_id = p_before.player_id
  ) then
    return;
  end if;
  perform app.lock_rows_and_imports(p_ctx, array(
    select id from public.player_import_row where casino_id = p_ctx.casino_id and player_id = p_before.player_id
      and status = 'kept'));
  perform app.settle_rows(p_ctx, app.reopen_kept_rows(p_ctx, p_before.player_id, p_reason, p_cause));
end;
$$;
comment on function app.reopen_after_lowering(app.rls_context, public.player_loyalty, text, jsonb) is
  'Whoever lowers the tier of a player, whose row is locked, calls it with the row as it was: rows of imports that '
  'had been kept because of the tier that is gone wait again (app.reopen_kept_rows).';
