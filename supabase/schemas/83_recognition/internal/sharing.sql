-- What the company says: which of its casinos share their players for recognition.

create function app.casino_by_slug(p_slug text)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  select id into v_id from public.casino where slug = p_slug;
  if not found then
    perform app.fail(404, 'CASINO_NOT_FOUND');
  end if;
  return v_id;
end;
$$;
comment on function app.casino_by_slug(text) is 'A casino by the name that addresses have of it. CASINO_NOT_FOUND.';

create function app.note_recognition(p_casino_id uuid, p_with_casino_id uuid, p_is_shared boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_with text;
begin
  select name into v_with from public.casino where id = p_with_casino_id;
  perform app.write_audit(app.worker_context(p_casino_id), 'casino.share_recognition', 'casino', p_casino_id, null,
    jsonb_build_object('with_casino', v_with, 'is_shared', p_is_shared));
end;
$$;
comment on function app.note_recognition(uuid, uuid, boolean) is
  'Puts on record at a casino that it shares its players with another one for recognition, or does no more.';

create function app.share_recognition(p_slug text, p_with_slug text)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_casino_id constant uuid := app.casino_by_slug(p_slug);
  v_with_id constant uuid := app.casino_by_slug(p_with_slug);
begin
  insert into app.recognition (casino_id, with_casino_id)
  values (v_casino_id, v_with_id), (v_with_id, v_casino_id)
  on conflict do nothing;
  if not found then
    return false;
  end if;
  perform app.note_recognition(v_casino_id, v_with_id, true);
  perform app.note_recognition(v_with_id, v_casino_id, true);
  return true;
end;
$$;
comment on function app.share_recognition(text, text) is
  'Has two casinos know each other''s players again, and answers whether they did not before. On record at both. For '
  'whoever runs the database: no role of the API may. CASINO_NOT_FOUND.';

create function app.end_recognition(p_slug text, p_with_slug text)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_casino_id constant uuid := app.casino_by_slug(p_slug);
  v_with_id constant uuid := app.casino_by_slug(p_with_slug);
begin
  delete from app.recognition
  where (casino_id, with_casino_id) in ((v_casino_id, v_with_id), (v_with_id, v_casino_id));
  if not found then
    return false;
  end if;
  perform app.note_recognition(v_casino_id, v_with_id, false);
  perform app.note_recognition(v_with_id, v_casino_id, false);
  return true;
end;
$$;
comment on function app.end_recognition(text, text) is
  'Has two casinos know nothing of each other''s players any more, from the next look on, and answers whether they '
  'did. On record at both. For whoever runs the database. CASINO_NOT_FOUND.';
