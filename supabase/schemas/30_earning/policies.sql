alter table public.loyalty_earn_config enable row level security;
create policy "Staff read the earn config of their own casino" on public.loyalty_earn_config
  for select to authenticated using (casino_id = (select app.current_casino_id()));
grant select on public.loyalty_earn_config to authenticated, service_role;
alter table public.point_value enable row level security;
create policy "Staff read the point values of their own casino" on public.point_value
  for select to authenticated using (casino_id = (select app.current_casino_id()));
grant select on public.point_value to authenticated, service_role;
