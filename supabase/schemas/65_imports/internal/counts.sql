create function app.count_import_rows()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    update public.player_import i
    set row_count = i.row_count + d.rows, staged_count = i.staged_count + d.staged,
      error_count = i.error_count + d.error,
      pending_count = i.pending_count + d.pending, unmatched_count = i.unmatched_count + d.unmatched
    from (
      select casino_id, import_id, count(*) as rows, count(*) filter (where status = 'staged') as staged,
        count(*) filter (where status = 'error') as error, count(*) filter (where status = 'pending') as pending,
        count(*) filter (where status not in ('staged', 'error') and player_id is null) as unmatched
      from added group by casino_id, import_id
    ) d
    where i.casino_id = d.casino_id and i.id = d.import_id;
    return null;
  end if;
  update public.player_import i
  set staged_count = i.staged_count + d.staged, error_count = i.error_count + d.error,
    pending_count = i.pending_count + d.pending,
    applied_count = i.applied_count + d.applied, kept_count = i.kept_count + d.kept,
      reverted_count = i.reverted_count + d.reverted,
    unmatched_count = i.unmatched_count + d.unmatched
  from (
    select casino_id, import_id, coalesce(sum(n) filter (where status = 'staged'), 0) as staged,
      coalesce(sum(n) filter (where status = 'error'), 0) as error,
        coalesce(sum(n) filter (where status = 'pending'), 0) as pending,
      coalesce(sum(n) filter (where status = 'applied'), 0) as applied,
        coalesce(sum(n) filter (where status = 'kept'), 0) as kept,
      coalesce(sum(n) filter (where status = 'reverted'), 0) as reverted,
      coalesce(sum(n) filter (where status not in ('staged', 'error') and player_id is null), 0) as unmatched
    from (
      select casino_id, import_id, status, player_id, 1 as n from added
      union all
      select casino_id, import_id, status, player_id, -1 from removed
    ) changed
    group by casino_id, import_id
  ) d
  where i.casino_id = d.casino_id and i.id = d.import_id
    and (d.staged, d.error, d.pending, d.applied, d.kept, d.reverted, d.unmatched) is distinct
      from (0, 0, 0, 0, 0, 0, 0);
  return null;
end;
$$;
comment on function app.count_import_rows() is
  'Trigger of the rows: keeps the counts of their imports true, whoever moves a row. Statement by statement, and '
  'without touching an import whose counts stay.';
create trigger player_import_row_added after insert on public.player_import_row
  referencing new table as added for each statement execute function app.count_import_rows();
create trigger player_import_row_changed after update on public.player_import_row
  referencing old table as removed new table as added for each statement execute function app.count_import_rows();
