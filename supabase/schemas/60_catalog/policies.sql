alter table public.reward_catalog enable row level security;
alter table public.reward_price_points enable row level security;
alter table public.reward_entitlement_tier enable row level security;
alter table public.reward_limits enable row level security;
alter table public.reward_eligibility enable row level security;

create policy "Staff read the rewards of their own casino" on public.reward_catalog
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the prices of their own casino" on public.reward_price_points
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the tier benefits of their own casino" on public.reward_entitlement_tier
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the reward limits of their own casino" on public.reward_limits
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the reward conditions of their own casino" on public.reward_eligibility
  for select to authenticated using (casino_id = (select app.current_casino_id()));

grant select on public.reward_catalog, public.reward_price_points, public.reward_entitlement_tier,
  public.reward_limits, public.reward_eligibility
  to authenticated, service_role;
