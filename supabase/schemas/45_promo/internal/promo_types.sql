-- What a promo type is: a value of promo_type_enum, and what it asks of the player. Nothing else knows one from
-- another.

create function app.takes_wager(p_promo_type text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_promo_type = 'match_play';
end;
$$;
comment on function app.takes_wager(text) is
  'Whether the player stakes something of their own along with a coupon of a promo type.';

create function app.require_promo_type(p_field text, p_promo_type text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_types text[] := enum_range(null::public.promo_type_enum)::text[];
begin
  if (p_promo_type = any (v_types)) is not true then
    perform app.invalid(p_field, 'oneOf', jsonb_build_object('options', array_to_string(v_types, ', ')));
  end if;
end;
$$;
comment on function app.require_promo_type(text, text) is
  'VALIDATION_FAILED, naming the field, unless a text is a promo type.';

create function app.require_sound_wager(p_field text, p_promo_type text, p_wager_cents jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if app.takes_wager(p_promo_type) and not app.is_number_between(p_wager_cents, 1, 100000000, true) then
    perform app.invalid(p_field, 'wagerNeeded');
  elsif not app.takes_wager(p_promo_type) and not app.is_number_between(p_wager_cents, 0, 0, true) then
    perform app.invalid(p_field, 'wagerNone');
  end if;
end;
$$;
comment on function app.require_sound_wager(text, text, jsonb) is
  'VALIDATION_FAILED, naming the field, unless there is a wager where the promo type takes one, and none where it '
  'does not.';
