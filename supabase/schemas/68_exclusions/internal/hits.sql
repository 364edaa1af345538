create function app.is_exclusion_hit(p_action text)
returns boolean
language sql
immutable
return p_action = 'exclusion.confirm_seat' or starts_with(p_action, 'exclusion.refuse_');
comment on function app.is_exclusion_hit(text) is
  'Whether an action of the audit trail is a hit: an excluded player was to be given something or seated.';

create function app.exclusion_hits(p_exclusion public.player_exclusion)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('hit_count', count(*), 'last_hit_at', max(at)) from public.audit_log
    where casino_id = p_exclusion.casino_id and entity_type = 'player' and entity_id = p_exclusion.player_id
      and domain = 'exclusion' and app.is_exclusion_hit(action) and at >= p_exclusion.created_at
      and at <= coalesce(p_exclusion.lifted_at, 'infinity') and at <= coalesce(p_exclusion.ends_at, 'infinity'));
end;
$$;
comment on function app.exclusion_hits(public.player_exclusion) is
  'How often its player was met while the exclusion was on record and in force, and when last: {hit_count, '
  'last_hit_at}.';

create function app.exclusion_hit_json(p_hit public.audit_log)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_hit.id, 'attempted_at', p_hit.at, 'gaming_day', p_hit.gaming_day, 'player_id', p_hit.entity_id,
      'player_name', p.first_name || ' ' || p.last_name, 'attempt', split_part(p_hit.action, '.', 2),
      'outcome', p_hit.outcome, 'step', p_hit.after -> 'step', 'table_label', t.label, 'seat', p_hit.after -> 'seat',
      'staff_id', p_hit.staff_id, 'staff_name', app.staff_name(p_hit.casino_id, p_hit.staff_id),
      'staff_role', p_hit.staff_role, 'correlation_id', p_hit.correlation_id, 'reviewed_at', r.created_at,
      'reviewed_by_name', app.staff_name(p_hit.casino_id, r.staff_id), 'review_note', r.note)
    from public.player p
    left join public.gaming_table t on t.casino_id = p.casino_id and t.id = (p_hit.after ->> 'table_id')::uuid
    left join public.exclusion_hit_review r on r.casino_id = p.casino_id and r.hit_id = p_hit.id
    where p.casino_id = p_hit.casino_id and p.id = p_hit.entity_id);
end;
$$;
comment on function app.exclusion_hit_json(public.audit_log) is
  'A hit as the RPCs answer it: who was met, by whom, with what (attempt; of a seat its step and where), and whether '
  'somebody looked into it.';
