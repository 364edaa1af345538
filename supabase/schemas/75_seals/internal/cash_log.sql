-- The cash log as its seal has it: entries with everybody they are about, descriptions of unknown patrons, who those
-- turned out to be, and days that were closed.

create function app.mtl_entry_line(p_entry public.mtl_entry)
returns text
language sql
stable
parallel safe
return jsonb_build_array(
  'entry', p_entry.id, app.sealed_day(p_entry.gaming_day), p_entry.entry_no, p_entry.direction, p_entry.kind,
  p_entry.tender, p_entry.amount_cents, p_entry.counts_toward_ctr, p_entry.area, p_entry.table_id,
  p_entry.rating_slip_id, p_entry.player_id, p_entry.unknown_patron_id, p_entry.note, p_entry.is_after_close,
  p_entry.voids_entry_id, p_entry.staff_id, p_entry.correlation_id, app.sealed_time(p_entry.occurred_at),
  app.sealed_time(p_entry.created_at), (
    select coalesce(jsonb_agg(jsonb_build_array(p.id, p.role, p.player_id, p.unknown_patron_id) order by p.id), '[]')
    from public.mtl_entry_party p
    where p.casino_id = p_entry.casino_id and p.entry_id = p_entry.id)
)::text;
comment on function app.mtl_entry_line(public.mtl_entry) is
  'An entry of the cash log as its seal has it, with those that it is about beside its patron.';

create function app.mtl_patron_line(p_patron public.mtl_unknown_patron)
returns text
language sql
stable
parallel safe
return jsonb_build_array(
  'patron', p_patron.id, app.sealed_day(p_patron.gaming_day), p_patron.description, p_patron.sex, p_patron.age_range,
  p_patron.hair, p_patron.height, p_patron.clothing, p_patron.table_id, p_patron.seat, p_patron.staff_id,
  app.sealed_time(p_patron.created_at)
)::text;
comment on function app.mtl_patron_line(public.mtl_unknown_patron) is
  'The description of an unknown patron as the seal of the cash log has it.';

create function app.mtl_link_line(p_link public.mtl_patron_link)
returns text
language sql
stable
parallel safe
return jsonb_build_array(
  'link', p_link.id, p_link.unknown_patron_id, p_link.link_no, p_link.player_id, p_link.reason, p_link.staff_id,
  app.sealed_day(p_link.gaming_day), p_link.correlation_id, app.sealed_time(p_link.created_at)
)::text;
comment on function app.mtl_link_line(public.mtl_patron_link) is
  'Who an unknown patron turned out to be, as the seal of the cash log has it.';

create function app.mtl_close_line(p_close public.mtl_gaming_day_close)
returns text
language sql
stable
parallel safe
return jsonb_build_array(
  'close', p_close.id, app.sealed_day(p_close.gaming_day), p_close.last_entry_no, p_close.entry_count,
  p_close.cash_in_cents, p_close.cash_out_cents, p_close.staff_id, p_close.note, p_close.correlation_id,
  app.sealed_time(p_close.created_at)
)::text;
comment on function app.mtl_close_line(public.mtl_gaming_day_close) is
  'A closed gaming day as the seal of the cash log has it.';

create function app.mtl_lines(p_casino_id uuid, p_after uuid, p_through uuid, p_limit integer)
returns table (id uuid, line text)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  -- Each in the order of its own index and no further than the page goes.
  return query
  select r.id, r.line from (
    (select e.id, app.mtl_entry_line(e) as line from public.mtl_entry e
      where e.casino_id = p_casino_id and (p_after is null or e.id > p_after) and e.id <= p_through
      order by e.id limit p_limit)
    union all
    (select u.id, app.mtl_patron_line(u) from public.mtl_unknown_patron u
      where u.casino_id = p_casino_id and (p_after is null or u.id > p_after) and u.id <= p_through
      order by u.id limit p_limit)
    union all
    (select l.id, app.mtl_link_line(l) from public.mtl_patron_link l
      where l.casino_id = p_casino_id and (p_after is null or l.id > p_after) and l.id <= p_through
      order by l.id limit p_limit)
    union all
    (select c.id, app.mtl_close_line(c) from public.mtl_gaming_day_close c
      where c.casino_id = p_casino_id and (p_after is null or c.id > p_after) and c.id <= p_through
      order by c.id limit p_limit)
  ) r
  order by r.id
  limit p_limit;
end;
$$;
comment on function app.mtl_lines(uuid, uuid, uuid, integer) is
  'Rows of the cash log as app.record_lines has them: of four tables, in one order.';

create function app.first_mtl_time(p_casino_id uuid)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  -- An identification is of somebody who was described before.
  return least(
    (select created_at from public.mtl_entry where casino_id = p_casino_id order by id limit 1),
    (select created_at from public.mtl_unknown_patron where casino_id = p_casino_id order by id limit 1),
    (select created_at from public.mtl_gaming_day_close where casino_id = p_casino_id order by id limit 1));
end;
$$;
comment on function app.first_mtl_time(uuid) is 'When the first row of the cash log was written; null before.';
