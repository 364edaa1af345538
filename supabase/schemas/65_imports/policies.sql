alter table public.player_import enable row level security;
alter table public.player_import_row enable row level security;
alter table public.player_import_memory enable row level security;

create policy "Auditors read the imports of their own casino" on public.player_import
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read')));
create policy "Auditors read the imported rows of their own casino" on public.player_import_row
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read')));
create policy "Who may import reads what was said of files of their own casino" on public.player_import_memory
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('import.manage')));

grant select on public.player_import, public.player_import_row, public.player_import_memory to authenticated,
  service_role;
