alter table public.reconciliation_run enable row level security;
alter table public.loyalty_reconciliation enable row level security;

create policy "Auditors read the runs of their own casino" on public.reconciliation_run
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read')));
create policy "Auditors read the reconciliations of their own casino" on public.loyalty_reconciliation
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read')));

grant select on public.reconciliation_run, public.loyalty_reconciliation to authenticated, service_role;
