create function public.rpc_get_player_import(p_import_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  v_import := app.get_import(v_ctx, p_import_id);
  return app.import_json(v_import) || jsonb_build_object(
    'enrolment', app.enrolment_json(v_import),
    'sample_rows', case when v_import.status = 'discarded' then '[]' else coalesce((
      select jsonb_agg(jsonb_build_object('row_number', row_number, 'raw', raw) order by row_number)
      from (
        select row_number, raw from public.player_import_row
        where casino_id = v_ctx.casino_id and import_id = v_import.id and fault is null
        order by row_number
        limit 5
      ) first
    ), '[]') end,
    'cell_errors', case when v_import.status <> 'ready' then '[]' else coalesce((
      select jsonb_agg(jsonb_build_object(
        'column', v_import.headers ->> (v_import.mapping -> 'columns' ->> field)::integer,
        'code', code, 'max', highest, 'min', lowest, 'rows', rows, 'row_number', row_number, 'text', left((
          select raw ->> (v_import.mapping -> 'columns' ->> field)::integer from public.player_import_row r
          where r.casino_id = v_ctx.casino_id and r.import_id = v_import.id and r.row_number = counted.row_number),
            40)) order by rows desc, field, code)
      from (
        select error ->> 'field' as field, error ->> 'code' as code, count(*) as rows, min(row_number) as row_number,
          max((error ->> 'max')::integer) as highest, min((error ->> 'min')::integer) as lowest
        from public.player_import_row, jsonb_array_elements(errors) error
        where casino_id = v_ctx.casino_id and import_id = v_import.id and errors is not null and error ? 'field'
        group by 1, 2
      ) counted
    ), '[]') end,
    'unknown_tiers', case when v_import.status <> 'ready' then '[]' else coalesce((
      select jsonb_agg(jsonb_build_object('text', imported_tier, 'rows', rows) order by rows desc, imported_tier)
      from (
        select imported_tier, count(*) as rows from public.player_import_row
        where casino_id = v_ctx.casino_id and import_id = v_import.id and status in ('pending', 'reverted')
          and imported_tier is not null and tier_code is null
        group by imported_tier
        order by rows desc, imported_tier
        limit 50
      ) unknown
    ), '[]') end);
end;
$$;
comment on function public.rpc_get_player_import(uuid) is
  'One import, with what helps to map it: sample_rows (the first 5: [{row_number, raw}]), cell_errors (what can''t be '
  'read of which column: [{column, code, max, min, rows, row_number, text}], with the first such cell), unknown_tiers '
  '(spellings that stand for no tier yet: [{text, rows}], at most 50) and enrolment: {people_count, row_count, '
  'unconfirmed_count, unnamed_count, namesake_count}, what enrolling would do with the rows that name nobody. '
  'Capability audit.read. IMPORT_NOT_FOUND.';

create function app.enrolment_json(p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('people_count', count(distinct loyalty_id_key) filter (where is_named and is_settled),
      'row_count', count(*) filter (where is_named and is_settled), 'unconfirmed_count',
        count(*) filter (where is_named and not is_settled),
      'unnamed_count', count(*) filter (where not is_named),
      'namesake_count', count(distinct loyalty_id_key) filter (where is_named and is_settled and has_namesake))
    from (
      select loyalty_id_key, has_namesake, doubts <@ confirmed_doubts as is_settled,
        num_nulls(imported_loyalty_id, imported_first_name, imported_last_name) = 0 as is_named
      from public.player_import_row
      where casino_id = p_import.casino_id and import_id = p_import.id and status = 'pending' and player_id is null
    ) unmatched
  );
end;
$$;
comment on function app.enrolment_json(public.player_import) is
  'What enrolling by an import would do: {people_count, row_count (rows that name them), unconfirmed_count (rows that '
  'wait for somebody to confirm who they are), unnamed_count (rows without a loyalty id or a name), namesake_count '
  '(of the people, those of whose name and birth date somebody is a player already)}.';
