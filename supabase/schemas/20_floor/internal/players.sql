-- Who a player is.

create function app.player_name(p_casino_id uuid, p_player_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_player_id is null then
    return null;
  end if;
  return (
    select first_name || ' ' || last_name from public.player where casino_id = p_casino_id and id = p_player_id
  );
end;
$$;
comment on function app.player_name(uuid, uuid) is 'A player''s name; null for nobody.';
