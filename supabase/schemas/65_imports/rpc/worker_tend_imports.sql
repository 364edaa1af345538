create function public.rpc_worker_tend_imports()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_import public.player_import;
  v_done integer := 0;
  v_failed integer := 0;
begin
  for v_import in
    select * from public.player_import
    where (status = 'discarded' and purged_at is null)
      or (status = 'checking' and updated_at < now() - interval '30 seconds')
      or refreshed_through is not null
    order by casino_id, id
    limit 20
  loop
    -- One import's trouble is not the others'. One batch a call: what is locked for it is let go before the next one's.
    begin
      v_done := v_done + app.tend_import(v_import)::integer;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'import %: % %', v_import.id, sqlstate, sqlerrm;
    end;
    exit when v_done > 0;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_done > 0, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_tend_imports() is
  'Goes on with one of the imports that wait for no person, up to 5000 rows of it: {done, has_more, failed (imports '
  'that were tried before it)}. For the worker only.';

create function app.tend_import(p_import public.player_import)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_batch constant integer := 5000;
  v_tiers constant jsonb := app.import_tier_codes(p_import.casino_id, p_import.mapping);
  v_through integer;
  v_count integer;
begin
  -- The casino's lock comes before any row: whoever applies rows holds some when a player's new tier makes them lock
  -- that player's other rows.
  perform app.lock_many_standings(p_import.casino_id);
  if p_import.status = 'discarded' then
    delete from public.player_import_row
    where casino_id = p_import.casino_id and id in (
      select id from public.player_import_row where casino_id = p_import.casino_id and import_id = p_import.id
      order by row_number limit v_batch for update
    );
    get diagnostics v_count = row_count;
    if v_count < v_batch then
      update public.player_import set purged_at = now() where casino_id = p_import.casino_id and id = p_import.id;
    end if;
    return v_count > 0;
  elsif p_import.status = 'checking' then
    perform app.check_import_rows(p_import, v_batch);
    -- `updated_at` stays, so that the import still counts as left alone and the worker takes its next batch, too.
    update public.player_import set updated_at = p_import.updated_at
    where casino_id = p_import.casino_id and id = p_import.id and status = 'checking'
      and mapping_version = p_import.mapping_version;
    return true;
  end if;

  -- In the order of the file, like everybody who locks rows: a slip that closes may lift a player who has several.
  select max(row_number), count(*) into v_through, v_count
  from (
    select row_number from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.refreshed_through
    order by row_number
    limit v_batch
    for no key update
  ) batch;
  update public.player_import_row r
  set tier_code = imported.code, tier_comparison = app.compare_tiers(imported.rank, held.rank)
  from public.player_import_row own
  left join public.loyalty_tier imported on imported.casino_id = own.casino_id
    and imported.code = v_tiers ->> app.name_key(own.imported_tier)
  left join public.player_loyalty l on l.casino_id = own.casino_id and l.player_id = own.player_id
  left join public.loyalty_tier held on held.casino_id = l.casino_id and held.code = l.tier
  where own.casino_id = p_import.casino_id and own.import_id = p_import.id
    and own.row_number > p_import.refreshed_through and own.row_number <= v_through
      and own.status not in ('staged', 'error')
    and r.casino_id = own.casino_id and r.id = own.id
    and (r.tier_code, r.tier_comparison) is distinct from (imported.code, app.compare_tiers(imported.rank, held.rank));
  -- Unless the tiers changed again meanwhile: then it begins anew.
  update public.player_import set refreshed_through = case when v_count = v_batch then v_through end
  where casino_id = p_import.casino_id and id = p_import.id and refreshed_through = p_import.refreshed_through;
  return v_count > 0;
end;
$$;
comment on function app.tend_import(public.player_import) is
  'A batch of what an import needs that no person does: the rows of a discarded one are removed, one that was left in '
  'the middle of checking is checked, and after a change of the tiers every row is compared with them anew.';
