alter table public.mtl_day enable row level security;
alter table public.mtl_unknown_patron enable row level security;
alter table public.mtl_patron_link enable row level security;
alter table public.mtl_entry enable row level security;
alter table public.mtl_entry_party enable row level security;
alter table public.mtl_patron_day enable row level security;
alter table public.ctr_case enable row level security;
alter table public.mtl_gaming_day_close enable row level security;

create policy "Cash log readers read its numbers of their casino" on public.mtl_day
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read unknown patrons of their casino" on public.mtl_unknown_patron
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read identifications of their casino" on public.mtl_patron_link
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read its entries of their casino" on public.mtl_entry
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read parties of entries of their casino" on public.mtl_entry_party
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read its totals of their casino" on public.mtl_patron_day
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read CTR cases of their casino" on public.ctr_case
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read closed days of their casino" on public.mtl_gaming_day_close
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));

grant select on public.mtl_day, public.mtl_unknown_patron, public.mtl_patron_link, public.mtl_entry,
  public.mtl_entry_party, public.mtl_patron_day, public.ctr_case, public.mtl_gaming_day_close
  to authenticated, service_role;
