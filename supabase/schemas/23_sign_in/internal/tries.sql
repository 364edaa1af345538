-- Tries: how often, how long one waits, and what is forgotten when.

create function app.tries_of(p_knock app.knock, p_purpose text)
returns table (kind text, key bytea, free integer, first_wait_seconds integer, forget_seconds integer)
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_knock.device is not null then
    return query select v.* from (values
      ('sign_in', 'device', sha256(p_knock.account || p_knock.device), 5, 2, 3600),
      ('mail', 'device_mail', sha256(p_knock.account || p_knock.device), 3, 300, 100)
    ) t (purpose, kind, key, free, first_wait, forget)
    cross join lateral (select t.kind, t.key, t.free, t.first_wait, t.forget) v
    where t.purpose = p_purpose;
    return;
  end if;
  return query select v.* from (values
    ('sign_in', 'account', p_knock.account, 100, 2, 360),
    ('sign_in', 'address', p_knock.address, 100, 2, 36),
    ('sign_in', 'pair', p_knock.pair, 5, 2, 3600),
    ('mail', 'address', p_knock.address, 100, 2, 36),
    ('mail', 'mail', p_knock.account, 3, 300, 100)
  ) t (purpose, kind, key, free, first_wait, forget)
  cross join lateral (select t.kind, t.key, t.free, t.first_wait, t.forget) v
  where t.purpose = p_purpose;
end;
$$;
comment on function app.tries_of(app.knock, text) is
  'What a try is counted under, for a purpose (sign_in, mail): from the failure that is number `free` on there is a '
  'wait, first_wait_seconds and twice as long with each further one; one is forgotten every forget_seconds. A device '
  'that the account knows is counted for itself alone: nothing that anybody does elsewhere reaches it.';

create function app.remembered_failures(p_try app.sign_in_try, p_forget_seconds integer, p_now timestamptz)
returns double precision
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- A time ahead, since the clock was set back, has forgotten nothing yet.
  return coalesce(greatest(0, p_try.failures
    - greatest(0, extract(epoch from p_now - p_try.last_at)) / p_forget_seconds), 0);
end;
$$;
comment on function app.remembered_failures(app.sign_in_try, integer, timestamptz) is
  'How many failures are remembered now; 0 without a row.';

create function app.seconds_to_wait(p_try app.sign_in_try, p_free integer, p_first integer, p_now timestamptz)
returns double precision
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_beyond constant integer := round(p_try.failures)::integer - p_free;
begin
  -- Nobody waits for a clock that was set back.
  if (v_beyond >= 0 and p_try.last_at <= p_now) is not true then
    return 0;
  end if;
  return greatest(0, least(p_first * 2.0 ^ least(v_beyond, 20), 900) - extract(epoch from p_now - p_try.last_at));
end;
$$;
comment on function app.seconds_to_wait(app.sign_in_try, integer, integer, timestamptz) is
  'How long a try has to wait still: after failure n (n at least free) first * 2^(n - free) seconds, 900 at most.';

create function app.lock_tries(p_knock app.knock)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- The account before the address, always.
  perform pg_advisory_xact_lock(hashtextextended('sign-in account ' || encode(p_knock.account, 'hex'), 0));
  if p_knock.device is null then
    perform pg_advisory_xact_lock(hashtextextended('sign-in address ' || encode(p_knock.address, 'hex'), 0));
  end if;
end;
$$;
comment on function app.lock_tries(app.knock) is
  'Has tries at one account, and from one address, counted one by one, whichever web server they come through.';

create function app.take_try(p_knock app.knock, p_purpose text)
returns app.taken_try
language plpgsql
set search_path = ''
as $$
declare
  v_now timestamptz;
  v_taken app.taken_try;
