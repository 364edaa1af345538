alter table public.approval enable row level security;

create policy "Who decides about permissions reads the requests of their own casino" on public.approval
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('permission.approve')));

grant select on public.approval to authenticated, service_role;
