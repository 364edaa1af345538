-- What the checks of several contexts have in common.

create function app.camel_case(p_name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return lower(left(p_name, 1)) || substr(replace(initcap(p_name), '_', ''), 2);
end;
$$;
comment on function app.camel_case(text) is
  'A field''s name as the API writes it, for refusals: warn_minutes is warnMinutes.';

create function app.is_number_between(p_value jsonb, p_lowest numeric, p_highest numeric, p_is_whole boolean)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_value) is distinct from 'number' then
    return false;
  end if;
  return p_value::numeric between p_lowest and p_highest and (not p_is_whole or scale(p_value::numeric) = 0);
end;
$$;
comment on function app.is_number_between(jsonb, numeric, numeric, boolean) is
  'Whether a JSON value is a number within bounds, written without a decimal point if it is to be whole.';

create function app.require_known_fields(p_path text, p_object jsonb, p_fields text[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_field text;
begin
  if jsonb_typeof(p_object) is distinct from 'object' then
    perform app.invalid(p_path, 'object');
  end if;
  for v_field in select jsonb_object_keys(p_object) loop
    if v_field <> all (p_fields) then
      perform app.invalid(left(concat_ws('.', nullif(p_path, 'reward'), app.camel_case(v_field)), 100), 'noSuchField');
    end if;
  end loop;
end;
$$;
comment on function app.require_known_fields(text, jsonb, text[]) is
  'VALIDATION_FAILED unless it is an object with no field but these.';

create function app.require_words(p_field text, p_text text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if (length(p_text) between 1 and 500) is not true then
    perform app.invalid(p_field, 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
end;
$$;
comment on function app.require_words(text, text) is
  'VALIDATION_FAILED unless somebody wrote something, in at most 500 characters: a reason, or a note that is the thing '
  'itself.';
