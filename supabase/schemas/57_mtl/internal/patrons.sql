-- Whose cash it is: players, people known by a description, and who those turned out to be.

create function app.current_mtl_patron(p_casino_id uuid, p_patron app.mtl_patron)
returns app.mtl_patron
language plpgsql
stable
set search_path = ''
as $$
declare
  v_player_id uuid;
begin
  if p_patron.player_id is not null then
    return p_patron;
  end if;
  select player_id into v_player_id from public.mtl_patron_link
  where casino_id = p_casino_id and unknown_patron_id = p_patron.unknown_patron_id
  order by link_no desc
  limit 1;
  if v_player_id is not null then
    return row(v_player_id, null)::app.mtl_patron;
  end if;
  return p_patron;
end;
$$;
comment on function app.current_mtl_patron(uuid, app.mtl_patron) is
  'Who an unknown patron turned out to be, as far as anybody knows; a player is themselves.';

create function app.require_known_patron(p_ctx app.rls_context, p_patron app.mtl_patron)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_player_name text;
begin
  if p_patron.player_id is not null then
    v_player_name := app.player_name(p_ctx.casino_id, p_patron.player_id);
    if v_player_name is null then
      perform app.fail(404, 'PLAYER_NOT_FOUND');
    end if;
  end if;
  if p_patron.unknown_patron_id is not null then
    if not exists (select from public.mtl_unknown_patron
      where casino_id = p_ctx.casino_id and id = p_patron.unknown_patron_id) then
      perform app.fail(404, 'UNKNOWN_PATRON_NOT_FOUND');
    end if;
  end if;
  return v_player_name;
end;
$$;
comment on function app.require_known_patron(app.rls_context, app.mtl_patron) is
  'PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND unless the patron, if there is one, is of the caller''s casino. Returns '
  'the name of a player.';

