create function app.run_json(p_run public.reconciliation_run)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_run)
    - array['casino_id', 'staff_id', 'row_ids', 'last_import_id', 'unready_import_ids', 'after_id', 'after_import_id',
    'after_row_number'] || jsonb_build_object(
    'started_by', app.staff_name(p_run.casino_id, p_run.staff_id), 'selected_count', cardinality(p_run.row_ids),
    'done_count', p_run.applied_count + p_run.kept_count + p_run.reverted_count + p_run.skipped_count,
    'reverted_by_run_id', (
      select id from public.reconciliation_run where casino_id = p_run.casino_id and reverts_run_id = p_run.id
        order by id desc limit 1
    ));
end;
$$;
comment on function app.run_json(public.reconciliation_run) is 'A run as every RPC answers it.';

create function app.next_in_run(p_run public.reconciliation_run, p_limit integer)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_place integer := coalesce(array_position(p_run.row_ids, p_run.after_id), 0);
  v_after_seq bigint := (select seq from public.loyalty_reconciliation where casino_id = p_run.casino_id
    and id = p_run.after_id);
  v_ids uuid[];
begin
  if p_run.row_ids is not null then
    return p_run.row_ids[v_place + 1 : v_place + p_limit];
  elsif p_run.action = 'revert' then
    -- The last one first: of two rows of one player the later one stands on the earlier one's tier.
    return array(
      select id from public.loyalty_reconciliation
      where casino_id = p_run.casino_id and run_id = p_run.reverts_run_id and outcome in ('applied', 'kept')
        and (v_after_seq is null or seq < v_after_seq)
      order by seq desc
      limit p_limit
    );
  end if;
  execute format('select array(select r.id from public.player_import_row r where %s and r.import_id <= $7%s order by '
    'r.import_id, r.row_number limit $5)',
    app.queue_condition(p_run.filter), case when p_run.after_row_number is not null
      then ' and (r.import_id, r.row_number) > ($6, $8)' else '' end)
  into v_ids
  using p_run.casino_id, p_run.filter, app.stale_before(p_run.casino_id), app.unready_imports(p_run.casino_id)
    || p_run.unready_import_ids, p_limit,
    p_run.after_import_id, p_run.last_import_id, p_run.after_row_number;
  return v_ids;
end;
$$;
comment on function app.next_in_run(public.reconciliation_run, integer) is
  'The next rows of a run that applies, or the next reconciliations of one that reverts, in the order to do them; '
  'empty when it is done.';

create function app.do_run_batch(p_ctx app.rls_context, p_run public.reconciliation_run, p_ids uuid[])
returns public.loyalty_reconciliation[]
language plpgsql
set search_path = ''
as $$
declare
  v_row public.player_import_row;
  v_source public.loyalty_reconciliation;
  v_reverted record;
  v_done public.loyalty_reconciliation[] := '{}';
begin
  if p_run.action = 'apply' then
    perform app.lock_reconciled_rows(p_ctx, p_ids);
    for v_row in
      select r.* from unnest(p_ids) with ordinality chosen (id, place)
      join public.player_import_row r on r.casino_id = p_ctx.casino_id and r.id = chosen.id
      order by chosen.place
    loop
      v_done := array_append(v_done, app.apply_import_row(p_ctx, p_run, v_row));
    end loop;
  else
    perform app.lock_reconciled_rows(p_ctx,
      array(select row_id from public.loyalty_reconciliation where casino_id = p_ctx.casino_id and id = any (p_ids)),
      true);
    for v_source in select * from public.loyalty_reconciliation where casino_id = p_ctx.casino_id and id = any (p_ids)
      order by seq desc loop
      v_reverted := app.revert_row(p_ctx, v_source, p_run.id, p_run.reason, p_run.confirm_tier_changed);
      v_done := array_append(v_done, v_reverted.done) || v_reverted.reopened;
    end loop;
  end if;
  perform app.settle_rows(p_ctx, v_done);
  return v_done;
end;
$$;
comment on function app.do_run_batch(app.rls_context, public.reconciliation_run, uuid[]) is
  'Does some rows of a run, under their locks: all of them or, if the transaction fails, none.';

create function app.continue_run(p_ctx app.rls_context, p_run public.reconciliation_run)
returns public.reconciliation_run
language plpgsql
set search_path = ''
as $$
declare
  -- So small that a batch ends within a statement's time limit on a machine that is ten times slower.
  v_batch constant integer := 200;
  v_ids uuid[] := app.next_in_run(p_run, v_batch);
  v_done public.loyalty_reconciliation[] := app.do_run_batch(p_ctx, p_run, v_ids);
  v_last public.loyalty_reconciliation := v_done[cardinality(v_done)];
  v_run public.reconciliation_run;
