-- The queue.

create function app.queue_flags()
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array['conflict', 'upgrade', 'missing', 'stale', 'unknown_freshness', 'unknown_tier',
    'name_differs', 'birth_date_differs', 'duplicate_in_file', 'namesake', 'identity_unconfirmed'];
end;
$$;
comment on function app.queue_flags() is 'What a filter of the queue can say true or false of, and what is counted.';

create function app.require_queue_filter(p_filter jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_flag text;
begin
  perform app.require_known_fields('filter', p_filter, array['import_id', 'status', 'search'] || app.queue_flags());
  if p_filter ? 'import_id' and (p_filter ->> 'import_id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') is not true
    then
    perform app.invalid('importId', 'importId');
  end if;
  if p_filter ? 'status' and (p_filter ->> 'status' in ('pending', 'applied', 'kept', 'reverted')) is not true then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'pending, applied, kept, reverted'));
  end if;
  if p_filter ? 'search'
    and (jsonb_typeof(p_filter -> 'search') = 'string' and length(p_filter ->> 'search') between 2 and 100) is not true
    then
    perform app.invalid('search', 'search');
  end if;
  foreach v_flag in array app.queue_flags() loop
    if p_filter ? v_flag and jsonb_typeof(p_filter -> v_flag) <> 'boolean' then
      perform app.invalid(app.camel_case(v_flag), 'trueOrFalse');
    end if;
  end loop;
end;
$$;
comment on function app.require_queue_filter(jsonb) is
  'VALIDATION_FAILED by field, unless it is a filter of the queue: {import_id, status, search, and of '
  'app.queue_flags() any}, each of which may be left out.';

