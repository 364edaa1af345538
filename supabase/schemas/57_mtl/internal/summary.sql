-- A gaming day's log as a sheet that two people sign.

create function app.mtl_day_patrons(p_settings public.casino_settings, p_gaming_day date)
returns json
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(json_build_object('player_id', d.player_id,
      'player_name', p.first_name || ' ' || p.last_name, 'unknown_patron_id', d.unknown_patron_id,
      'description', u.description, 'cash_in_cents', d.cash_in_cents, 'cash_out_cents', d.cash_out_cents,
      'entry_count', d.entry_count, 'level', app.mtl_level(p_settings, d.higher_cents),
      'near_ctr_percent', app.near_ctr_percent(p_settings, d.higher_cents), 'ctr_case_id', c.id)
      order by d.higher_cents desc, d.patron_id), '[]'::json)
    from (
      select *, greatest(cash_in_cents, cash_out_cents) as higher_cents from public.mtl_patron_day
      where casino_id = p_settings.casino_id and gaming_day = p_gaming_day
    ) d
    left join public.player p on p.casino_id = d.casino_id and p.id = d.player_id
    left join public.mtl_unknown_patron u on u.casino_id = d.casino_id and u.id = d.unknown_patron_id
    left join public.ctr_case c on c.casino_id = d.casino_id and c.gaming_day = d.gaming_day
      and coalesce(c.player_id, c.unknown_patron_id) = d.patron_id and c.merged_into_case_id is null
    where d.entry_count > 0 or c.id is not null
  );
end;
$$;
comment on function app.mtl_day_patrons(public.casino_settings, date) is
  'What counts of each patron''s cash of a gaming day, the highest first.';

create function app.mtl_day_figures(p_casino_id uuid, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with counted as (
      select e.area, e.table_id, e.kind, e.tender, e.direction, e.amount_cents,
        case when e.counts_toward_ctr then e.amount_cents else 0 end as counted_cents
      from public.mtl_entry e
      where e.casino_id = p_casino_id and e.gaming_day = p_gaming_day and e.voids_entry_id is null
        -- The few that were voided are looked up, whatever the planner thinks of their number. Their voids stand on the
        -- same day.
        and e.id not in (
          select v.voids_entry_id from public.mtl_entry v
          where v.casino_id = p_casino_id and v.gaming_day = p_gaming_day and v.voids_entry_id is not null)
    ),
    sums as (
      select area, table_id, kind, tender, direction, count(*) as entry_count, sum(amount_cents) as amount_cents,
        sum(counted_cents) as counted_cents
      from counted group by 1, 2, 3, 4, 5
    ),
    areas as (
      select area, table_id, sum(entry_count) as entry_count,
        coalesce(sum(counted_cents) filter (where direction = 'in'), 0) as cash_in_cents,
        coalesce(sum(counted_cents) filter (where direction = 'out'), 0) as cash_out_cents
      from sums group by 1, 2
    ),
    kinds as (
      select kind, tender, direction, sum(entry_count) as entry_count, sum(amount_cents) as amount_cents,
        sum(counted_cents) as counted_cents
      from sums group by 1, 2, 3
    )
    select jsonb_build_object(
      'totals', (select jsonb_build_object('cash_in_cents', coalesce(sum(cash_in_cents), 0),
        'cash_out_cents', coalesce(sum(cash_out_cents), 0), 'entry_count', coalesce(sum(entry_count), 0)) from areas),
      'by_area', (select coalesce(jsonb_agg(jsonb_build_object('area', a.area, 'table_id', a.table_id,
        'table_label', t.label, 'cash_in_cents', a.cash_in_cents, 'cash_out_cents', a.cash_out_cents,
        'entry_count', a.entry_count) order by a.area, t.label), '[]'::jsonb)
        from areas a left join public.gaming_table t on t.casino_id = p_casino_id and t.id = a.table_id),
      'by_kind', (select coalesce(jsonb_agg(to_jsonb(k) order by k.kind, k.tender), '[]'::jsonb) from kinds k))
  );
end;
$$;
comment on function app.mtl_day_figures(uuid, date) is
  'The sums of a gaming day, each entry once however many patrons it is about, without what was voided: {totals, '
  'by_area, by_kind}. Cash is what counts; amount_cents is all of it.';

create function app.mtl_day_close_json(p_close public.mtl_gaming_day_close)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_close.id, 'gaming_day', p_close.gaming_day, 'closed_at', p_close.created_at,
    'closed_by_staff_id', p_close.staff_id,
    'closed_by_staff_name', app.staff_name(p_close.casino_id, p_close.staff_id), 'note', p_close.note,
    'last_entry_no', p_close.last_entry_no, 'entry_count', p_close.entry_count,
    'cash_in_cents', p_close.cash_in_cents, 'cash_out_cents', p_close.cash_out_cents);
end;
$$;
comment on function app.mtl_day_close_json(public.mtl_gaming_day_close) is
  'Who closed a gaming day, when, and what it held by then, as every RPC answers it.';