create function app.hold_unknown_patron(p_ctx app.rls_context, p_unknown_patron_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform from public.mtl_unknown_patron where casino_id = p_ctx.casino_id and id = p_unknown_patron_id for key share;
end;
$$;
comment on function app.hold_unknown_patron(app.rls_context, uuid) is
  'Waits for who is identifying an unknown patron, if there is one, and keeps everybody from it until the transaction '
  'ends: an entry must find the link, or be found by it.';

create function app.require_description(p_patron jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_field text;
  v_longest integer;
begin
  perform app.require_known_fields('unknownPatron', p_patron,
    array['description', 'sex', 'age_range', 'hair', 'height', 'clothing', 'table_id', 'seat']);
  if app.clean_text(p_patron ->> 'description') is null or length(p_patron ->> 'description') > 500 then
    perform app.invalid('unknownPatron.description', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if p_patron ->> 'sex' is not null then
    perform app.mtl_options(array['female', 'male'], 'unknownPatron.sex', p_patron ->> 'sex');
  end if;
  for v_field, v_longest in values ('age_range', 50), ('hair', 100), ('height', 50), ('clothing', 200) loop
    if length(p_patron ->> v_field) > v_longest then
      perform app.invalid('unknownPatron.' || app.camel_case(v_field), 'charactersAtMost',
        jsonb_build_object('highest', v_longest));
    end if;
  end loop;
  if p_patron ->> 'seat' is not null and not app.is_number_between(p_patron -> 'seat', 1, 20, true) then
    perform app.invalid('unknownPatron.seat', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 20));
  end if;
  if p_patron ->> 'table_id' is not null and not pg_input_is_valid(p_patron ->> 'table_id', 'uuid') then
    perform app.invalid('unknownPatron.tableId', 'id');
  end if;
end;
$$;
comment on function app.require_description(jsonb) is
  'VALIDATION_FAILED unless it describes somebody: {description, sex, age_range, hair, height, clothing, table_id, '
  'seat}, all but the first optional.';

create function app.add_unknown_patron(p_ctx app.rls_context, p_gaming_day date, p_patron jsonb)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid := app.uuid_v7();
begin
  perform app.require_mtl_table(p_ctx, (p_patron ->> 'table_id')::uuid);
  insert into public.mtl_unknown_patron (casino_id, id, gaming_day, description, sex, age_range, hair, height, clothing,
    table_id, seat, staff_id)
  values (p_ctx.casino_id, v_id, p_gaming_day, app.clean_text(p_patron ->> 'description'), p_patron ->> 'sex',
    app.clean_text(p_patron ->> 'age_range'), app.clean_text(p_patron ->> 'hair'),
    app.clean_text(p_patron ->> 'height'), app.clean_text(p_patron ->> 'clothing'), (p_patron ->> 'table_id')::uuid,
    (p_patron ->> 'seat')::integer, p_ctx.staff_id);
  return v_id;
end;
$$;
comment on function app.add_unknown_patron(app.rls_context, date, jsonb) is
  'Writes down how somebody looked, and returns the id that stands for them. TABLE_NOT_FOUND.';

create function app.unknown_patron_json(p_casino_id uuid, p_unknown_patron_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_patron app.mtl_patron;
begin
  if p_unknown_patron_id is null then
    return null;
  end if;
  v_patron := app.current_mtl_patron(p_casino_id, row(null, p_unknown_patron_id)::app.mtl_patron);
  return (
    select jsonb_build_object('id', u.id, 'description', u.description, 'sex', u.sex, 'age_range', u.age_range,
      'hair', u.hair, 'height', u.height, 'clothing', u.clothing, 'table_id', u.table_id,
      'table_label', (select label from public.gaming_table where casino_id = u.casino_id and id = u.table_id),
      'seat', u.seat, 'gaming_day', u.gaming_day, 'player_id', v_patron.player_id,
      'player_name', app.player_name(u.casino_id, v_patron.player_id))
    from public.mtl_unknown_patron u
    where u.casino_id = p_casino_id and u.id = p_unknown_patron_id
  );
end;
$$;
comment on function app.unknown_patron_json(uuid, uuid) is
  'An unknown patron as every RPC answers it: how they looked, and who they turned out to be, if anybody knows. Null '
  'for none.';

create function app.mtl_entry_ids(p_casino_id uuid, p_patron app.mtl_patron, p_gaming_day date default null)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  -- The patron as they are, and everybody unknown who turned out to be them.
  v_unknown uuid[] := case when p_patron.player_id is null then array[p_patron.unknown_patron_id] else array(
    select l.unknown_patron_id from public.mtl_patron_link l
    where l.casino_id = p_casino_id and l.player_id = p_patron.player_id and not exists (
      select from public.mtl_patron_link later
      where later.casino_id = l.casino_id and later.unknown_patron_id = l.unknown_patron_id
        and later.link_no > l.link_no)
  ) end;
begin
  return array(
    select e.id from public.mtl_entry e
    where e.casino_id = p_casino_id and e.player_id = p_patron.player_id
      and (p_gaming_day is null or e.gaming_day = p_gaming_day)
    union
    select e.id from public.mtl_entry e
    where e.casino_id = p_casino_id and e.unknown_patron_id = any (v_unknown)
      and (p_gaming_day is null or e.gaming_day = p_gaming_day)
    union
    select e.id from public.mtl_entry_party p
    join public.mtl_entry e on e.casino_id = p.casino_id and e.id = p.entry_id
    where p.casino_id = p_casino_id and (p.player_id = p_patron.player_id or p.unknown_patron_id = any (v_unknown))
      and (p_gaming_day is null or e.gaming_day = p_gaming_day)
  );
end;
$$;
comment on function app.mtl_entry_ids(uuid, app.mtl_patron, date) is
  'The entries that are about a patron, of one gaming day or of all: their own, those of unknown patrons who '
  'turned out to be them, and those they are a party of. Each once, whatever they are in it. For an unknown patron '
  'only what was entered under that description. Rows that void are among them.';
