create function app.list_drop_histories(p_casino_id uuid, p_gaming_day date, p_gaming_days integer)
returns table (table_id uuid, shift_name text, history numeric[], newest_day date)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select d.table_id, d.name, array_agg(d.drop_cents::numeric), max(d.gaming_day)
    from (
      select c.table_id, s.name, s.gaming_day, c.drop_cents,
        row_number() over (partition by c.table_id, s.name order by s.gaming_day desc) as place
      from public.shift s
      join public.table_count c on c.casino_id = s.casino_id and c.shift_id = s.id
      where s.casino_id = p_casino_id and s.gaming_day between p_gaming_day - 28 and p_gaming_day - 1
        and c.closing_cents is not null
    ) d
    where d.place <= p_gaming_days
    group by d.table_id, d.name;
end;
$$;
comment on function app.list_drop_histories(uuid, date, integer) is
  'Drop of each table by shift name on the most recent days before p_gaming_day on which it was counted, at most 28 '
  'days back. A table that was not counted was closed, and that is no day; a counted drop of 0 is one.';

create function app.list_drop_alerts(p_casino_id uuid, p_gaming_day date, p_rule jsonb, p_baseline jsonb)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select a.*
    from public.shift s
    join public.table_count c on c.casino_id = s.casino_id and c.shift_id = s.id
    join public.gaming_table t on t.casino_id = p_casino_id and t.id = c.table_id
    left join app.list_drop_histories(p_casino_id, p_gaming_day, (p_baseline -> 'gaming_days')::integer) h
      on h.table_id = c.table_id and h.shift_name = s.name
    cross join lateral app.baseline_alert(
      row('drop_anomaly', 'none', 'table', t.id, t.label, s.name, t.id || ':' || s.name, c.drop_cents, 'cents', null,
        null, null,
        jsonb_build_object('shift_id', s.id, 'shift_name', s.name))::app.alert,
      h.history, h.newest_day, p_gaming_day, 'both', p_rule, p_baseline) a
    where s.casino_id = p_casino_id and s.gaming_day = p_gaming_day and c.closing_cents is not null;
end;
$$;
comment on function app.list_drop_alerts(uuid, date, jsonb, jsonb) is
  'Every counted drop of a gaming day against the same table and shift name before; too much is as odd as too little.';
