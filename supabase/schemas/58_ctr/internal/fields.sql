-- The fields of FinCEN Report 112 as they are typed: which there are, what may stand in them, and in which form they
-- are kept, so that what one sees is what is filed.

create function app.ctr_fields(p_sheet text)
returns table (field text, form text, highest integer)
language plpgsql
immutable
set search_path = ''
as $$
begin
  return query select f.column1, f.column2, f.column3 from (values
    ('person', 'is_entity', 'flag', 1), ('person', 'last_name', 'text', 150), ('person', 'first_name', 'text', 35),
    ('person', 'middle_name', 'text', 35), ('person', 'suffix', 'text', 35), ('person', 'alternate_name', 'text', 150),
    ('person', 'gender', 'female, male, unknown', 7), ('person', 'birth_date', 'date', 10),
    ('person', 'street', 'text', 100), ('person', 'city', 'text', 50), ('person', 'state', 'letters', 3),
    ('person', 'zip', 'code', 9), ('person', 'country', 'letters', 2), ('person', 'phone', 'digits', 16),
    ('person', 'email', 'text', 254), ('person', 'tin_type', 'ssn_itin, ein, foreign', 10),
    ('person', 'tin', 'code', 25),
    ('person', 'id_type', 'driver_license, passport, alien_registration, other', 20),
    ('person', 'id_other_type', 'text', 50), ('person', 'id_number', 'code', 25), ('person', 'id_state', 'letters', 3),
    ('person', 'id_country', 'letters', 2), ('person', 'occupation', 'text', 50), ('person', 'naics', 'digits', 6),
    ('profile', 'name', 'text', 150), ('profile', 'trade_name', 'text', 150), ('profile', 'ein', 'digits', 9),
    ('profile', 'gaming_type', 'state_licensed, tribal, card_club, other', 20),
    ('profile', 'gaming_type_other', 'text', 50), ('profile', 'street', 'text', 100), ('profile', 'city', 'text', 50),
    ('profile', 'state', 'letters', 3), ('profile', 'zip', 'code', 9), ('profile', 'country', 'letters', 2),
    ('profile', 'contact_office', 'text', 150), ('profile', 'contact_phone', 'digits', 16),
    ('profile', 'contact_extension', 'digits', 6), ('profile', 'location_name', 'text', 150),
    ('profile', 'location_street', 'text', 100), ('profile', 'location_city', 'text', 50),
    ('profile', 'location_state', 'letters', 3), ('profile', 'location_zip', 'code', 9),
    ('profile', 'location_country', 'letters', 2), ('profile', 'transmitter_name', 'text', 150),
    ('profile', 'transmitter_tin', 'digits', 9), ('profile', 'transmitter_control_code', 'code', 25),
    ('profile', 'transmitter_contact', 'text', 150), ('profile', 'transmitter_phone', 'digits', 16),
    ('profile', 'transmitter_street', 'text', 100), ('profile', 'transmitter_city', 'text', 50),
    ('profile', 'transmitter_state', 'letters', 3), ('profile', 'transmitter_zip', 'code', 9),
    ('profile', 'transmitter_country', 'letters', 2)
  ) f (sheet, column1, column2, column3)
  where f.sheet = p_sheet;
end;
$$;
comment on function app.ctr_fields(text) is
  'The fields of a sheet (person, profile): in which form each is kept (text on one line; digits; code: capitals and '
  'digits; letters: capitals, as of countries and states; date: YYYY-MM-DD in which month and day may be 00; flag; or '
  'one of several) and how many characters it has at most. Lengths are those of FinCEN''s schema.';

create function app.ctr_plain(p_text text)
returns text
language sql
immutable
return btrim(regexp_replace(regexp_replace(p_text, '\s+', ' ', 'g'), '[\u0001-\u001f\u007f-\u009f]', '', 'g'));
comment on function app.ctr_plain(text) is
  'Text on one line without spaces around it and without control characters, as FinCEN takes it.';

create function app.ctr_value(p_field text, p_form text, p_highest integer, p_value jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_name text := app.camel_case(p_field);
  v_text text := app.ctr_plain(p_value #>> '{}');
begin
  if jsonb_typeof(p_value) = 'null' or p_form = 'flag' and jsonb_typeof(p_value) = 'boolean' then
    return p_value;
  end if;
  if p_form = 'flag' then
    perform app.invalid(v_name, 'trueOrFalse');
  end if;
  if p_form in ('digits', 'code') then
    v_text := upper(regexp_replace(v_text, case p_form when 'digits' then '[^0-9]' else '[^A-Za-z0-9]' end, '', 'g'));
  end if;
  if jsonb_typeof(p_value) <> 'string' or length(v_text) not between 1 and p_highest then
    perform app.invalid(v_name, 'characters', jsonb_build_object('lowest', 1, 'highest', p_highest));
  end if;
  if p_form = 'letters' then
    v_text := upper(v_text);
    if v_text !~ '^[A-Z]{2,3}$' then
      perform app.invalid(v_name, 'placeCode');
    end if;
  elsif p_form = 'date' and v_text !~ '^(19|20)\d\d-(0\d|1[0-2])-([0-2]\d|3[01])$' then
    perform app.invalid(v_name, 'partialDate');
  elsif p_form like '%, %' and v_text <> all (string_to_array(p_form, ', ')) then
    perform app.invalid(v_name, 'oneOf', jsonb_build_object('options', p_form));
  end if;
  return to_jsonb(v_text);
end;
$$;
comment on function app.ctr_value(text, text, integer, jsonb) is
  'A value in the form in which its field is kept; null takes it away. VALIDATION_FAILED when it does not fit.';

create function app.ctr_facts(p_sheet text, p_facts jsonb, p_changes jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_changes jsonb;
begin
  perform app.require_known_fields('changes', p_changes, array(select f.field from app.ctr_fields(p_sheet) f));
  select jsonb_object_agg(f.field, app.ctr_value(f.field, f.form, f.highest, p_changes -> f.field)) into v_changes
  from app.ctr_fields(p_sheet) f
  where p_changes ? f.field;
  return jsonb_strip_nulls(p_facts || coalesce(v_changes, '{}'));
end;
$$;
comment on function app.ctr_facts(text, jsonb, jsonb) is
  'The facts of a sheet with some of them changed, each in the form in which it is kept. VALIDATION_FAILED, naming the '
  'field.';

create function app.ctr_person_change(p_facts jsonb, p_change jsonb)
returns jsonb
language sql
immutable
return app.ctr_facts('person', p_facts, p_change - array['person_id', 'unknown', 'is_verified']);
comment on function app.ctr_person_change(jsonb, jsonb) is 'The facts of a person with those of a change.';
