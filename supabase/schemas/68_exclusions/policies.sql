alter table public.exclusion_hit_review enable row level security;

create policy "Compliance and admin read reviews of hits of their own casino" on public.exclusion_hit_review
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));

grant select on public.exclusion_hit_review to authenticated, service_role;
