alter table public.loyalty_tier enable row level security;
alter table public.player_loyalty enable row level security;
alter table public.loyalty_ledger enable row level security;
alter table public.loyalty_tier_change enable row level security;
alter table public.loyalty_outbox enable row level security;
alter table public.player_exclusion enable row level security;

create policy "Staff read the tiers of their own casino" on public.loyalty_tier
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the balances of their own casino" on public.player_loyalty
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read ledger entries of their own casino" on public.loyalty_ledger
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read changes of tiers of their own casino" on public.loyalty_tier_change
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Auditors read the events of their own casino" on public.loyalty_outbox
  for select to authenticated
  using (
    casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read'))
    and (event_type <> 'exclusion.hit' or (select app.current_staff_can('exclusion.read')))
  );
create policy "Compliance and admin read exclusions of their own casino" on public.player_exclusion
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));

grant select on public.loyalty_tier, public.player_loyalty, public.loyalty_ledger, public.loyalty_tier_change,
  public.loyalty_outbox, public.player_exclusion
  to authenticated, service_role;
