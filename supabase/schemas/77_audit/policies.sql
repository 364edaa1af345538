alter table public.audit_filter enable row level security;

create policy "Auditors read the filters that they saved themselves" on public.audit_filter
  for select to authenticated
  using (
    casino_id = (select app.current_casino_id())
    and staff_id = (select app.current_staff_id())
    and (select app.current_staff_can('audit.read'))
  );

grant select on public.audit_filter to authenticated, service_role;
