create function public.rpc_worker_post_reports()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_days constant integer := 1;
  v_casino_id uuid;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_count := app.post_reports(v_casino_id, v_days);
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count = v_days;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'post_reports of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_post_reports() is
  'Posts the report of the next sealed gaming day of every casino: kept, and told to the webhooks (report.posted): '
  '{done, has_more, failed (casinos)}. For the worker only.';
