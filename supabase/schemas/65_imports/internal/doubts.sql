-- Identity: whom a row of a legacy file is about is never taken on trust. What makes it doubtful is noted on the row,
-- and who looked at it says so before anybody is enrolled or raised by it.

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
  'Whether a row names another person than this key does: the same words in any order are one name, and a missing '
  'name is no difference.';

create function app.identity_facts(p_row public.player_import_row)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- A card without a holder would become that of the person in the row. So the row's own figures stand in for the
  -- holder's, and enrolling that very person does not void a confirmation.
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
  'A digest of what tells whom a row is about: card, name and birth date in the file, and those of the holder, or of '
  'who would be. What is confirmed is confirmed of these.';

create function app.identity_version(p_row public.player_import_row)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- The mapping's version stands for what other rows of the file say of the card: only a new reading changes that.
  return app.identity_facts(p_row) || '.' || (
    select mapping_version from public.player_import where casino_id = p_row.casino_id and id = p_row.import_id);
end;
$$;
comment on function app.identity_version(public.player_import_row) is
  'What a screen shows of whom a row is about, in short: another one once row, holder or the other rows of the card '
  'are no longer as shown.';

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
      -- A confirmation counts for the facts it was given on: the same doubt about another person is a new one.
      case when own.confirmed_doubts = '{}' or app.identity_facts(own) = own.confirmed_facts then own.confirmed_doubts
        else '{}' end as confirmed_doubts
    from public.player_import_row own
    left join public.player holder on holder.casino_id = own.casino_id and holder.id = own.player_id
    where own.casino_id = p_casino_id and own.id = any (p_row_ids) and own.status not in ('staged', 'error')
  ) noted
  where r.casino_id = p_casino_id and r.id = noted.id
    and (r.doubts, r.has_namesake, r.confirmed_doubts) <> (noted.doubts, noted.has_namesake, noted.confirmed_doubts);
end;
$$;
comment on function app.note_doubts(uuid, uuid[]) is
  'Notes what makes it doubtful whom locked rows are about: name_differs and birth_date_differs, from the player who '
  'has the card; duplicate_in_file stays as app.note_duplicates found it. And whether nobody has the card while '
  'somebody of this name and birth date is a player under another: that is said, and stops nobody. What somebody '
  'confirmed is confirmed no more where they saw another holder, or another name or birth date of theirs.';

create function app.note_duplicates(p_import public.player_import)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- By one sort each, and never by a join of the file with itself: right after it was staged nobody knows how long it
  -- is, and a plan for a few rows would take the square of them.
  select array_agg(id) into v_ids
  from (
    select id, count(*) over (partition by loyalty_id_key) as times from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and status not in ('staged', 'error')
      and loyalty_id_key is not null
  ) counted
  where times > 1;
  update public.player_import_row r
  set doubts = array_append(r.doubts, 'duplicate_in_file')
  from (
    select id, bool_or(app.names_differ(line, person_key)
      or (line).imported_birth_date <> birth_date) over (partition by card) as is_doubtful
    from (
      -- The person whom the card names, taken from a row with both names where there is one.
      select own.id, own as line, own.loyalty_id_key as card, min(own.imported_birth_date) over of_card as birth_date,
        coalesce(
        min(own.person_key) filter (where num_nonnulls(own.imported_first_name,
          own.imported_last_name) = 2) over of_card,
        min(own.person_key) over of_card) as person_key
      from public.player_import_row own
      where own.casino_id = p_import.casino_id and own.id = any (v_ids)
      window of_card as (partition by own.loyalty_id_key)
    ) named
  ) judged
  where r.casino_id = p_import.casino_id and r.id = judged.id and judged.is_doubtful
    and not 'duplicate_in_file' = any (r.doubts);
end;
$$;
comment on function app.note_duplicates(public.player_import) is
  'Once all rows of a file are read: notes duplicate_in_file on every row of a card that the file has with different '
  'names or birth dates.';

create function app.refresh_player_doubts()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- Rows that are locked by another call are left out: enrolling by them judges them anew.
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
  'Trigger of the players: the rows that name one, and those of whoever has the same name and birth date, are '
  'compared with who the player is now.';
create trigger player_enrolled_doubts after insert on public.player
  for each row when (new.birth_date is not null) execute function app.refresh_player_doubts();
create trigger player_changed_doubts after update of first_name, last_name, birth_date, loyalty_id on public.player
  for each row execute function app.refresh_player_doubts();
