create function public.rpc_get_posted_report(p_gaming_day date)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_posted app.posted_report;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  select * into v_posted from app.posted_report where casino_id = v_ctx.casino_id and gaming_day = p_gaming_day;
  if not found then
    perform app.fail(404, 'REPORT_NOT_POSTED');
  end if;
  return app.report_for(v_ctx, v_posted.report) || jsonb_build_object('posted_at', v_posted.posted_at);
end;
$$;
comment on function public.rpc_get_posted_report(date) is
  'The report of a gaming day as it was posted when the day was sealed: what rpc_gaming_day_report answered then, as '
  'of that moment, with posted_at. Capability dashboard.read. REPORT_NOT_POSTED.';
