create function public.rpc_enrol_import_players(
  p_import_id uuid,
  p_idempotency_key text,
  p_after_row integer default 0,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('enrol_import_players', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id, p_after_row), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_batch constant integer := 1000;
  v_ids uuid[];
  v_through integer;
  v_enrolled uuid[];
  v_matched integer;
  v_left integer;
  v_unconfirmed integer;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.get_import(v_ctx, p_import_id);
  -- The casino's lock first: a call that replaces the tiers holds them and waits for imports, and this one holds an
  -- import and waits for a tier.
  perform app.lock_many_standings(v_ctx.casino_id);
  select array_agg(id), max(row_number) into v_ids, v_through
  from (
    select id, row_number from public.player_import_row
    where casino_id = v_ctx.casino_id and import_id = p_import_id and status = 'pending' and player_id is null
      and row_number > coalesce(p_after_row, 0)
    order by row_number
    limit v_batch
    for no key update
  ) batch;
  perform app.require_import_status(app.get_import(v_ctx, p_import_id, true), '{ready}');
  perform app.refuse_rows_under_age(v_ctx.casino_id, v_ids);

  -- Doubts are noted anew: somebody who was enrolled meanwhile may make a row doubtful.
  perform app.note_doubts(v_ctx.casino_id, v_ids);
  v_enrolled := app.enrol_named_players(v_ctx.casino_id, v_ids);
  perform app.enrol_player(v_ctx.casino_id, id),
    app.emit_event(v_ctx, 'player.enrolled', id, jsonb_build_object('player_id', id))
  from unnest(v_enrolled) id;
  v_matched := app.match_enrolled_rows(p_import_id, v_ctx.casino_id, v_ids, v_through, v_enrolled);
  select count(*), count(*) filter (where num_nulls(imported_loyalty_id, imported_first_name, imported_last_name) = 0)
  into v_left, v_unconfirmed
  from public.player_import_row
  where casino_id = v_ctx.casino_id and import_id = p_import_id and status = 'pending' and player_id is null
    and row_number <= v_through;
  return app.finish_call(v_call, 'imports.enrol_import_players', 'player_import', p_import_id, null, jsonb_build_object(
    'enrolled_count', cardinality(v_enrolled), 'enrolled_ids', v_enrolled, 'matched_count', v_matched, 'left_count',
      v_left,
    'unconfirmed_count', v_unconfirmed, 'next_row', case when cardinality(v_ids) = v_batch then v_through end));
end;
$$;
comment on function public.rpc_enrol_import_players(uuid, text, integer, uuid) is
  'Enrols the players that rows of an import name and nobody knows yet, in the lowest tier, 1000 rows a call from '
  'after row p_after_row on; a row that somebody has come to be known for meanwhile is only matched. A row needs a '
  'loyalty id and both names; those without stay unmatched, and so do those of whom it is doubtful who they are, '
  'until somebody confirms it; one of somebody under the casino''s minimum age becomes an error. Answers '
  '{enrolled_count (people), enrolled_ids, matched_count (rows that now name a player), left_count (rows up to here '
  'that name nobody still), unconfirmed_count (of these, rows that wait for somebody to confirm who they are), '
  'next_row (null: done), is_existing}. Capability import.manage. IMPORT_NOT_FOUND, IMPORT_NOT_READY, NO_TIERS.';

create function app.refuse_rows_under_age(p_casino_id uuid, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.player_import_row r
  set status = 'error', errors = coalesce(r.errors, '[]')
    || jsonb_build_array(jsonb_build_object('code', 'UNDER_AGE', 'field', 'birth_date', 'min', s.minimum_age_years))
  from public.casino_settings s
  where r.casino_id = p_casino_id and r.id = any (p_row_ids) and not app.is_of_age(p_casino_id, r.imported_birth_date)
    and s.casino_id = r.casino_id;
end;
$$;
comment on function app.refuse_rows_under_age(uuid, uuid[]) is
  'Makes rows that would enrol somebody under the casino''s minimum age errors (UNDER_AGE with min), as enrolment by '
  'hand refuses them.';

create function app.enrol_named_players(p_casino_id uuid, p_row_ids uuid[])
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- Without a loyalty id the next file could not find the player again, and would make another. Of several people whom
  -- the file has a card for, the one that somebody confirmed is the player.
  with made as (
    insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date)
    select distinct on (loyalty_id_key) casino_id, imported_first_name, imported_last_name, imported_loyalty_id,
      imported_birth_date
    from public.player_import_row
    where casino_id = p_casino_id and id = any (p_row_ids) and doubts <@ confirmed_doubts
      and status = 'pending' and num_nulls(imported_loyalty_id, imported_first_name, imported_last_name) = 0
    order by loyalty_id_key, confirmed_at desc nulls last, row_number
    on conflict (casino_id, loyalty_id_key) do nothing
    returning id
  )
  select coalesce(array_agg(id), '{}') into v_ids from made;
  return v_ids;
end;
$$;
comment on function app.enrol_named_players(uuid, uuid[]) is
  'Makes players of those that locked rows name, unless the row is an error by now or something is doubtful of them; '
  'the ids of the new ones.';

create function app.match_enrolled_rows(p_import_id uuid, p_casino_id uuid, p_row_ids uuid[], p_through integer,
  p_enrolled uuid[])
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_matched uuid[];
begin
  with matched as (
    update public.player_import_row r
    set player_id = p.id, tier_comparison = app.compare_tiers(
      (select imported.rank from public.loyalty_tier imported where imported.casino_id = own.casino_id
        and imported.code = own.tier_code),
      (select held.rank from public.loyalty_tier held where held.casino_id = l.casino_id and held.code = l.tier))
    from public.player p
    join public.player_loyalty l on l.casino_id = p.casino_id and l.player_id = p.id
    cross join public.player_import_row own
    where own.casino_id = p_casino_id and own.import_id = p_import_id and own.status = 'pending'
      and own.player_id is null
      -- Earlier rows without names enrolled nobody; a later row of the same card may have, and they are that player's.
      and own.row_number <= p_through and (own.id = any (p_row_ids) or p.id = any (p_enrolled))
      and p.casino_id = own.casino_id and p.loyalty_id_key = own.loyalty_id_key
      and r.casino_id = own.casino_id and r.id = own.id
    returning r.id
  )
  select coalesce(array_agg(id), '{}') into v_matched from matched;
  perform app.note_doubts(p_casino_id, v_matched);
  return cardinality(v_matched);
end;
$$;
comment on function app.match_enrolled_rows(uuid, uuid, uuid[], integer, uuid[]) is
  'Rows of these, or of those just enrolled, name their player now and are compared with who that is; how many do.';
