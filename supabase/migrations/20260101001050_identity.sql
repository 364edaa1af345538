-- Identity: whom a row of a legacy file is about is never taken on trust. What makes it doubtful is noted on the row, and
-- who looked at it says so before anybody is enrolled or raised by it.

-- ---- Doubts ----------------------------------------------------------------------------------------------------------

create function app.names_differ(p_row public.player_import_row, p_person_key text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- What a row leaves out is no difference: of one name alone it is enough that the other one has it too.
  return case
    when num_nonnulls(p_row.imported_first_name, p_row.imported_last_name) = 2 then p_row.person_key <> p_person_key
    else not string_to_array(p_row.person_key, ' ') <@ string_to_array(p_person_key, ' ') end is true;
end;
$$;
comment on function app.names_differ(public.player_import_row, text) is
  'Whether a row names another person than this key does: the same words in any order are one name, and a missing name is no difference.';

create function app.identity_facts(p_row public.player_import_row)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- While nobody has the card it would become that of the person in the row: whoever is enrolled as that person changes nothing.
  return (
    select encode(sha256(convert_to(jsonb_build_array(own.loyalty_id_key, own.person_key,
      num_nonnulls(own.imported_first_name, own.imported_last_name), own.imported_birth_date, case
        when holder.id is null then jsonb_build_array(own.loyalty_id_key, own.person_key, own.imported_birth_date)
        else jsonb_build_array(holder.loyalty_id_key, holder.person_key, holder.birth_date) end)::text, 'UTF8')), 'hex')
    from (select p_row.*) own
    left join public.player holder on holder.casino_id = own.casino_id and holder.id = own.player_id
  );
end;
$$;
comment on function app.identity_facts(public.player_import_row) is
  'A digest of what tells whom a row is about: card, name and birth date in the file, and those of the holder, or of who would be. What is confirmed is confirmed of these.';

create function app.identity_version(p_row public.player_import_row)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- What else the file has for the card changes with how its columns are read, and with nothing else.
  return app.identity_facts(p_row) || '.' || (
    select mapping_version from public.player_import where casino_id = p_row.casino_id and id = p_row.import_id);
end;
$$;
comment on function app.identity_version(public.player_import_row) is
  'What a screen shows of whom a row is about, in short: another one once row, holder or the other rows of the card are no longer as shown.';

create function app.note_doubts(p_casino_id uuid, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.player_import_row r
  set doubts = noted.doubts, has_namesake = noted.has_namesake, confirmed_doubts = noted.confirmed_doubts
  from (
    select own.id, array_remove(array[
      case when app.names_differ(own, holder.person_key) then 'name_differs' end,
      case when own.imported_birth_date <> holder.birth_date then 'birth_date_differs' end,
      case when 'duplicate_in_file' = any (own.doubts) then 'duplicate_in_file' end], null) as doubts,
      own.player_id is null and exists (
        select from public.player p
        where p.casino_id = own.casino_id and p.person_key = own.person_key and p.birth_date = own.imported_birth_date
          and p.loyalty_id_key is distinct from own.loyalty_id_key
      ) as has_namesake,
      -- The same kind of doubt about somebody else is another doubt.
      case when own.confirmed_doubts = '{}' or app.identity_facts(own) = own.confirmed_facts then own.confirmed_doubts else '{}' end as confirmed_doubts
    from public.player_import_row own
    left join public.player holder on holder.casino_id = own.casino_id and holder.id = own.player_id
    where own.casino_id = p_casino_id and own.id = any (p_row_ids) and own.status not in ('staged', 'error')
  ) noted
  where r.casino_id = p_casino_id and r.id = noted.id and (r.doubts, r.has_namesake, r.confirmed_doubts) <> (noted.doubts, noted.has_namesake, noted.confirmed_doubts);
end;
$$;
comment on function app.note_doubts(uuid, uuid[]) is
  'Notes what makes it doubtful whom locked rows are about: name_differs and birth_date_differs, from the player who has the card; duplicate_in_file stays as app.note_duplicates found it. And whether nobody has the card while somebody of this name and birth date is a player under another: that is said, and stops nobody. What somebody confirmed is confirmed no more where they saw another holder, or another name or birth date of theirs.';

create function app.note_duplicates(p_import public.player_import)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- By one sort each, and never by a join of the file with itself: right after it was staged nobody knows how long it is, and a plan
  -- for a few rows would take the square of them.
  select array_agg(id) into v_ids
  from (
    select id, count(*) over (partition by loyalty_id_key) as times from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and status not in ('staged', 'error') and loyalty_id_key is not null
  ) counted
  where times > 1;
  update public.player_import_row r
  set doubts = array_append(r.doubts, 'duplicate_in_file')
  from (
    select id, bool_or(app.names_differ(line, person_key) or (line).imported_birth_date <> birth_date) over (partition by card) as is_doubtful
    from (
      -- Whom the card names, by a row with both names where there is one.
      select own.id, own as line, own.loyalty_id_key as card, min(own.imported_birth_date) over of_card as birth_date, coalesce(
        min(own.person_key) filter (where num_nonnulls(own.imported_first_name, own.imported_last_name) = 2) over of_card,
        min(own.person_key) over of_card) as person_key
      from public.player_import_row own
      where own.casino_id = p_import.casino_id and own.id = any (v_ids)
      window of_card as (partition by own.loyalty_id_key)
    ) named
  ) judged
  where r.casino_id = p_import.casino_id and r.id = judged.id and judged.is_doubtful and not 'duplicate_in_file' = any (r.doubts);
end;
$$;
comment on function app.note_duplicates(public.player_import) is
  'Once all rows of a file are read: notes duplicate_in_file on every row of a card that the file has with different names or birth dates.';

create function app.refresh_player_doubts()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- Rows that another works on are judged anew by whoever enrols by them.
  select array_agg(id) into v_ids
  from (
    select id from public.player_import_row
    where casino_id = new.casino_id and player_id is null and imported_birth_date in (new.birth_date, old.birth_date)
      and person_key in (new.person_key, old.person_key)
    order by import_id, row_number
    for no key update skip locked
  ) unmatched;
  perform app.note_doubts(new.casino_id, v_ids);
  if tg_op = 'UPDATE' then
    select array_agg(id) into v_ids
    from (
      select id from public.player_import_row
      where casino_id = new.casino_id and player_id = new.id
      order by import_id, row_number
      for no key update
    ) own;
    perform app.note_doubts(new.casino_id, v_ids);
  end if;
  return null;
end;
$$;
comment on function app.refresh_player_doubts() is
  'Trigger of the players: the rows that name one, and those of whoever has the same name and birth date, are compared with who the player is now.';
create trigger player_enrolled_doubts after insert on public.player
  for each row when (new.birth_date is not null) execute function app.refresh_player_doubts();
create trigger player_changed_doubts after update of first_name, last_name, birth_date, loyalty_id on public.player
  for each row execute function app.refresh_player_doubts();

-- ---- Somebody looked at it -------------------------------------------------------------------------------------------

create function app.lock_import_rows(p_ctx app.rls_context, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  perform 1 from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids) order by import_id, row_number for no key update;
end;
$$;
comment on function app.lock_import_rows(app.rls_context, uuid[]) is 'Locks rows as they stand in their files, and nobody else''s many at a time.';

create function app.require_identity_seen(p_ctx app.rls_context, p_row_ids uuid[], p_expected jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_changed uuid[] := array(
    select r.id from public.player_import_row r
    where r.casino_id = p_ctx.casino_id and r.id = any (p_row_ids) and p_expected ->> r.id::text <> app.identity_version(r)
    order by r.import_id, r.row_number);
begin
  if v_changed <> '{}' then
    perform app.fail(409, 'IDENTITY_CHANGED', jsonb_build_object('rowIds', v_changed));
  end if;
end;
$$;
comment on function app.require_identity_seen(app.rls_context, uuid[], jsonb) is
  'IDENTITY_CHANGED with the rows (rowIds) of whom p_expected {<row id>: <identity_version>} says something else than is known now. What it says nothing of is not asked about.';

create function public.rpc_confirm_import_identity(
  p_row_ids uuid[],
  p_idempotency_key text,
  p_note text default null,
  p_correlation_id uuid default null,
  p_expected jsonb default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_note text := nullif(btrim(p_note), '');
  v_hash bytea;
  v_answer jsonb;
  v_row_ids uuid[];
  v_import_id uuid;
  v_before jsonb;
  v_rows jsonb;
begin
  perform app.require_capability(v_ctx, 'reconcile.apply');
  if length(v_note) > 500 then
    perform app.invalid('note', 'Give a note of at most 500 characters.');
  end if;
  if jsonb_typeof(p_expected) <> 'object' then
    perform app.invalid('expected', 'Give the identityVersion of each row by its id.');
  end if;
  v_hash := app.request_hash('confirm_import_identity', jsonb_build_array(to_jsonb(p_row_ids), v_note, p_expected));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_row_ids := app.require_rows(v_ctx, p_row_ids);
  perform app.lock_import_rows(v_ctx, v_row_ids);
  perform app.require_identity_seen(v_ctx, v_row_ids, p_expected);
  select jsonb_agg(jsonb_build_object('row_id', id, 'confirmed', confirmed_doubts) order by import_id, row_number), (array_agg(import_id))[1]
  into v_before, v_import_id
  from public.player_import_row where casino_id = v_ctx.casino_id and id = any (v_row_ids);
  with confirmed as (
    update public.player_import_row r
    set confirmed_doubts = doubts, confirmed_facts = app.identity_facts(r), confirmed_by = v_ctx.staff_id, confirmed_at = now()
    where r.casino_id = v_ctx.casino_id and r.id = any (v_row_ids) and r.status in ('pending', 'reverted') and not r.doubts <@ r.confirmed_doubts
    returning *
  )
  select coalesce(jsonb_agg(jsonb_build_object('row_id', id, 'import_id', import_id, 'row_number', row_number, 'player_id', player_id,
    'confirmed', confirmed_doubts) order by import_id, row_number), '[]') into v_rows
  from confirmed;
  return app.complete_intent(v_ctx, 'imports.confirm_identity', 'player_import', v_import_id, jsonb_build_object('rows', v_before),
    jsonb_build_object('confirmed_count', jsonb_array_length(v_rows), 'rows', v_rows, 'note', v_note), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_confirm_import_identity(uuid[], text, text, uuid, jsonb) is
  'Somebody looked at these rows (1 to 1000) and says that each is about who it seems to be, all the same: of a row that names a player, that it is this person; of one that does not, that the card is this person''s, though the file has it for others too. What comes up later is asked again, and so is everything once the holder''s card, name or birth date is no longer what it was. p_expected {<row id>: <identity_version as read>} refuses where it is no longer what the screen shows. Rows that nothing is doubtful of, or that were applied, stay as they are. Answers {confirmed_count, rows: [{row_id, import_id, row_number, player_id, confirmed: [name_differs, birth_date_differs, duplicate_in_file]}], note, is_existing}. Capability reconcile.apply. VALIDATION_FAILED, IMPORT_ROW_NOT_FOUND, IDENTITY_CHANGED (rowIds).';

-- ---- Players that nobody knows yet -----------------------------------------------------------------------------------

create function app.enrolment_json(p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('people_count', count(distinct loyalty_id_key) filter (where is_named and is_settled),
      'row_count', count(*) filter (where is_named and is_settled), 'unconfirmed_count', count(*) filter (where is_named and not is_settled),
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
  'What enrolling by an import would do: {people_count, row_count (rows that name them), unconfirmed_count (rows that wait for somebody to confirm who they are), unnamed_count (rows without a loyalty id or a name), namesake_count (of the people, those of whose name and birth date somebody is a player already)}.';

create function app.enrol_named_players(p_casino_id uuid, p_row_ids uuid[])
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- Without a loyalty id the next file could not find the player again, and would make another. Of several people whom the
  -- file has a card for, the one that somebody confirmed is the player.
  with made as (
    insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date)
    select distinct on (loyalty_id_key) casino_id, imported_first_name, imported_last_name, imported_loyalty_id, imported_birth_date
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
comment on function app.enrol_named_players(uuid, uuid[]) is 'Makes players of those that locked rows name, unless the row is an error by now or something is doubtful of them; the ids of the new ones.';

create function app.match_enrolled_rows(p_import_id uuid, p_casino_id uuid, p_row_ids uuid[], p_through integer, p_enrolled uuid[])
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_matched uuid[];
begin
  with matched as (
    update public.player_import_row r
    set player_id = p.id, standing = app.import_standing(
      (select imported.rank from public.loyalty_tier imported where imported.casino_id = own.casino_id and imported.code = own.tier_code),
      (select held.rank from public.loyalty_tier held where held.casino_id = l.casino_id and held.code = l.tier))
    from public.player p
    join public.player_loyalty l on l.casino_id = p.casino_id and l.player_id = p.id
    cross join public.player_import_row own
    where own.casino_id = p_casino_id and own.import_id = p_import_id and own.status = 'pending' and own.player_id is null
      -- Rows passed before had no names to enrol a player by; a later row of the same card may have had them.
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

revoke all on function public.rpc_confirm_import_identity(uuid[], text, text, uuid, jsonb) from public, anon;
grant execute on function public.rpc_confirm_import_identity(uuid[], text, text, uuid, jsonb) to authenticated;
