create function app.duration_alert(
  p_kind public.alert_kind,
  p_entity_type text,
  p_entity_id uuid,
  p_entity_label text,
  p_since timestamptz,
  p_rule jsonb,
  p_details jsonb
)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_warn_minutes numeric := (p_rule -> 'warn_minutes')::numeric;
  v_critical_minutes numeric := (p_rule -> 'critical_minutes')::numeric;
begin
  v_alert.kind := p_kind;
  v_alert.entity_type := p_entity_type;
  v_alert.entity_id := p_entity_id;
  v_alert.entity_label := p_entity_label;
  v_alert.entity_key := p_entity_id::text;
  v_alert.value := floor(extract(epoch from now() - p_since) / 60);
  v_alert.unit := 'minutes';
  v_alert.severity := case when v_alert.value >= v_critical_minutes then 'critical'
    when v_alert.value >= v_warn_minutes then 'warn' else 'none' end;
  v_alert.threshold := case v_alert.severity when 'critical' then v_critical_minutes else v_warn_minutes end;
  v_alert.details := p_rule - 'enabled' || p_details || jsonb_build_object('since_at', p_since);
  return v_alert;
end;
$$;
comment on function app.duration_alert(public.alert_kind, text, uuid, text, timestamptz, jsonb, jsonb) is
  'An alert about how many whole minutes something has lasted; the threshold is the one it reached. A rule without '
  'critical_minutes only warns.';

create function app.list_table_idle_alerts(p_casino_id uuid, p_rule jsonb)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select a.*
    from public.gaming_table t
    cross join lateral app.duration_alert('table_idle', 'table', t.id, t.label, t.last_played_at, p_rule, '{}'::jsonb) a
    where t.casino_id = p_casino_id and t.status = 'open' and a.severity <> 'none'
      and not exists (select 1 from public.rating_slip s where s.casino_id = p_casino_id and s.table_id = t.id
        and s.status <> 'closed');
end;
$$;
comment on function app.list_table_idle_alerts(uuid, jsonb) is
  'Open tables at which nobody has had a slip, running or paused, for too long.';

create function app.list_slip_alerts(p_casino_id uuid, p_kind public.alert_kind, p_rule jsonb)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select a.*
    from public.rating_slip s
    join public.gaming_table t on t.casino_id = p_casino_id and t.id = s.table_id
    join public.player p on p.casino_id = p_casino_id and p.id = s.player_id
    cross join lateral app.duration_alert(p_kind, 'slip', s.id, t.label || '/' || s.seat,
      case p_kind when 'pause_duration' then s.paused_at else s.started_at end, p_rule,
      jsonb_build_object('table_label', t.label, 'seat', s.seat, 'player_name', p.first_name || ' ' || p.last_name)) a
    where s.casino_id = p_casino_id and s.status <> 'closed' and a.severity <> 'none';
end;
$$;
comment on function app.list_slip_alerts(uuid, public.alert_kind, jsonb) is
  'Live slips that began too long ago (slip_duration, pauses included: it is the player who has been there), or whose '
  'pause did (pause_duration).';
