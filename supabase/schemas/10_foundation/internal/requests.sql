create function app.request_hash(p_operation text, p_request jsonb)
returns bytea
language sql
stable
return sha256(convert_to(p_operation || ' ' || p_request::text, 'UTF8'));
comment on function app.request_hash(text, jsonb) is
  'SHA-256 of an operation and its arguments (jsonb has one text form per value). Two calls with one idempotency key '
  'are the same request exactly when their hashes are equal.';

create function app.is_ordinary_key(p_key text)
returns boolean
language sql
immutable
return length(p_key) between 1 and 200 and p_key !~ '^(accrue|approval|read|sign_out|stage):';
comment on function app.is_ordinary_key(text) is
  'Whether a key is one that clients make up. Those of accruals, of readings, of sign-outs and of parts of a file can '
  'be worked out by anybody: taken for something else, they would stand in the way of what they are for. Null for '
  'none.';

create function app.require_idempotency_key(p_key text, p_own_keys text default null)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_key is null or length(p_key) not between 1 and 200 then
    perform app.invalid('idempotencyKey', 'key');
  end if;
  if not app.is_ordinary_key(p_key) and (p_key like p_own_keys) is not true then
    perform app.invalid('idempotencyKey', 'keyReserved');
  end if;
end;
$$;
comment on function app.require_idempotency_key(text, text) is
  'Every mutating RPC takes a key, made by the client once per intent. VALIDATION_FAILED when it is missing, empty, '
  'longer than 200 characters, or one of those that follow from what they are for and not like p_own_keys, the '
  'caller''s own.';
