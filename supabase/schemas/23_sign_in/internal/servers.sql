-- Web servers: how one proves that it is some, and what it says of who knocks.

create function app.know_server(p_key_hash bytea)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into app.server_key (key_hash) values (p_key_hash) on conflict do nothing;
  -- While a key is changed both count; the one before those two does not.
  delete from app.server_key
  where key_hash not in (select key_hash from app.server_key order by made_at desc, key_hash limit 2);
end;
$$;
comment on function app.know_server(bytea) is
  'Lets web servers that have a key count sign-ins from now on, and those with the key before it: for whoever runs the '
  'database. No role of the API reaches it. Takes the SHA-256 of the key.';

create function app.read_server_key(p_token text)
returns app.server_key
language plpgsql
set search_path = ''
as $$
declare
  v_server app.server_key;
begin
  select * into v_server from app.server_key where key_hash = app.link_hash(p_token);
  if not found then
    perform app.fail(503, 'SERVER_KEY_UNKNOWN');
  end if;
  return v_server;
end;
$$;
comment on function app.read_server_key(text) is
  'The key of a web server, if it is known. SERVER_KEY_UNKNOWN, which whoever runs the server mends.';

create function app.knock_of(p_token text, p_email text, p_address text, p_device text)
returns app.knock
language plpgsql
set search_path = ''
as $$
declare
  v_knock app.knock;
begin
  v_knock.email := lower(btrim(p_email));
  v_knock.account := extensions.hmac(convert_to(v_knock.email, 'UTF8'), convert_to(p_token, 'UTF8'), 'sha256');
  v_knock.address := decode(p_address, 'hex');
  v_knock.pair := sha256(v_knock.account || v_knock.address);
  select token_hash into v_knock.device from app.known_device
  where token_hash = app.link_hash(p_device) and account = v_knock.account and lapses_at > now();
  return v_knock;
end;
$$;
comment on function app.knock_of(text, text, text, text) is
  'Who knocks, by the key of a web server, an e-mail address, the hash of a network address (hex; the server makes it '
  'with its key, so that the address itself never comes here) and the token that the device shows, if any: one that is '
  'nobody''s, or of another account, counts as none. Hashes are keyed by what this database does not keep.';
