alter table public.casino_filing_profile enable row level security;
alter table public.ctr_case_sheet enable row level security;
alter table public.ctr_case_person enable row level security;
alter table public.ctr_filing enable row level security;
alter table public.ctr_batch enable row level security;
alter table public.ctr_batch_report enable row level security;
alter table public.ctr_acknowledgement enable row level security;
alter table public.ctr_withdrawal enable row level security;

create policy "Compliance and admin read the filing profile of their own casino" on public.casino_filing_profile
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('ctr.manage')));
create policy "Compliance and admin read sheets of cases of their own casino" on public.ctr_case_sheet
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('ctr.manage')));
create policy "Compliance and admin read persons of cases of their own casino" on public.ctr_case_person
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('ctr.manage')));
create policy "Compliance and admin read filed reports of their own casino" on public.ctr_filing
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('ctr.manage')));
create policy "Compliance and admin read batches of reports of their own casino" on public.ctr_batch
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('ctr.manage')));
create policy "Compliance and admin read what batches hold of their own casino" on public.ctr_batch_report
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('ctr.manage')));
create policy "Compliance and admin read acknowledgements of their own casino" on public.ctr_acknowledgement
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('ctr.manage')));
create policy "Compliance and admin read withdrawals of reports of their own casino" on public.ctr_withdrawal
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('ctr.manage')));

grant select on public.casino_filing_profile, public.ctr_case_sheet, public.ctr_case_person, public.ctr_filing,
  public.ctr_batch, public.ctr_batch_report, public.ctr_acknowledgement,
  public.ctr_withdrawal
  to authenticated, service_role;
