create function app.validation_key(p_validation_number text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return translate(upper(regexp_replace(p_validation_number, '[^0-9A-Za-z]', '', 'g')), 'OIL', '011');
end;
$$;
comment on function app.validation_key(text) is
  'A validation number as it is compared: letters and digits only, capitals, O read as 0, I and L as 1 (Crockford), '
  'so that a number copied by hand or scanned finds its coupon.';

create function app.new_validation_number()
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  v_random bytea;
  v_value bigint;
  v_number text;
begin
  -- 55 random bits of PostgreSQL's strong source: the bytes of a random uuid that carry no version and no variant.
  -- Crockford's check is the value modulo 37, a prime above 32, so that every wrong character and every swap of two
  -- neighbours shows. A number whose check would be one of the five signs that aren't letters or digits is drawn again,
  -- and so is one with fewer than two letters: numbers of pre-printed stock are often digits only, and must not look
  -- like ours, nor ours like them for one wrong character.
  loop
    v_random := uuid_send(gen_random_uuid());
    v_value := 0;
    for v_byte in 0 .. 5 loop
      v_value := (v_value << 8) | get_byte(v_random, v_byte);
    end loop;
    v_value := (v_value << 7) | (get_byte(v_random, 15) & 127);
    v_number := '';
    for v_place in reverse 10 .. 0 loop
      v_number := v_number || substr(v_alphabet, ((v_value >> (5 * v_place)) & 31)::integer + 1, 1);
    end loop;
    exit when v_value % 37 < 32 and v_number ~ '[A-Z].*[A-Z]';
  end loop;
  return v_number || substr(v_alphabet, (v_value % 37)::integer + 1, 1);
end;
$$;
comment on function app.new_validation_number() is
  'A new validation number: eleven random Crockford base-32 characters (55 bits) and a check character, the value '
  'modulo 37.';
