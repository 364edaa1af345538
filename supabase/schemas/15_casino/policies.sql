alter table public.casino enable row level security;
alter table public.casino_settings enable row level security;
alter table public.staff enable row level security;
alter table public.audit_log enable row level security;

create policy "Staff read their own casino" on public.casino
  for select to authenticated using (id = (select app.current_casino_id()));
create policy "Staff read the settings of their own casino" on public.casino_settings
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the people of their own casino" on public.staff
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Auditors read the audit trail of their own casino" on public.audit_log
  for select to authenticated
  using (
    casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read'))
    and (domain <> 'exclusion' or (select app.current_staff_can('exclusion.read')))
    and (domain not in ('mtl', 'ctr') or (select app.current_staff_can('mtl.read')))
    and (domain <> 'lens' or (select app.current_staff_can('ctr.manage')))
  );

grant select on public.casino, public.casino_settings, public.staff, public.audit_log to authenticated;
grant select on public.casino, public.casino_settings, public.staff, public.audit_log to service_role;
grant execute on function app.current_casino_id() to authenticated;
grant execute on function app.current_staff_can(text) to authenticated;
grant execute on function app.current_staff_id() to authenticated;
