-- The photo of a player: who took it and when.

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
