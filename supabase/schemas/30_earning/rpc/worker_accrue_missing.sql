create function public.rpc_worker_accrue_missing()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 50;
  v_ctx app.rls_context;
  v_casino_id uuid;
  v_outcome record;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ctx := app.worker_context(v_casino_id);
      v_outcome := app.accrue_missing(v_ctx, v_batch);
      if v_outcome.accrued > 0 then
        perform app.write_audit(v_ctx, 'loyalty.accrue_missing', 'rating_slip', null, null,
          jsonb_build_object('accrued_count', v_outcome.accrued));
      end if;
      v_done := v_done + v_outcome.accrued;
      v_failed := v_failed + (v_outcome.tried > v_outcome.accrued)::integer;
      v_has_more := v_has_more or (v_outcome.tried = v_batch and v_outcome.accrued > 0);
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'accrue_missing of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_accrue_missing() is
  'Accrues slips of every casino that closed without, up to 50 each: {done, has_more, failed (casinos with a slip '
  'that failed again)}. For the worker only.';
