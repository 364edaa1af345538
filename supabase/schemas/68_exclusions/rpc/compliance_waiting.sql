create function public.rpc_compliance_waiting()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'exclusion.read');
  return (
    select jsonb_build_object('cases', count(*), 'overdue_cases', count(*) filter (where c.due_on < v_ctx.gaming_day),
      -- Each hit is looked into once.
      'hits', (select count(*) from public.audit_log a
          where a.casino_id = v_ctx.casino_id and a.domain = 'exclusion' and app.is_exclusion_hit(a.action))
        - (select count(*) from public.exclusion_hit_review r where r.casino_id = v_ctx.casino_id))
    from app.waiting_ctr_cases(v_ctx.casino_id) c
  );
end;
$$;
comment on function public.rpc_compliance_waiting() is
  'What waits for somebody of compliance, in figures: {cases, overdue_cases, hits}: cases of the cash log, those of '
  'them that were due before this gaming day, and hits that nobody looked into. Capability exclusion.read.';
