-- How a player is looked after: the profile, and the notes of the staff.

create function app.player_profile_json(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('player_id', p.id, 'host_id', f.host_id, 'host_name', h.full_name,
      'is_host_active', h.is_active, 'game', f.game, 'seat', f.seat, 'drink', f.drink, 'contact', f.contact,
      'version', coalesce(f.version, 0))
    from public.player p
    left join public.player_profile f on f.casino_id = p.casino_id and f.player_id = p.id
    left join public.staff h on h.casino_id = f.casino_id and h.id = f.host_id
    where p.casino_id = p_casino_id and p.id = p_player_id
  );
end;
$$;
comment on function app.player_profile_json(uuid, uuid) is
  'A player''s profile: {player_id, host_id, host_name, is_host_active, game, seat, drink, contact, version}; version '
  '0 and nothing else where nobody saved one.';

create function app.require_player(p_ctx app.rls_context, p_player_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (select from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_player(app.rls_context, uuid) is
  'PLAYER_NOT_FOUND for a player who is not of the caller''s casino.';

create function app.require_preference(p_field text, p_text text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if length(p_text) > 100 then
    perform app.invalid(p_field, 'charactersAtMost', jsonb_build_object('highest', 100));
  end if;
end;
$$;
comment on function app.require_preference(text, text) is
  'VALIDATION_FAILED for a preference of more than 100 characters; none at all is as good as one.';

create function app.player_note_json(p_note public.player_note)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_note.id, 'player_id', p_note.player_id, 'body', p_note.body,
    'staff_id', p_note.staff_id, 'staff_name', app.staff_name(p_note.casino_id, p_note.staff_id),
    'created_at', p_note.created_at, 'struck_at', p_note.struck_at,
    'struck_by_name', app.staff_name(p_note.casino_id, p_note.struck_by_staff_id),
    'strike_reason', p_note.strike_reason);
end;
$$;
comment on function app.player_note_json(public.player_note) is 'A note as rpc_list_player_notes answers it.';

-- A note is struck, once.
create trigger player_note_guard before update or delete on public.player_note
  for each row execute function app.guard_ended_once('struck_at', 'struck_by_staff_id', 'strike_reason');
alter table public.player_note enable always trigger player_note_guard;
