-- What was watched in a time: alerts and who took them, excluded players who were met, and the cash log.

create function app.alert_thing(p_casino_id uuid, p_entity_key text)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  -- The key begins with the id of a table, a slip or a player; of an alert about the casino there is none.
  v_id uuid := substring(p_entity_key from '^[0-9a-f-]{36}')::uuid;
begin
  return coalesce(
    (select t.label from public.gaming_table t where t.casino_id = p_casino_id and t.id = v_id),
    (select p.first_name || ' ' || p.last_name from public.rating_slip s
      join public.player p on p.casino_id = s.casino_id and p.id = s.player_id
      where s.casino_id = p_casino_id and s.id = v_id),
    (select p.first_name || ' ' || p.last_name from public.player p where p.casino_id = p_casino_id and p.id = v_id));
end;
$$;
comment on function app.alert_thing(uuid, text) is
  'What an alert was about, for a person: a table, or the player of a slip; null for the casino.';

create function app.taken_alerts_json(p_casino_id uuid, p_gaming_day date, p_window app.time_window)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(app.acknowledgement_json(a)
      || jsonb_build_object('thing', app.alert_thing(p_casino_id, a.entity_key)) order by a.at, a.id), '[]'::jsonb)
    from public.alert_acknowledgement a
    where a.casino_id = p_casino_id and a.gaming_day = p_gaming_day
      and (p_window.shift_name is null or a.at >= p_window.starts_at and a.at < p_window.ends_at)
  );
end;
$$;
comment on function app.taken_alerts_json(uuid, date, app.time_window) is
  'Alerts of a gaming day that somebody acknowledged, also those that fire no more, in the order of time: '
  '[app.acknowledgement_json with thing (what it was about)]. Of a shift those acknowledged in it.';

create function app.exclusion_hits_json(p_casino_id uuid, p_window app.time_window)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with hit as (
      select split_part(a.action, '.', 2) as attempt, r.hit_id is not null as is_reviewed
      from public.audit_log a
      left join public.exclusion_hit_review r on r.casino_id = a.casino_id and r.hit_id = a.id
      where a.casino_id = p_casino_id and a.domain = 'exclusion' and app.is_exclusion_hit(a.action)
        and a.at >= p_window.starts_at and a.at < p_window.ends_at
    ),
    attempts as (
      select h.attempt, count(*) as hits from hit h group by h.attempt
    )
    select jsonb_build_object('count', (select count(*) from hit),
      'not_reviewed_count', (select count(*) from hit h where not h.is_reviewed),
      'by_attempt', (select coalesce(jsonb_agg(jsonb_build_object('attempt', t.attempt, 'count', t.hits)
        order by t.hits desc, t.attempt), '[]'::jsonb) from attempts t))
  );
end;
$$;
comment on function app.exclusion_hits_json(uuid, app.time_window) is
  'How often excluded players were met in a time, and with what: {count, not_reviewed_count, by_attempt: [{attempt, '
  'count}]}. Figures alone: a report is printed, and a name in it would be read by more than may.';

create function app.cash_log_report_json(p_ctx app.rls_context, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.casino_settings;
  v_figures jsonb := app.mtl_day_figures(p_ctx.casino_id, p_gaming_day) -> 'totals';
begin
  select * into v_settings from public.casino_settings where casino_id = p_ctx.casino_id;
  return v_figures || (
    select jsonb_build_object('watchlist_patrons', count(*) filter (where d.level = 'watchlist'),
      'near_ctr_patrons', count(*) filter (where d.level = 'near_ctr'),
      'ctr_patrons', count(*) filter (where d.level = 'ctr'))
    from (
      select app.mtl_level(v_settings, greatest(cash_in_cents, cash_out_cents))::text as level
      from public.mtl_patron_day where casino_id = p_ctx.casino_id and gaming_day = p_gaming_day
    ) d
  ) || jsonb_build_object(
    'is_closed', exists (select from public.mtl_gaming_day_close c
      where c.casino_id = p_ctx.casino_id and c.gaming_day = p_gaming_day)
  ) || (
    select jsonb_build_object('waiting_cases', count(*),
      'overdue_cases', count(*) filter (where c.due_on < p_ctx.gaming_day),
      'due', coalesce(jsonb_agg(jsonb_build_object('case_id', c.id, 'gaming_day', c.gaming_day, 'due_on', c.due_on)
        order by c.due_on, c.id) filter (where c.place <= 20), '[]'::jsonb))
    from (select w.*, row_number() over (order by w.due_on, w.id) as place
      from app.waiting_ctr_cases(p_ctx.casino_id) w) c
  );
end;
$$;
comment on function app.cash_log_report_json(app.rls_context, date) is
  'The cash log of a gaming day in figures, as its sheet has them, and what is due of its cases as of now: '
  '{cash_in_cents, cash_out_cents, entry_count, watchlist_patrons, near_ctr_patrons, ctr_patrons, is_closed, '
  'waiting_cases, overdue_cases, due: [{case_id, gaming_day, due_on}] (the 20 due first)}. No patron is named.';
