create function app.is_in_force(p_exclusion public.player_exclusion)
returns boolean
language sql
stable
-- One that began when it was set goes on after the clock was set back.
return p_exclusion.lifted_at is null and p_exclusion.starts_at <= greatest(now(), p_exclusion.created_at)
  and (p_exclusion.ends_at is null or p_exclusion.ends_at > now());
comment on function app.is_in_force(public.player_exclusion) is
  'Whether an exclusion holds now: begun, not over and not lifted.';

create function app.is_player_excluded(p_ctx app.rls_context, p_player_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select exists (
      select 1 from public.player_exclusion e
      where e.casino_id = p_ctx.casino_id and e.player_id = p_player_id and app.is_in_force(e)
    )
  );
end;
$$;
comment on function app.is_player_excluded(app.rls_context, uuid) is
  'Whether an exclusion is in force now. Checked by everything that gives something or seats somebody.';

create function app.may_read_exclusions(p_ctx app.rls_context)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.may(p_ctx, 'exclusion.read');
end;
$$;
comment on function app.may_read_exclusions(app.rls_context) is
  'Whether the caller may know of exclusions: that there is one, of what kind, and why.';

create function app.exclusion_json(p_exclusion public.player_exclusion)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_exclusion.id, 'player_id', p_exclusion.player_id, 'starts_at',
    p_exclusion.starts_at,
    'ends_at', p_exclusion.ends_at, 'lifted_at', p_exclusion.lifted_at);
end;
$$;
comment on function app.exclusion_json(public.player_exclusion) is
  'An exclusion as the RPCs answer it and as the audit trail keeps it: without kind and reason, which stay in the '
  'table.';

create function app.hold_seat(p_ctx app.rls_context, p_player_id uuid, p_is_confirmed boolean, p_facts jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  -- An exclusion that is being set holds this row: the seat lands before it is answered, or meets it.
  perform 1 from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_player_id for no key update;
  if not app.is_player_excluded(p_ctx, p_player_id) then
    return null;
  end if;
  if p_is_confirmed is not true or not app.may_read_exclusions(p_ctx) then
    return app.refuse_on_record(p_ctx, 409, 'PLAYER_NOT_TO_BE_SEATED', 'exclusion.refuse_seat', 'player', p_player_id,
      p_facts);
  end if;
  perform app.write_audit(p_ctx, 'exclusion.confirm_seat', 'player', p_player_id, null, p_facts);
  return null;
end;
$$;
comment on function app.hold_seat(app.rls_context, uuid, boolean, jsonb) is
  'Asked before a player is checked in or comes to a table: null to go on, else the answer that refuses, '
  'PLAYER_NOT_TO_BE_SEATED, which says neither kind nor reason. Refused while an exclusion is in force, unless '
  'somebody who may read exclusions confirms it. Either is on record in the domain exclusion, which only they read.';
