-- Parked sessions: who signed in in full on a tablet, and left it to a colleague for a while.

create function app.forget_parked_sessions(p_casino_id uuid, p_staff_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from app.parked_session where casino_id = p_casino_id and staff_id = p_staff_id;
end;
$$;
comment on function app.forget_parked_sessions(uuid, uuid) is
  'Throws the keys of somebody''s parked sessions away: what tablets have of them opens no more.';

create function app.read_parked_session(p_token text)
returns app.parked_session
language plpgsql
set search_path = ''
as $$
declare
  v_parked app.parked_session;
begin
  select * into v_parked from app.parked_session where token_hash = app.link_hash(p_token);
  return app.require_parked_session(v_parked.casino_id, v_parked.id);
end;
$$;
comment on function app.read_parked_session(text) is
  'The parked session that has a token. PARKED_SESSION_GONE, as app.require_parked_session.';

create function app.require_parked_session(p_casino_id uuid, p_id uuid)
returns app.parked_session
language plpgsql
set search_path = ''
as $$
declare
  v_parked app.parked_session;
begin
  select p.* into v_parked
  from app.parked_session p
  join public.staff s on s.casino_id = p.casino_id and s.id = p.staff_id
  join public.casino_settings cs on cs.casino_id = p.casino_id
  where p.casino_id = p_casino_id and p.id = p_id and p.lapses_at > now() and app.is_let_in(s, cs);
  if not found then
    perform app.fail(409, 'PARKED_SESSION_GONE');
  end if;
  return v_parked;
end;
$$;
comment on function app.require_parked_session(uuid, uuid) is
  'A parked session by its id. PARKED_SESSION_GONE where there is none, it has lapsed, or its person is let in no '
  'more.';

create function app.parked_context(p_parked app.parked_session, p_correlation_id uuid)
returns app.rls_context
language plpgsql
stable
set search_path = ''
as $$
begin
  return row(p_parked.casino_id, null, null, coalesce(p_correlation_id, app.uuid_v7()),
    app.gaming_day(p_parked.casino_id))::app.rls_context;
end;
$$;
comment on function app.parked_context(app.parked_session, uuid) is
  'The context of a try at a parked session: who types is nobody yet.';
