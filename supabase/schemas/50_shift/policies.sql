alter table public.shift_pattern enable row level security;
alter table public.shift enable row level security;
alter table public.table_count enable row level security;
alter table public.alert_acknowledgement enable row level security;

create policy "Staff read the shift pattern of their own casino" on public.shift_pattern
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the shifts of their own casino" on public.shift
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Who reads the dashboard reads the counts of their own casino" on public.table_count
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('dashboard.read')));
create policy "Who reads the dashboard reads the acknowledgements of their own casino" on public.alert_acknowledgement
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('dashboard.read')));

grant select on public.shift_pattern, public.shift, public.table_count, public.alert_acknowledgement to authenticated,
  service_role;
