create function public.rpc_worker_list_unnamed_photos()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_limit constant integer := 100;
begin
  return (
    select jsonb_build_object('names', coalesce(jsonb_agg(name), '[]'), 'has_more', count(*) = v_limit)
    from (
      select o.name
      from storage.objects o
      where o.bucket_id = 'player-photos' and o.created_at < now() - app.photo_wait()
        and not exists (select from public.player_photo p where p.object_name = o.name)
      order by o.created_at
      limit v_limit
    ) unnamed
  );
end;
$$;
comment on function public.rpc_worker_list_unnamed_photos() is
  'Up to 100 objects of the bucket player-photos that are no player''s photo, the oldest first: replaced, taken off '
  'the record, or never put on it in the ten minutes since they were put there, after which they can''t be any more: '
  '{names, has_more}. The worker deletes them through Supabase Storage. For the worker: executable by '
  'service_role alone.';
