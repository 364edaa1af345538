alter table public.pit enable row level security;
alter table public.game enable row level security;
alter table public.game_rate enable row level security;
alter table public.gaming_table enable row level security;
alter table public.player enable row level security;
alter table public.player_profile enable row level security;
alter table public.player_note enable row level security;
alter table public.player_photo enable row level security;
alter table public.visit enable row level security;
alter table public.rating_slip enable row level security;

create policy "Staff read the pits of their own casino" on public.pit
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the games of their own casino" on public.game
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read what the games of their own casino are rated by" on public.game_rate
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the tables of their own casino" on public.gaming_table
  for select to authenticated using (casino_id = (select app.current_casino_id()));
-- Others are told of a player by the RPCs, without the birth date.
create policy "Who may tell who somebody is reads the players of their own casino" on public.player
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('player.identify')));
create policy "Who looks after players reads the profiles of their own casino" on public.player_profile
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('player.care')));
create policy "Who looks after players reads the notes of their own casino" on public.player_note
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('player.care')));
create policy "Who looks after players reads who took photos of their own casino" on public.player_photo
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('player.care')));
create policy "Staff read the visits of their own casino" on public.visit
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the rating slips of their own casino" on public.rating_slip
  for select to authenticated using (casino_id = (select app.current_casino_id()));

grant select on public.pit, public.game, public.game_rate, public.gaming_table, public.player, public.player_profile,
  public.player_note, public.player_photo, public.visit, public.rating_slip
  to authenticated, service_role;

-- Photos of players, in Supabase Storage: <casino>/<player>/<photo>.jpg. Who looks after players puts one under a new
-- name and sees what a row names, which the RPC that writes it has put on record. Nobody writes one over or deletes
-- one: that is the worker's, for those that no row names.
create policy "Who looks after players sees the photos on record of their own casino" on storage.objects
  for select to authenticated
  using (
    bucket_id = 'player-photos' and (select app.current_staff_can('player.care'))
    and exists (
      select from public.player_photo p
      where p.casino_id = (select app.current_casino_id()) and p.object_name = objects.name
    )
  );
create policy "Who looks after players puts photos of players of their own casino" on storage.objects
  for insert to authenticated
  with check (
    bucket_id = 'player-photos' and (select app.current_staff_can('player.care'))
    and exists (
      select from public.player p
      where p.casino_id = (select app.current_casino_id())
        and p.id = case when name ~ '^[0-9a-f-]{36}(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}\.jpg$'
          then split_part(name, '/', 2)::uuid end
        and split_part(name, '/', 1) = p.casino_id::text
    )
  );