begin
  perform app.lock_tries(p_knock);
  v_now := clock_timestamp();
  select ceil(max(app.seconds_to_wait(t, c.free, c.first_wait_seconds, v_now)))::integer into v_taken.wait_seconds
  from app.tries_of(p_knock, p_purpose) c
  join app.sign_in_try t on t.kind = c.kind and t.key = c.key;
  if v_taken.wait_seconds > 0 then
    update app.sign_in_try t set is_told = true
    from app.tries_of(p_knock, p_purpose) c
    where t.kind = c.kind and t.key = c.key and not t.is_told
      and app.seconds_to_wait(t, c.free, c.first_wait_seconds, v_now) > 0;
    v_taken.is_first := found;
    return v_taken;
  end if;
  insert into app.sign_in_try (kind, key, failures, last_at, forgotten_at)
  select c.kind, c.key, n.failures, v_now, v_now + make_interval(secs => n.failures * c.forget_seconds)
  from app.tries_of(p_knock, p_purpose) c
  left join app.sign_in_try t on t.kind = c.kind and t.key = c.key
  cross join lateral (select app.remembered_failures(t, c.forget_seconds, v_now) + 1 as failures) n
  on conflict (kind, key) do update
  set (failures, last_at, forgotten_at, is_told) = (excluded.failures, excluded.last_at, excluded.forgotten_at, false);
  select round(t.failures)::integer into v_taken.failures
  from app.tries_of(p_knock, p_purpose) c
  join app.sign_in_try t on t.kind = c.kind and t.key = c.key
  where c.kind in ('pair', 'device');
  v_taken.wait_seconds := 0;
  -- Of one in 256 of those who are new, which nobody chooses; so the table stays within its bound.
  if p_knock.device is null and get_byte(p_knock.pair, 0) = 0 then
    perform app.sweep_tries(100000);
  end if;
  return v_taken;
end;
$$;
comment on function app.take_try(app.knock, text) is
  'Counts a try as if it had failed, before anybody looks at it, so that tries at once count like tries one by one; or '
  'turns it away and counts nothing: wait_seconds says for how long. By the database''s clock.';

create function app.give_back_try(p_knock app.knock, p_is_right boolean)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_tries(p_knock);
  delete from app.sign_in_try t using app.tries_of(p_knock, 'sign_in') c
  where t.kind = c.kind and t.key = c.key and p_is_right and c.kind in ('pair', 'device');
  update app.sign_in_try t
  set failures = greatest(0, t.failures - 1),
    forgotten_at = t.forgotten_at - make_interval(secs => least(1, t.failures) * c.forget_seconds)
  from app.tries_of(p_knock, 'sign_in') c
  where t.kind = c.kind and t.key = c.key;
end;
$$;
comment on function app.give_back_try(app.knock, boolean) is
  'Takes a try back that was no failure. One that was right forgets those of its account before it from there; of the '
  'account and the address altogether only itself, or whoever has one account could begin anew with all others.';

create function app.sweep_tries(p_most integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_gone timestamptz;
begin
  -- With too many, those go that would be forgotten next: whoever is turned away often stays.
  select forgotten_at into v_gone from app.sign_in_try order by forgotten_at desc offset p_most limit 1;
  -- Nobody is waited for who counts meanwhile.
  delete from app.sign_in_try where (kind, key) in (
    select t.kind, t.key from app.sign_in_try t
    where t.forgotten_at <= greatest(clock_timestamp(), v_gone) for update skip locked);
  delete from app.known_device where (token_hash, account) in (
    select d.token_hash, d.account from app.known_device d where d.lapses_at <= now() for update skip locked);
end;
$$;
comment on function app.sweep_tries(integer) is
  'Removes what nobody remembers any more, and keeps the number of rows within a bound, whatever is tried; and '
  'devices that nobody signed in on for 90 days.';

create function app.keep_device(p_knock app.knock, p_device text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  -- A shared tablet has one token for all who signed in on it; one that is nobody's is not made somebody's.
  v_token constant text := case
    when exists (select from app.known_device where token_hash = app.link_hash(p_device) and lapses_at > now())
      then p_device
    else 'device_' || encode(app.random_32_bytes(), 'hex')
  end;
begin
  insert into app.known_device (token_hash, account, lapses_at)
  values (app.link_hash(v_token), p_knock.account, now() + interval '90 days')
  on conflict (token_hash, account) do update set lapses_at = excluded.lapses_at;
  delete from app.known_device where account = p_knock.account and token_hash not in (
    select token_hash from app.known_device where account = p_knock.account order by lapses_at desc limit 20);
  return v_token;
end;
$$;
comment on function app.keep_device(app.knock, text) is
  'Notes that an account has signed in on a device, and answers the token by which the device says so next time, kept '
  'as its hash. The newest twenty of an account count. Called under app.lock_tries.';
