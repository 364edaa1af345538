create function app.is_in_force(p_exclusion public.player_exclusion)
returns boolean
language sql
stable
-- An exclusion that began when it was set stays in force after the clock was set back.
return p_exclusion.lifted_at is null and p_exclusion.starts_at <= greatest(now(), p_exclusion.created_at)
  and (p_exclusion.ends_at is null or p_exclusion.ends_at > now());
comment on function app.is_in_force(public.player_exclusion) is
  'Whether an exclusion holds now: begun, not over and not lifted.';

create function app.has_exclusion_in_force(p_casino_id uuid, p_player_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select exists (
      select from public.player_exclusion e
      where e.casino_id = p_casino_id and e.player_id = p_player_id and app.is_in_force(e)
    )
  );
end;
$$;
comment on function app.has_exclusion_in_force(uuid, uuid) is
  'Whether a player may receive nothing now. What gives something or seats somebody asks app.meets_exclusion.';

create function app.is_player_excluded(p_ctx app.rls_context, p_player_id uuid)
returns boolean
language sql
stable
return app.has_exclusion_in_force(p_ctx.casino_id, p_player_id);
comment on function app.is_player_excluded(app.rls_context, uuid) is
  'Whether an exclusion of a player of the caller''s casino is in force now.';

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
  return jsonb_build_object('id', p_exclusion.id, 'player_id', p_exclusion.player_id,
    'starts_at', p_exclusion.starts_at, 'ends_at', p_exclusion.ends_at, 'lifted_at', p_exclusion.lifted_at);
end;
$$;
comment on function app.exclusion_json(public.player_exclusion) is
  'An exclusion as the RPCs answer it and as the audit trail keeps it: without kind and reason, which stay in the '
  'table.';

create function app.exclusion_answer(p_ctx app.rls_context, p_answer jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_answer || (
    select jsonb_build_object('kind', kind, 'reason', reason, 'source_reference', source_reference)
    from public.player_exclusion where casino_id = p_ctx.casino_id and id = (p_answer ->> 'id')::uuid);
end;
$$;
comment on function app.exclusion_answer(app.rls_context, jsonb) is
  'The answer to who set or lifted an exclusion: as the audit trail keeps it, with what stays in the table.';

create function app.insert_exclusion(p_ctx app.rls_context, p_exclusion public.player_exclusion)
returns public.player_exclusion
language plpgsql
set search_path = ''
as $$
declare
  v_exclusion public.player_exclusion;
begin
  -- A reward on its way holds this row: it lands before the exclusion is answered, or not at all.
  perform 1 from public.player_loyalty
  where casino_id = p_ctx.casino_id and player_id = p_exclusion.player_id
  for no key update;
  insert into public.player_exclusion (casino_id, player_id, kind, reason, source_reference, starts_at, ends_at,
    set_by_staff_id)
  values (p_ctx.casino_id, p_exclusion.player_id, p_exclusion.kind, p_exclusion.reason, p_exclusion.source_reference,
    coalesce(p_exclusion.starts_at, now()), p_exclusion.ends_at, p_ctx.staff_id)
  returning * into v_exclusion;
  return v_exclusion;
end;
$$;
comment on function app.insert_exclusion(app.rls_context, public.player_exclusion) is
  'The only writer of exclusions. Takes player, kind, reason, source and times from p_exclusion (without a beginning: '
  'now), under the player''s lock.';

create function app.note_exclusion_hit(
  p_ctx app.rls_context,
  p_player_id uuid,
  p_action text,
  p_facts jsonb,
  p_outcome text default 'refused'
)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.write_audit(p_ctx, p_action, 'player', p_player_id, null, p_facts, p_outcome => p_outcome);
  -- Ids only: of what kind the exclusion is, and why, is for who may read it here.
  perform app.emit_event(p_ctx, 'exclusion.hit', p_player_id, jsonb_build_object('player_id', p_player_id,
    'attempt', split_part(p_action, '.', 2), 'outcome', p_outcome, 'staff_id', p_ctx.staff_id,
    'gaming_day', p_ctx.gaming_day));
end;
$$;
comment on function app.note_exclusion_hit(app.rls_context, uuid, text, jsonb, text) is
  'An excluded player was to be given something or seated: on record in the domain exclusion, which only they read '
  'who may read exclusions, and told to compliance by the event exclusion.hit.';

create function app.meets_exclusion(
  p_ctx app.rls_context,
  p_player_id uuid,
  p_action text,
  p_facts jsonb,
  p_code text default 'PLAYER_EXCLUDED'
)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- An exclusion that is being set holds this row: what is given lands before it is answered, or meets it.
  perform 1 from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_player_id for no key update;
  if not app.is_player_excluded(p_ctx, p_player_id) then
    return false;
  end if;
  perform app.note_exclusion_hit(p_ctx, p_player_id, p_action, p_facts || jsonb_build_object('code', p_code));
  return true;
end;
$$;
comment on function app.meets_exclusion(app.rls_context, uuid, text, jsonb, text) is
  'The one gate: asked, before anything is written, by all that gives a player something or brings them to a table, '
  'under the player''s lock. True when an exclusion is in force, and then the attempt is on record and told '
  '(app.note_exclusion_hit). A function that gives without asking it fails a test that walks the catalog. Nobody is '
  'never excluded.';

create function app.refuse_excluded(
  p_ctx app.rls_context,
  p_player_id uuid,
  p_action text,
  p_facts jsonb,
  p_code text default 'PLAYER_EXCLUDED'
)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  return case when app.meets_exclusion(p_ctx, p_player_id, p_action, p_facts, p_code)
    then app.answer_refusal(409, p_code) end;
end;
$$;
comment on function app.refuse_excluded(app.rls_context, uuid, text, jsonb, text) is
  'app.meets_exclusion for an RPC: null to go on, else the answer that refuses, to be returned at once. It says '
  'neither kind nor reason.';

create function app.hold_seat(p_ctx app.rls_context, p_player_id uuid, p_is_confirmed boolean, p_facts jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if p_is_confirmed is not true or not app.may_read_exclusions(p_ctx) then
    return app.refuse_excluded(p_ctx, p_player_id, 'exclusion.refuse_seat', p_facts, 'PLAYER_NOT_TO_BE_SEATED');
  end if;
  perform 1 from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_player_id for no key update;
  if app.is_player_excluded(p_ctx, p_player_id) then
    perform app.note_exclusion_hit(p_ctx, p_player_id, 'exclusion.confirm_seat', p_facts, 'done');
  end if;
  return null;
end;
$$;
comment on function app.hold_seat(app.rls_context, uuid, boolean, jsonb) is
  'The gate of all that checks a player in or brings them to a table: null to go on, else the answer that refuses, '
  'PLAYER_NOT_TO_BE_SEATED. Refused while an exclusion is in force, unless somebody who may read exclusions confirms '
  'it. Either is on record and told.';

-- An exclusion is lifted, once.
create trigger player_exclusion_guard before update or delete on public.player_exclusion
  for each row execute function app.guard_ended_once('lifted_at', 'lifted_by_staff_id', 'lift_reason');
alter table public.player_exclusion enable always trigger player_exclusion_guard;
