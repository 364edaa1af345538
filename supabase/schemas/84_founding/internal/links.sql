-- One-time links of founding. Who has the token has it from whoever runs the database.

create function app.make_founding_link()
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_token constant text := 'found_' || encode(app.random_32_bytes(), 'hex');
begin
  insert into app.founding_link (token_hash, lapses_at) values (app.link_hash(v_token), now() + interval '1 day');
  return v_token;
end;
$$;
comment on function app.make_founding_link() is
  'Makes a link by which one casino can be set up on a screen within a day, and answers its token, which is not kept. '
  'No role of the API reaches it.';

create function app.read_founding_link(p_token text)
returns app.founding_link
language plpgsql
set search_path = ''
as $$
declare
  v_link app.founding_link;
begin
  select * into v_link from app.founding_link where token_hash = app.link_hash(p_token);
  if not found then
    perform app.fail(404, 'LINK_UNKNOWN');
  end if;
  if v_link.lapses_at <= now() then
    perform app.fail(409, 'FOUNDING_LINK_LAPSED');
  end if;
  return v_link;
end;
$$;
comment on function app.read_founding_link(text) is
  'The link that has a token, used or not, as long as it holds. LINK_UNKNOWN, FOUNDING_LINK_LAPSED.';

create function app.founders_anew(p_casino_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx constant app.rls_context := app.worker_context(p_casino_id);
  v_staff public.staff;
  v_answer jsonb := '[]';
begin
  -- In the order in which an admin's change locks people.
  perform from public.staff s where s.casino_id = p_casino_id order by s.id for no key update;
  -- Who was made with the casino has a link that nobody of the staff handed out; whoever came later is theirs.
  for v_staff in
    select s.* from public.staff s
    where s.casino_id = p_casino_id and exists (
      select from app.staff_link l where l.casino_id = s.casino_id and l.staff_id = s.id and l.made_by_staff_id is null)
    order by s.full_name, s.id
  loop
    v_answer := v_answer || jsonb_build_array(jsonb_build_object('email', v_staff.email, 'name', v_staff.full_name,
      'role', v_staff.role, 'link_token',
      -- What an admin withdrew or made anew meanwhile is theirs.
      case when exists (select from app.staff_link l where l.casino_id = p_casino_id and l.staff_id = v_staff.id
        and l.ended_as is null and l.made_by_staff_id is null) then app.make_staff_link(v_ctx, v_staff.id) end));
  end loop;
  return v_answer;
end;
$$;
comment on function app.founders_anew(uuid) is
  'The first staff of a casino by name, their links made anew, as app.found_casino answers them; link_token is null '
  'of who came in already, and of whose link an admin withdrew or made anew.';
