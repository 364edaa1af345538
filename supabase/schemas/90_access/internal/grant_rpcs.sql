-- Who may call what, in one place, by name.

create function app.grant_rpcs()
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_rpc record;
begin
  for v_rpc in
    select oid::regprocedure as signature, case
        when starts_with(proname, 'rpc_worker_') then 'service_role'
        when starts_with(proname, 'rpc_guest_') then 'anon, authenticated'
        else 'authenticated'
      end as callers
    from pg_catalog.pg_proc
    where pronamespace = 'public'::regnamespace and starts_with(proname, 'rpc_')
  loop
    execute format('revoke all on function %s from public, anon, authenticated, service_role', v_rpc.signature);
    execute format('grant execute on function %s to %s', v_rpc.signature, v_rpc.callers);
  end loop;
end;
$$;
comment on function app.grant_rpcs() is
  'Lets signed-in people call rpc_ functions, the service those that begin with rpc_worker_, and whoever comes with a '
  'token of its own kind, signed in or not, those that begin with rpc_guest_; and nobody else any. Called last by '
  'whatever makes or remakes an RPC.';
