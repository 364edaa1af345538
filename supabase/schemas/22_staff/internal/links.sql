-- One-time links: how somebody proves that they were invited, or given a new password. Who has the token has it from
-- the admin who made it.

create function app.make_staff_link(p_ctx app.rls_context, p_staff_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_token constant text := 'join_' || encode(app.random_32_bytes(), 'hex');
begin
  perform app.end_staff_link(p_ctx.casino_id, p_staff_id, 'replaced');
  insert into app.staff_link (casino_id, staff_id, token_hash, made_by_staff_id, lapses_at)
  values (p_ctx.casino_id, p_staff_id, app.link_hash(v_token), p_ctx.staff_id, now() + interval '3 days');
  return v_token;
end;
$$;
comment on function app.make_staff_link(app.rls_context, uuid) is
  'Makes the one link of somebody, good for three days, in the place of the one before, and answers its token, which '
  'is not kept.';

create function app.link_hash(p_token text)
returns bytea
language sql
immutable
return sha256(convert_to(p_token, 'UTF8'));
comment on function app.link_hash(text) is 'What is kept of a token.';

create function app.end_staff_link(p_casino_id uuid, p_staff_id uuid, p_ended_as text)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  update app.staff_link set ended_as = p_ended_as, ended_at = now()
  where casino_id = p_casino_id and staff_id = p_staff_id and ended_as is null;
  return found;
end;
$$;
comment on function app.end_staff_link(uuid, uuid, text) is
  'Lets the link of somebody open nothing any more, and answers whether there was one.';

create function app.read_staff_link(p_token text, p_purpose text)
returns app.staff_link
language plpgsql
set search_path = ''
as $$
declare
  v_link app.staff_link;
begin
  select * into v_link from app.staff_link where token_hash = app.link_hash(p_token) and purpose = p_purpose;
  if not found then
    perform app.fail(404, 'LINK_UNKNOWN');
  end if;
  return v_link;
end;
$$;
comment on function app.read_staff_link(text, text) is
  'The link of a purpose that has a token, whatever became of it. LINK_UNKNOWN.';

create function app.require_open_link(p_link app.staff_link)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_link.ended_as = 'used' then
    perform app.fail(409, 'LINK_USED');
  elsif p_link.ended_as is not null then
    perform app.fail(409, 'LINK_WITHDRAWN');
  elsif p_link.lapses_at <= now() then
    perform app.fail(409, 'LINK_LAPSED');
  end if;
end;
$$;
comment on function app.require_open_link(app.staff_link) is
  'LINK_USED, LINK_WITHDRAWN (also one in whose place another was made) or LINK_LAPSED unless it opens something.';

create function app.require_invited(p_person jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_person ->> 'email' ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' is not true or length(p_person ->> 'email') > 254 then
    perform app.invalid('email', 'email');
  end if;
  if not p_person ? 'name' then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 200));
  end if;
  if p_person ->> 'role' = any (enum_range(null::public.staff_role)::text[]) is not true then
    perform app.invalid('role', 'aRole');
  end if;
end;
$$;
comment on function app.require_invited(jsonb) is
  'VALIDATION_FAILED, naming the field, unless somebody who is to be invited has an e-mail address, a name and a role.';
