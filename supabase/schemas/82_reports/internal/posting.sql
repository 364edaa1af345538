-- The report of a gaming day is posted once the day is sealed.

create function app.whole_report_json(p_ctx app.rls_context, p_gaming_day date, p_shift_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return app.gaming_day_report_json(p_ctx, p_gaming_day, p_shift_id) || jsonb_build_object(
    'exclusion_hits', app.exclusion_hits_json(p_ctx.casino_id,
      app.day_or_shift(p_ctx.casino_id, p_gaming_day, p_shift_id)),
    'cash_log', app.cash_log_report_json(p_ctx, p_gaming_day));
end;
$$;
comment on function app.whole_report_json(app.rls_context, date, uuid) is
  'A report with all of its parts: app.gaming_day_report_json, exclusion_hits (app.exclusion_hits_json) and cash_log '
  '(app.cash_log_report_json, always of the whole day). SHIFT_NOT_FOUND.';

create function app.report_for(p_ctx app.rls_context, p_report jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_report
    || case when app.may_read_exclusions(p_ctx) then '{}'::jsonb else '{"exclusion_hits": null}' end
    || case when app.may(p_ctx, 'mtl.read') then '{}'::jsonb else '{"cash_log": null}' end;
end;
$$;
comment on function app.report_for(app.rls_context, jsonb) is
  'A report as who acts may see it: exclusion_hits are null without exclusion.read, cash_log without mtl.read.';

create function app.post_reports(p_casino_id uuid, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_ctx constant app.rls_context := app.worker_context(p_casino_id);
  v_last date;
  v_day date;
  v_report jsonb;
  v_count integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('reports' || p_casino_id::text, 0));
  v_last := coalesce(
    (select max(gaming_day) from app.posted_report where casino_id = p_casino_id),
    -- The first is that of yesterday, and not of every day that the house ever had.
    (app.newest_seal(p_casino_id, 'ledger')).gaming_day - 1);
  for v_day in
    select gaming_day from public.seal
    where casino_id = p_casino_id and kind = 'ledger' and gaming_day > v_last
    order by gaming_day limit p_limit
  loop
    insert into app.posted_report (casino_id, gaming_day, report)
    values (p_casino_id, v_day, app.whole_report_json(v_ctx, v_day, null))
    returning report into v_report;
    -- Whom the house keeps out is told to those webhooks alone that ask for it by name.
    perform app.emit_event(v_ctx, 'report.posted', null, v_report - 'exclusion_hits');
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.post_reports(uuid, integer) is
  'Keeps and tells the reports of up to p_limit sealed gaming days of a casino, one after another, each with its event '
  'in one transaction, so that none is posted twice or lost, and returns how many. Several at once wait for each '
  'other.';
