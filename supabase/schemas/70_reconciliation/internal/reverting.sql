create function app.tier_without(p_done public.loyalty_reconciliation, p_loyalty public.player_loyalty)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_justified text := app.justified_tier(p_loyalty, p_loyalty.lifetime_points, p_done.id);
begin
  if p_loyalty.tier <> p_done.after ->> 'tier'
    or app.has_earned_since(p_loyalty, (p_done.before ->> 'entry_count')::bigint) then
    return v_justified;
  end if;
  -- Nothing else decided on the tier since: it is the one from before, or a lower one where the cause of that one was
  -- taken back.
  return (
    select t.code from public.loyalty_tier t
    where t.casino_id = p_done.casino_id and t.code in (p_done.before ->> 'tier', v_justified)
    order by t.rank
    limit 1
  );
end;
$$;
comment on function app.tier_without(public.loyalty_reconciliation, public.player_loyalty) is
  'The tier a player is left with when a reconciliation is taken back: the prior one, or a lower one where the prior '
  'is not justified any more; where points or another decision came since, what is justified without it '
  '(app.justified_tier), never above the tier held.';

create function app.revert_row(
  p_ctx app.rls_context,
  p_source public.loyalty_reconciliation,
  p_run_id uuid,
  p_reason text,
  p_confirm_tier_changed boolean,
  out done public.loyalty_reconciliation,
  out facts jsonb,
  out reopened public.loyalty_reconciliation[]
)
language plpgsql
set search_path = ''
as $$
declare
  v_row public.player_import_row;
  v_loyalty public.player_loyalty;
  v_before public.player_loyalty;
  v_refusal record;
begin
  select * into v_row from public.player_import_row where casino_id = p_ctx.casino_id and id = p_source.row_id;
  select * into v_loyalty from public.player_loyalty where casino_id = p_ctx.casino_id
    and player_id = p_source.player_id;
  v_refusal := app.revert_refusal(p_source, v_row, v_loyalty, p_confirm_tier_changed);
  facts := v_refusal.facts;
  reopened := '{}';
  done.run_id := p_run_id;
  done.row_id := p_source.row_id;
  done.import_id := p_source.import_id;
  done.player_id := p_source.player_id;
  done.action := 'revert';
  done.outcome := case when v_refusal.code is null then 'reverted' else 'skipped' end;
  done.code := v_refusal.code;
  done.details := case when v_refusal.code is not null then nullif(v_refusal.facts, '{}') end;
  done.reason := p_reason;
  done.reverts_id := p_source.id;
  done.flags := p_source.flags;
  done.provenance := p_source.provenance;
  if v_refusal.code is not null then
    if p_run_id is not null then
      done := app.write_reconciliation(p_ctx, done);
    end if;
    return;
  end if;

  v_before := v_loyalty;
  done.before := app.standing_snapshot(v_before);
  v_loyalty := app.take_back(p_source, v_loyalty, case when p_source.outcome = 'applied'
    then app.tier_without(p_source, v_before) else v_before.tier end);
  done.after := app.standing_snapshot(v_loyalty);
  done := app.write_reconciliation(p_ctx, done);
  if p_source.outcome = 'applied' then
    if v_loyalty.tier <> v_before.tier then
      perform app.record_tier_change(p_ctx, v_before, v_loyalty, 'reconciliation_revert', done.id);
    end if;
    reopened := app.reopen_kept_rows(p_ctx, done.player_id, p_reason,
      jsonb_build_object('by', 'reconciliation', 'action', 'revert',
      'reconciliationId', done.id, 'fileName', done.provenance -> 'file_name', 'rowNumber',
        done.provenance -> 'row_number'), p_run_id);
  end if;
end;
$$;
comment on function app.revert_row(app.rls_context, public.loyalty_reconciliation, uuid, text, boolean) is
  'Takes back what a reconciliation did, under the locks of its row: its tier (app.tier_without), and the starting '
  'balance of the newest row that still stands where it is still the one this row brought. Rows that were kept '
  'because of the tier it gave are reopened. Where it can''t be, done has outcome skipped and the code, on record in '
  'a run only.';

create function app.take_back(
  p_source public.loyalty_reconciliation,
  p_loyalty public.player_loyalty,
  p_tier text
)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
begin
  -- A starting balance that another row brought stays.
  return app.set_standing(p_loyalty, p_tier, case
    when p_loyalty.starting_balance ->> 'reconciliation_id' = p_source.id::text
      then app.starting_balance_without(p_source)
    else p_loyalty.starting_balance end);
end;
$$;
comment on function app.take_back(public.loyalty_reconciliation, public.player_loyalty, text) is
  'Gives a player this tier, and the starting balance that is theirs without what a reconciliation brought.';

create function app.settle_rows(p_ctx app.rls_context, p_done public.loyalty_reconciliation[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.player_import_row r
  set status = case d.outcome when 'reopened' then 'pending' else d.outcome::text end::public.import_row_status,
    reconciliation_id = d.id
  from unnest(p_done) d
  where r.casino_id = p_ctx.casino_id and r.id = d.row_id and d.outcome <> 'skipped';
end;
$$;
comment on function app.settle_rows(app.rls_context, public.loyalty_reconciliation[]) is
  'Marks rows with what became of them, all at once, so that their imports are counted once.';