begin
  update public.reconciliation_run r
  set applied_count = r.applied_count + d.applied, kept_count = r.kept_count + d.kept,
    reverted_count = r.reverted_count + d.reverted,
    reopened_count = r.reopened_count + d.reopened, skipped_count = r.skipped_count + d.skipped,
      after_id = coalesce(v_ids[cardinality(v_ids)], r.after_id),
    after_import_id = coalesce(v_last.import_id, r.after_import_id),
    after_row_number = coalesce((v_last.provenance ->> 'row_number')::integer, r.after_row_number),
      updated_at = clock_timestamp(),
    status = case when cardinality(v_ids) < v_batch then 'finished' else r.status end,
    finished_at = case when cardinality(v_ids) < v_batch then clock_timestamp() end
  from (
    select count(*) filter (where outcome = 'applied') as applied, count(*) filter (where outcome = 'kept') as kept,
      count(*) filter (where outcome = 'reverted') as reverted,
        count(*) filter (where outcome = 'reopened') as reopened,
      count(*) filter (where outcome = 'skipped') as skipped
    from unnest(v_done)
  ) d
  where r.casino_id = p_run.casino_id and r.id = p_run.id
  returning r.* into v_run;
  return v_run;
end;
$$;
comment on function app.continue_run(app.rls_context, public.reconciliation_run) is
  'Does the next 200 rows of a run that is running and locked; with the last ones it is finished.';

create function app.start_run(p_ctx app.rls_context, p_run public.reconciliation_run)
returns public.reconciliation_run
language plpgsql
set search_path = ''
as $$
declare
  v_run public.reconciliation_run;
begin
  insert into public.reconciliation_run (casino_id, action, policy, confirm_unknown_freshness, confirm_tier_changed,
    filter, row_ids, last_import_id,
    unready_import_ids, reverts_run_id, reason, staff_id, total_count)
  values (p_ctx.casino_id, p_run.action, p_run.policy, coalesce(p_run.confirm_unknown_freshness, false),
    coalesce(p_run.confirm_tier_changed, false), p_run.filter, p_run.row_ids,
    p_run.last_import_id, coalesce(p_run.unready_import_ids, '{}'), p_run.reverts_run_id, p_run.reason, p_ctx.staff_id,
      p_run.total_count)
  returning * into v_run;
  return app.continue_run(p_ctx, v_run);
end;
$$;
comment on function app.start_run(app.rls_context, public.reconciliation_run) is
  'Puts a run on record and does its first 200 rows.';

create function app.require_rows(p_ctx app.rls_context, p_row_ids uuid[])
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row_ids uuid[] := array(select distinct id from unnest(p_row_ids) id where id is not null order by id);
begin
  if cardinality(v_row_ids) not between 1 and 1000 then
    perform app.invalid('rowIds', 'rowIds');
  end if;
  if (select count(*) <> cardinality(v_row_ids) from public.player_import_row
    where casino_id = p_ctx.casino_id and id = any (v_row_ids)
      and import_id <> all (app.unready_imports(p_ctx.casino_id))) then
    perform app.fail(404, 'IMPORT_ROW_NOT_FOUND');
  end if;
  -- In the order of their files, as by a filter: of two rows of one player the first one counts first.
  return array(select id from public.player_import_row where casino_id = p_ctx.casino_id and id = any (v_row_ids)
    order by import_id, row_number);
end;
$$;
comment on function app.require_rows(app.rls_context, uuid[]) is
  'These rows, each once, in the order of their files. VALIDATION_FAILED, IMPORT_ROW_NOT_FOUND when one is not in the '
  'queue.';

create function app.lock_run(p_ctx app.rls_context, p_run_id uuid)
returns public.reconciliation_run
language plpgsql
set search_path = ''
as $$
declare
  v_run public.reconciliation_run;
begin
  select * into v_run from public.reconciliation_run where casino_id = p_ctx.casino_id
    and id = p_run_id for no key update;
  if not found then
    perform app.fail(404, 'RUN_NOT_FOUND');
  end if;
  return v_run;
end;
$$;
comment on function app.lock_run(app.rls_context, uuid) is
  'Locks a run of the caller''s casino, before anything it works on. RUN_NOT_FOUND.';
