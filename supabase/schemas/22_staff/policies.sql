alter table public.staff_record enable row level security;
alter table public.staff_pit enable row level security;

create policy "Admins read the staff records of their own casino" on public.staff_record
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('staff.manage')));
create policy "Admins read who works which pit of their own casino" on public.staff_pit
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('staff.manage')));

grant select on public.staff_record, public.staff_pit to authenticated, service_role;