create function app.queue_condition(p_filter jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- $1 the casino, $2 the filter, $3 before when a row is stale, $4 imports that are not ready. What a caller gives is
  -- always a parameter; only the shape of the condition depends on it, so that each has a plan of its own.
  v_condition text := 'r.casino_id = $1 and r.import_id <> all ($4) and r.status ' || case
    when p_filter ? 'status' then '= ($2 ->> ''status'')::public.import_row_status'
    else 'not in (''staged'', ''error'')' end;
  v_flag record;
begin
  if p_filter ? 'import_id' then
    v_condition := v_condition || ' and r.import_id = ($2 ->> ''import_id'')::uuid';
  end if;
  for v_flag in
    select f.condition, (p_filter -> f.name)::boolean as wanted
    from (values
      ('conflict', 'r.tier_comparison in (''upgrade'', ''lower'')'),
      ('upgrade', 'r.tier_comparison = ''upgrade'''),
      ('missing', 'r.player_id is null'),
      ('stale', 'coalesce(r.imported_last_activity_at, ''-infinity'') < $3 and coalesce(r.imported_last_activity_at,'
        ' ''-infinity'') > ''-infinity'''),
      ('unknown_freshness', 'coalesce(r.imported_last_activity_at, ''-infinity'') = ''-infinity'''),
      ('unknown_tier', 'r.imported_tier is not null and r.tier_code is null'),
      -- That there are doubts at all is said apart: it is what the index of the doubtful rows is about.
      ('name_differs', 'r.doubts <> ''{}'' and ''name_differs'' = any (r.doubts)'),
      ('birth_date_differs', 'r.doubts <> ''{}'' and ''birth_date_differs'' = any (r.doubts)'),
      ('duplicate_in_file', 'r.doubts <> ''{}'' and ''duplicate_in_file'' = any (r.doubts)'),
      ('namesake', 'r.has_namesake'),
      ('identity_unconfirmed', 'r.doubts <> ''{}'' and not r.doubts <@ r.confirmed_doubts')
    ) f (name, condition)
    where p_filter ? f.name
  loop
    v_condition := v_condition || ' and ' || case when v_flag.wanted then '' else 'not ' end || '(' || v_flag.condition
      || ')';
  end loop;
  if p_filter ? 'search' then
    v_condition := v_condition || coalesce((
        -- One condition a word: the index of the rows knows like, but not like all.
        select ' and (' || string_agg(format('r.search_text like app.search_pattern('
          '(app.search_terms($2 ->> ''search''))[%s])', place), ' and ')
        from generate_subscripts(app.search_terms(p_filter ->> 'search'), 1) place)
      || ' or r.player_id = any (array(select p.id from public.player p where p.casino_id = $1'
      || ' and app.search_grams(p.casino_id, p.search_text) @> app.term_grams($1, app.search_terms($2 ->> ''search''))'
      || ' and p.search_text like all ((app.read_player_query($2 ->> ''search'')).patterns) limit 1000)))',
        ' and false');
  end if;
  return v_condition;
end;
$$;
comment on function app.queue_condition(jsonb) is
  'A filter of the queue as a condition on r, a row. A search looks for every word, folded as app.name_key folds, '
  'into what the file says and, for up to 1000 of them, into the players'' own names.';

create function app.unready_imports(p_casino_id uuid)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return array(select id from public.player_import where casino_id = p_casino_id and status <> 'ready'
    and purged_at is null);
end;
$$;
comment on function app.unready_imports(uuid) is
  'Imports whose rows are not in the queue: still being staged or read, or taken away.';

create function app.reconciliation_item(p_row public.player_import_row, p_stale_before timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_player public.player;
  v_loyalty public.player_loyalty;
  v_held public.loyalty_tier;
  v_imported public.loyalty_tier;
  v_done public.loyalty_reconciliation;
  v_flags text[];
  v_verdict app.verdict;
begin
  select * into v_player from public.player where casino_id = p_row.casino_id and id = p_row.player_id;
  select * into v_loyalty from public.player_loyalty where casino_id = p_row.casino_id and player_id = p_row.player_id;
  select * into v_held from public.loyalty_tier where casino_id = p_row.casino_id and code = v_loyalty.tier;
  select * into v_imported from public.loyalty_tier where casino_id = p_row.casino_id and code = p_row.tier_code;
  select * into v_done from public.loyalty_reconciliation where casino_id = p_row.casino_id
    and id = p_row.reconciliation_id;
  v_flags := app.reconciliation_flags(p_row, v_imported.rank, v_held.rank, p_stale_before);
  v_verdict := app.reconciliation_verdict(p_row, v_flags, true);
  return jsonb_build_object(
    'row_id', p_row.id, 'import_id', p_row.import_id, 'row_number', p_row.row_number, 'status', p_row.status, 'flags',
      to_jsonb(v_flags),
    'file_name', (select file_name from public.player_import where casino_id = p_row.casino_id
      and id = p_row.import_id),
    'player', jsonb_build_object('id', p_row.player_id, 'name', app.import_row_name(p_row), 'loyalty_id',
      coalesce(v_player.loyalty_id, p_row.imported_loyalty_id)),
    'staged', jsonb_build_object('tier', coalesce(v_imported.code, p_row.imported_tier), 'tier_name', v_imported.name,
      'tier_text', p_row.imported_tier,
      'points_balance', p_row.imported_points_balance, 'last_activity_at', p_row.imported_last_activity_at,
      'last_activity_date', p_row.imported_last_activity_date),
    'canonical', case when v_loyalty.player_id is not null
      then jsonb_build_object('tier', v_held.code, 'tier_name', v_held.name,
      'balance', v_loyalty.balance) end,
    'tier_delta', v_imported.rank - v_held.rank,
    'would', jsonb_build_object('outcome', v_verdict.outcome, 'code', v_verdict.code),
    'is_identity_unconfirmed', not p_row.doubts <@ p_row.confirmed_doubts, 'identity_version',
      app.identity_version(p_row),
    'identity_confirmed_at', p_row.confirmed_at, 'identity_confirmed_by',
      app.staff_name(p_row.casino_id, p_row.confirmed_by),
    'reconciliation_id', v_done.id, 'reconciled_at', v_done.created_at, 'reconciled_by',
      app.staff_name(v_done.casino_id, v_done.staff_id));
end;
$$;
comment on function app.reconciliation_item(public.player_import_row, timestamptz) is
  'A row of the queue as every RPC answers it. would is what applying does now, given that an unknown freshness is '
  'confirmed; tier_delta how many ranks the imported tier is above the one held.';

create function app.count_queue(p_ctx app.rls_context, p_filter jsonb, p_limit integer)
returns integer
language plpgsql
stable
set search_path = ''
as $$
declare
  v_count integer;
begin
  execute format('select count(*) from (select from public.player_import_row r where %s limit $5) counted',
    app.queue_condition(p_filter))
  into v_count
  using p_ctx.casino_id, p_filter, app.stale_before(p_ctx.casino_id), app.unready_imports(p_ctx.casino_id), p_limit;
  return v_count;
end;
$$;
comment on function app.count_queue(app.rls_context, jsonb, integer) is
  'Rows of the queue that match a filter, counted no further than p_limit (null: all).';

create function app.applicable_filter(p_filter jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_queue_filter(p_filter);
  if p_filter ->> 'status' in ('applied', 'kept') then
    perform app.invalid('filter.status', 'pendingOrReverted');
  end if;
  return '{"status": "pending"}'::jsonb || p_filter;
end;
$$;
comment on function app.applicable_filter(jsonb) is
  'A filter of rows that can be applied: pending ones unless it says reverted. VALIDATION_FAILED.';
