create function public.rpc_worker_plan_shifts()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context;
  v_casino_id uuid;
  v_planned integer;
  v_done integer := 0;
  v_failed integer := 0;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ctx := app.worker_context(v_casino_id);
      v_planned := app.plan_shifts(v_ctx.casino_id, v_ctx.gaming_day)
        + app.plan_shifts(v_ctx.casino_id, v_ctx.gaming_day + 1);
      if v_planned > 0 then
        perform app.write_audit(v_ctx, 'shift.plan_shifts', 'shift', null, null,
          jsonb_build_object('planned', v_planned));
      end if;
      v_done := v_done + v_planned;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'plan_shifts of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', false, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_plan_shifts() is
  'Stores the shifts of today and tomorrow at every casino. Answers {done: <new shifts>, has_more: false, failed: '
  '<casinos>}. For service_role only.';
