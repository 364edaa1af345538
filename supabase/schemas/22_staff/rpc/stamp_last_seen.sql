create function public.rpc_stamp_last_seen(p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
begin
  update public.staff_record set last_seen_at = now()
  where casino_id = v_ctx.casino_id and staff_id = v_ctx.staff_id
    and (last_seen_at is null or last_seen_at < now() - interval '5 minutes');
  return jsonb_build_object('is_stamped', found);
end;
$$;
comment on function public.rpc_stamp_last_seen(uuid) is
  'Notes that the caller is here: by the web server at a sign-in and when a session is renewed, never on the way of a '
  'request that waits. At most once in five minutes, and not on record. Answers {is_stamped}. Any active person.';
