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
comment on function app.camel_case(text) is 'A field''s name as the API writes it, for refusals: warn_minutes is warnMinutes.';

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
