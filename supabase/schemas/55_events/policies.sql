alter table public.webhook_endpoint enable row level security;
alter table public.webhook_delivery enable row level security;
alter table app.webhook_secret enable row level security;

create policy "Auditors read the webhooks of their own casino" on public.webhook_endpoint
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
create policy "Auditors read the deliveries of their own casino" on public.webhook_delivery
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));

-- The API does not expose schema app and nobody has a grant there; this policy holds even if that changes.
create policy "Nobody reads signing secrets" on app.webhook_secret for select to authenticated using (false);

grant select on public.webhook_endpoint, public.webhook_delivery to authenticated, service_role;
