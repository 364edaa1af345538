create function public.rpc_worker_purge_deliveries()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit constant integer := 1000;
  v_done integer;
begin
  delete from public.webhook_delivery d
  using (
    select old.casino_id, old.id
    from public.webhook_endpoint e
    cross join lateral (
      select o.casino_id, o.id from public.webhook_delivery o
      where o.casino_id = e.casino_id and o.endpoint_id = e.id and o.delivered_at < now() - interval '30 days'
      limit v_limit
      for update skip locked
    ) old
    limit v_limit
  ) gone
  where d.casino_id = gone.casino_id and d.id = gone.id;
  get diagnostics v_done = row_count;
  return jsonb_build_object('done', v_done, 'has_more', v_done = v_limit);
end;
$$;
comment on function public.rpc_worker_purge_deliveries() is
  'Deletes up to 1000 deliveries that were delivered more than 30 days ago; dead ones stay. The events themselves '
  'stay too: {done, has_more}. For the worker: executable by service_role alone.';
