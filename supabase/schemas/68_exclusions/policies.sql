alter table public.exclusion_hit_review enable row level security;
alter table public.exclusion_list enable row level security;
alter table public.exclusion_proposal enable row level security;

create policy "Compliance and admin read reviews of hits of their own casino" on public.exclusion_hit_review
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));
create policy "Compliance and admin read exclusion lists of their own casino" on public.exclusion_list
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));
create policy "Compliance and admin read proposed exclusions of their own casino" on public.exclusion_proposal
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));

grant select on public.exclusion_hit_review, public.exclusion_list, public.exclusion_proposal
  to authenticated, service_role;
