create function app.lock_rows_and_imports(p_ctx app.rls_context, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform 1 from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)
    order by import_id, row_number for no key update;
  perform 1 from public.player_import
  where casino_id = p_ctx.casino_id and id in (
    select import_id from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)
  )
  order by id
  for no key update;
end;
$$;
comment on function app.lock_rows_and_imports(app.rls_context, uuid[]) is
  'Locks rows as they stand in their files, then their imports by id. Their players are locked before.';

create function app.lock_reconciled_rows(p_ctx app.rls_context, p_row_ids uuid[], p_with_kept boolean default false)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row_ids uuid[] := p_row_ids;
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  perform 1 from public.player_loyalty
  where casino_id = p_ctx.casino_id and player_id in (
    select player_id from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)
  )
  order by player_id
  for no key update;
  if p_with_kept then
    v_row_ids := v_row_ids || array(
      select kept.id from public.player_import_row kept
      where kept.casino_id = p_ctx.casino_id and kept.status = 'kept' and kept.player_id in (
        select player_id from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)));
  end if;
  perform app.lock_rows_and_imports(p_ctx, v_row_ids);
end;
$$;
comment on function app.lock_reconciled_rows(app.rls_context, uuid[], boolean) is
  'Locks what applying or reverting rows touches, in the one order: players by id, rows as they stand in their files, '
  'imports by id. Who reverts locks the players'' kept rows too: they may wait again.';

create function app.apply_import_row(p_ctx app.rls_context, p_run public.reconciliation_run,
  p_row public.player_import_row)
returns public.loyalty_reconciliation
language plpgsql
set search_path = ''
as $$
declare
  v_import public.player_import;
  v_loyalty public.player_loyalty;
  v_before public.player_loyalty;
  v_done public.loyalty_reconciliation;
  v_verdict app.verdict;
begin
  select * into v_import from public.player_import where casino_id = p_ctx.casino_id and id = p_row.import_id;
  select * into v_loyalty from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_row.player_id;
  v_done.id := app.uuid_v7();
  v_done.run_id := p_run.id;
  v_done.row_id := p_row.id;
  v_done.import_id := p_row.import_id;
  v_done.player_id := p_row.player_id;
  v_done.action := 'apply';
  v_done.policy := p_run.policy;
  v_done.is_freshness_confirmed := p_run.confirm_unknown_freshness;
  v_done.provenance := app.row_provenance(p_row, v_import);
  v_done.flags := app.reconciliation_flags(p_row,
    (select rank from public.loyalty_tier where casino_id = p_ctx.casino_id and code = p_row.tier_code),
    (select rank from public.loyalty_tier where casino_id = p_ctx.casino_id and code = v_loyalty.tier),
      app.stale_before(p_ctx.casino_id));
  v_verdict := case when v_import.status = 'ready'
    then app.reconciliation_verdict(p_row, v_done.flags, p_run.confirm_unknown_freshness)
    else row('skipped', 'IMPORT_NOT_READY')::app.verdict end;
  v_done.outcome := v_verdict.outcome::public.reconciliation_outcome;
  v_done.code := v_verdict.code;
  if v_done.outcome = 'skipped' then
    return app.write_reconciliation(p_ctx, v_done);
  end if;

  v_before := v_loyalty;
  v_done.before := app.standing_snapshot(v_before);
  v_loyalty := app.set_standing(v_loyalty, case when v_done.outcome = 'applied' then p_row.tier_code
    else v_loyalty.tier end,
    app.newer_balance(v_loyalty.starting_balance, app.starting_balance_of(v_done)));
  v_done.after := app.standing_snapshot(v_loyalty);
  v_done := app.write_reconciliation(p_ctx, v_done);
  if v_done.outcome = 'applied' then
    perform app.record_tier_change(p_ctx, v_before, v_loyalty, 'reconciliation', v_done.id);
  end if;
  return v_done;
end;
$$;
comment on function app.apply_import_row(app.rls_context, public.reconciliation_run, public.player_import_row) is
  'Applies one locked row: the tier where it is higher than the one held, and the imported points as '
  'starting_balance, which is no balance, unless newer ones are there. Nothing else changes; the ledger is not '
  'touched.';
