-- The photo of a player: who took it and when, and how long its picture may lie in Storage unnamed.

create function app.player_photo_json(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('player_id', player_id, 'version', version, 'taken_at', taken_at,
      'taken_by_name', app.staff_name(casino_id, staff_id))
    from public.player_photo
    where casino_id = p_casino_id and player_id = p_player_id
  );
end;
$$;
comment on function app.player_photo_json(uuid, uuid) is
  'Who took the photo of a player, and when: {player_id, version, taken_at, taken_by_name}; null where there is none.';

create function app.photo_wait()
returns interval
language sql
immutable
set search_path = ''
return interval '10 minutes';
comment on function app.photo_wait() is
  'How long a picture that no row names lies in Storage before the worker deletes it. It can be put on record for half '
  'of that, so that none is on record that is being deleted.';
