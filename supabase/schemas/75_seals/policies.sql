alter table public.seal enable row level security;
alter table public.ledger_seal_head enable row level security;
alter table public.seal_block enable row level security;

create policy "Auditors read the seals of their own casino" on public.seal
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
create policy "Auditors read the sealed heads of their own casino" on public.ledger_seal_head
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
create policy "Auditors read the sealed blocks of their own casino" on public.seal_block
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));

grant select on public.seal, public.ledger_seal_head, public.seal_block to authenticated, service_role;
