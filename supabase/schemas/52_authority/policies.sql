alter table public.authority_limit enable row level security;
create policy "Who sets limits reads those of their own casino" on public.authority_limit
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('catalog.write')));
grant select on public.authority_limit to authenticated, service_role;

alter table public.staff_relation enable row level security;
create policy "Who declares relations reads those of their own casino" on public.staff_relation
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('relation.manage')));
grant select on public.staff_relation to authenticated, service_role;
