alter table public.lens_acknowledgement enable row level security;

create policy "Compliance and admin read acknowledged findings of their own casino" on public.lens_acknowledgement
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('ctr.manage')));

grant select on public.lens_acknowledgement to authenticated, service_role;
