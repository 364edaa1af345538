-- What is kept of it.

create function app.row_provenance(p_row public.player_import_row, p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('import_id', p_import.id, 'file_name', p_import.file_name, 'sha256',
    encode(p_import.sha256, 'hex'),
    'row_id', p_row.id, 'row_number', p_row.row_number, 'uploaded_at', p_import.created_at,
    'uploaded_by', app.staff_name(p_import.casino_id, p_import.staff_id), 'imported_tier', p_row.imported_tier,
      'tier_code', p_row.tier_code,
    'imported_points_balance', p_row.imported_points_balance, 'imported_last_activity_at',
      p_row.imported_last_activity_at,
    'imported_last_activity_date', p_row.imported_last_activity_date, 'imported_loyalty_id', p_row.imported_loyalty_id,
    'identity_confirmed_at', p_row.confirmed_at, 'identity_confirmed_by',
      app.staff_name(p_import.casino_id, p_row.confirmed_by));
end;
$$;
comment on function app.row_provenance(public.player_import_row, public.player_import) is
  'Where figures came from: file, hash, row, who sent it and when, what it said, and who confirmed whom it is about.';

create function app.standing_snapshot(p_loyalty public.player_loyalty)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('tier', p_loyalty.tier, 'tier_progress', p_loyalty.tier_progress, 'lifetime_points',
    p_loyalty.lifetime_points,
    'entry_count', p_loyalty.entry_count, 'starting_balance', p_loyalty.starting_balance);
end;
$$;
comment on function app.standing_snapshot(public.player_loyalty) is
  'A player''s standing as a reconciliation keeps it, before and after.';

create function app.reconciliation_json(p_done public.loyalty_reconciliation)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_done) - array['casino_id', 'staff_id', 'seq']
    || jsonb_build_object('staff_name', app.staff_name(p_done.casino_id, p_done.staff_id));
end;
$$;
comment on function app.reconciliation_json(public.loyalty_reconciliation) is
  'A reconciliation as every RPC answers it.';

create function app.write_reconciliation(p_ctx app.rls_context, p_done public.loyalty_reconciliation)
returns public.loyalty_reconciliation
language plpgsql
set search_path = ''
as $$
declare
  v_done public.loyalty_reconciliation := p_done;
begin
  v_done.casino_id := p_ctx.casino_id;
  v_done.id := coalesce(p_done.id, app.uuid_v7());
  v_done.seq := nextval('public.loyalty_reconciliation_seq_seq');
  v_done.staff_id := p_ctx.staff_id;
  v_done.gaming_day := p_ctx.gaming_day;
  v_done.correlation_id := p_ctx.correlation_id;
  v_done.created_at := now();
  v_done.is_freshness_confirmed := coalesce(p_done.is_freshness_confirmed, false);
  v_done.flags := coalesce(p_done.flags, '{}');
  insert into public.loyalty_reconciliation select (v_done).*;
  if v_done.outcome <> 'skipped' then
    perform app.write_audit(p_ctx, case v_done.action when 'apply' then 'imports.apply_reconciliation'
      else 'imports.revert_reconciliation' end,
      'player', v_done.player_id, v_done.before, v_done.after
        || jsonb_build_object('reconciliation_id', v_done.id, 'run_id', v_done.run_id,
        'outcome', v_done.outcome, 'policy', v_done.policy, 'reason', v_done.reason, 'reverts_id', v_done.reverts_id,
          'flags', v_done.flags,
        'is_freshness_confirmed', v_done.is_freshness_confirmed, 'provenance', v_done.provenance));
  end if;
  return v_done;
end;
$$;
comment on function app.write_reconciliation(app.rls_context, public.loyalty_reconciliation) is
  'Puts on record what was done with a row, or why nothing was; what was done in the audit trail too, under the '
  'player, with before, after and provenance.';

create function app.set_standing(p_loyalty public.player_loyalty, p_tier text, p_starting_balance jsonb)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty := app.write_tier(p_loyalty, p_tier);
begin
  if p_starting_balance is not distinct from p_loyalty.starting_balance then
    return v_loyalty;
  end if;
  update public.player_loyalty
  set starting_balance = p_starting_balance, updated_at = now()
  where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id
  returning * into v_loyalty;
  return v_loyalty;
end;
$$;
comment on function app.set_standing(public.player_loyalty, text, jsonb) is
  'Gives a player, whose row is locked, this tier and this starting balance; points and ledger stay as they are.';
