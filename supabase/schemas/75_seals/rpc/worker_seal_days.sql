create function public.rpc_worker_seal_days()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_days constant integer := 7;
  v_steps constant integer := 25;
  v_record record;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_record in
    select c.id as casino_id, k as kind
    from public.casino c
    cross join unnest(enum_range(null::public.seal_kind)) k
    order by c.id, k
  loop
    -- One casino's trouble is not the others', and one record's not that of the others.
    begin
      v_count := case v_record.kind when 'ledger' then app.seal_ledger_days(v_record.casino_id, v_days)
        else app.seal_record_days(v_record.casino_id, v_record.kind, v_steps) end;
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count >= case v_record.kind when 'ledger' then v_days else v_steps end;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'seal_days of casino %, %: % %', v_record.casino_id, v_record.kind, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_seal_days() is
  'Seals closed gaming days of every casino: of the ledger up to 7, of the other records up to 25 steps of a thousand '
  'rows each: {done, has_more, failed (records of casinos)}. For the worker only.';
