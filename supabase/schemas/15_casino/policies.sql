alter table public.casino enable row level security;
alter table public.casino_settings enable row level security;
alter table public.casino_day_rule enable row level security;
alter table public.staff enable row level security;
alter table public.audit_log enable row level security;
alter table public.role_permission enable row level security;
alter table public.staff_permission enable row level security;

create policy "Staff read their own casino" on public.casino
  for select to authenticated using (id = (select app.current_casino_id()));
create policy "Staff read the settings of their own casino" on public.casino_settings
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read when the days of their own casino begin" on public.casino_day_rule
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
create policy "Who decides about permissions reads those of their own casino" on public.role_permission
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('permission.approve')));
create policy "Who decides about permissions reads the exceptions of their own casino" on public.staff_permission
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('permission.approve')));

grant select on public.casino, public.casino_settings, public.casino_day_rule, public.staff, public.audit_log,
  public.role_permission, public.staff_permission to authenticated, service_role;
grant execute on function app.current_casino_id() to authenticated;
grant execute on function app.current_staff_can(text) to authenticated;
grant execute on function app.current_staff_id() to authenticated;
