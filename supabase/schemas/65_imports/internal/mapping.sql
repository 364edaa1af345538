-- What the columns mean.

create function app.header_key(p_header text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return left(regexp_replace(app.name_key(p_header) collate pg_catalog.pg_c_utf8, '[^[:alnum:]]+', '', 'g'), 100);
end;
$$;
comment on function app.header_key(text) is
  'A column''s name without case, accents, blanks and signs, as names are compared and remembered: `Last Visit (UTC)` '
  'is lastvisitutc. Letters of every script count.';

create function app.suggest_import_mapping(p_casino_id uuid, p_headers jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_memory public.player_import_memory;
  v_columns jsonb := '{}'::jsonb;
  v_choice record;
begin
  select * into v_memory from public.player_import_memory where casino_id = p_casino_id;
  -- A column that people chose before comes first, then the likeliest name, then the first of several with one name.
  for v_choice in
    select f.field, h.place - 1 as place
    from jsonb_array_elements_text(p_headers) with ordinality h (header, place)
    join app.import_fields() f
      on case when v_memory.columns ? app.header_key(h.header)
        then v_memory.columns ->> app.header_key(h.header) = f.field
        else app.header_key(h.header) = any (f.names) end
    order by f.place, coalesce(v_memory.columns ? app.header_key(h.header), false) desc,
      array_position(f.names, app.header_key(h.header)), h.place
  loop
    if not v_columns ? v_choice.field then
      v_columns := v_columns || jsonb_build_object(v_choice.field, v_choice.place);
    end if;
  end loop;
  return jsonb_build_object('columns', v_columns, 'tiers', coalesce(v_memory.tiers, '[]'::jsonb), 'date_order',
    coalesce(v_memory.date_order, (
    -- Where dates are written month first, nearly everybody lives in America.
    select case when app.current_time_zone(s) ~ '^(America|US|Pacific/Honolulu)' then 'mdy' else 'dmy' end
      from public.casino_settings s where s.casino_id = p_casino_id
  )));
end;
$$;
comment on function app.suggest_import_mapping(uuid, jsonb) is
  'How a file''s columns are probably to be read: as people of this casino said of columns with these names, or by '
  'the names that columns usually have.';

create function app.is_mapping_complete(p_mapping jsonb)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_mapping -> 'columns' ?| array['loyalty_id', 'player_id']
    and p_mapping -> 'columns' ?| array['tier', 'points_balance'];
end;
$$;
comment on function app.is_mapping_complete(jsonb) is
  'Whether rows can be read by it: it says who a row is about, and names a tier or points.';

create function app.require_formats(p_mapping jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_field text;
begin
  if p_mapping ? 'date_system' and (p_mapping ->> 'date_system' in ('1900', '1904')) is not true then
    perform app.invalid('dateSystem', 'dateSystem');
  end if;
  perform app.require_known_fields('formats', coalesce(p_mapping -> 'formats', '{}'),
    array['birth_date', 'last_activity_at', 'points_balance']);
  for v_field in select jsonb_object_keys(coalesce(p_mapping -> 'formats', '{}')) loop
    if v_field = 'points_balance' and (p_mapping -> 'formats' ->> v_field in ('point', 'comma')) is not true then
      perform app.invalid('formats.pointsBalance', 'decimalMark');
    elsif v_field <> 'points_balance' and (p_mapping -> 'formats' ->> v_field in ('mdy', 'dmy', 'ymd')) is not true then
      perform app.invalid('formats.' || app.camel_case(v_field), 'oneOf',
        jsonb_build_object('options', 'mdy, dmy, ymd'));
    end if;
  end loop;
end;
$$;
comment on function app.require_formats(jsonb) is
  'VALIDATION_FAILED by field, unless what a mapping says of its columns'' formats is sound.';

create function app.require_mapping(p_casino_id uuid, p_headers jsonb, p_mapping jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_column record;
  v_tier jsonb;
begin
  if jsonb_typeof(p_mapping) is distinct from 'object' or jsonb_typeof(p_mapping -> 'columns') is distinct
    from 'object' then
    perform app.invalid('columns', 'columnPlaces');
  end if;
  perform app.require_known_fields('mapping', p_mapping,
    array['columns', 'date_order', 'tiers', 'formats', 'date_system']);
  perform app.require_formats(p_mapping);
  for v_column in select key, value from jsonb_each(p_mapping -> 'columns') loop
    if not exists (select 1 from app.import_fields() f where f.field = v_column.key) then
      perform app.invalid('columns.' || left(app.camel_case(v_column.key), 60), 'noSuchField');
    end if;
    if not app.is_number_between(v_column.value, 0, jsonb_array_length(p_headers) - 1, true) then
      perform app.invalid('columns.' || app.camel_case(v_column.key), 'columnPlace');
    end if;
  end loop;
  if (select count(*) <> count(distinct value) from jsonb_each(p_mapping -> 'columns')) then
    perform app.invalid('columns', 'columnOnce');
  end if;
  if not app.is_mapping_complete(p_mapping) then
    perform app.invalid('columns', 'columnsNeeded');
  end if;
  if (p_mapping ->> 'date_order' in ('mdy', 'dmy', 'ymd')) is not true then
    perform app.invalid('dateOrder', 'oneOf', jsonb_build_object('options', 'mdy, dmy, ymd'));
  end if;
  if jsonb_typeof(p_mapping -> 'tiers') is distinct from 'array' or jsonb_array_length(p_mapping -> 'tiers') > 200 then
    perform app.invalid('tiers', 'spellings');
  end if;
  for v_tier in select value from jsonb_array_elements(p_mapping -> 'tiers') loop
    if (jsonb_typeof(v_tier -> 'text') = 'string' and length(v_tier ->> 'text') between 1 and 100) is not true then
      perform app.invalid('tiers', 'spellingText');
    end if;
    perform app.require_known_fields('tiers', v_tier, array['text', 'tier']);
    if jsonb_typeof(v_tier -> 'tier') is distinct from 'string' then
      perform app.invalid('tiers', 'spellingTier');
    elsif not exists (select 1 from public.loyalty_tier t where t.casino_id = p_casino_id
      and t.code = v_tier ->> 'tier') then
      perform app.fail(422, 'UNKNOWN_TIER', jsonb_build_object('tier', left(v_tier ->> 'tier', 60)));
    end if;
  end loop;
end;
$$;
comment on function app.require_mapping(uuid, jsonb, jsonb) is
  'VALIDATION_FAILED by field, or UNKNOWN_TIER, unless a mapping is sound, complete, and made for a file with these '
  'columns.';

create function app.remember_mapping(p_casino_id uuid, p_headers jsonb, p_mapping jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  -- A column that nobody wanted is remembered as such, so that it isn't suggested again.
  v_columns jsonb := (
    select jsonb_object_agg(app.header_key(header), field order by field nulls first)
    from jsonb_array_elements_text(p_headers) with ordinality h (header, place)
    left join (select key as field, value::integer as used from jsonb_each(p_mapping -> 'columns')) c
      on c.used = h.place - 1
    where app.header_key(header) <> ''
  );
begin
  insert into public.player_import_memory as m (casino_id, columns, tiers, date_order)
  values (p_casino_id, coalesce(v_columns, '{}'), p_mapping -> 'tiers', p_mapping ->> 'date_order')
  on conflict (casino_id) do update
  set columns = m.columns || excluded.columns, tiers = excluded.tiers, date_order = excluded.date_order,
    updated_at = now();
end;
$$;
comment on function app.remember_mapping(uuid, jsonb, jsonb) is
  'Keeps how somebody read these columns, for the casino''s next file.';
