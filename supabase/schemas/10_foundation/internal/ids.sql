-- 48 bits of Unix milliseconds, then random bits with version 7 and the RFC 9562 variant set.
create function app.uuid_v7()
returns uuid
language sql
volatile
return encode(
  set_bit(
    set_bit(
      overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send((date_part('epoch', clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6
      ),
      52, 1
    ),
    53, 1
  ),
  'hex'
)::uuid;
comment on function app.uuid_v7() is
  'A new time-ordered UUID version 7 (RFC 9562). Neighbouring inserts land on neighbouring index pages, which halves '
  'the write-ahead log per row.';

create function app.lowest_id_at(p_at timestamptz)
returns uuid
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (lpad(to_hex((extract(epoch from p_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
end;
$$;
comment on function app.lowest_id_at(timestamptz) is
  'Below every id that app.uuid_v7 drew from that instant on, and above those drawn before: a time as a bound of keys.';

create function app.highest_id_before(p_at timestamptz)
returns uuid
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (left(app.lowest_id_at(p_at - interval '1 millisecond')::text, 14) || 'ffff-ffff-ffffffffffff')::uuid;
end;
$$;
comment on function app.highest_id_before(timestamptz) is 'No id that app.uuid_v7 made before this time is higher.';

create function app.random_32_bytes()
returns bytea
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- A UUID has 122 random bits and six fixed ones; the hash of four of them is 32 bytes without any fixed bit.
  return sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
end;
$$;
comment on function app.random_32_bytes() is 'What nobody guesses: the stuff of secrets and of one-time links.';
