-- A million people as a casino has them: some names that everybody has, many that few have, and cards of six digits and a letter.
-- On top of the fixture, in a copy of it.

create function bench.syllables(p_count integer)
returns text
language sql
as $$
  select string_agg(
    (array['b','br','c','ch','d','f','g','gr','h','j','k','l','m','n','p','r','s','st','t','v','w','y','z'])[1 + floor(random() * 23)::integer]
    || (array['a','e','i','o','u','ai','ea','ie','ou','á','é','ñu','ø'])[1 + floor(random() * 13)::integer], '')
  from generate_series(1, p_count);
$$;

create function bench.add_players(p_casino_id uuid, p_count integer)
returns void
language plpgsql
as $$
declare
  v_first constant text[] := array['Maria','José','James','Mary','Juan','Robert','Ana','John','Luis','Michael','Linda','David','Carlos','Wei','Patricia',
    'Jennifer','Mohammed','William','Elizabeth','Richard','Barbara','Joseph','Fatima','Thomas','Susan','Charles','Jessica','Antonio','Sarah','Karen',
    'Daniel','Nancy','Matthew','Sofía','Anthony','Mark','Martha','Marco','Mateo','Manuel'];
  v_last constant text[] := array['García','Smith','Johnson','Nguyen','Martínez','Williams','Rodríguez','Brown','Jones','Hernández','López','Miller','González',
    'Davis','Wilson','Pérez','Anderson','Sánchez','Taylor','Ramírez','Thomas','Moore','Kim','Lee','Jackson','Martin','Wang','Chen','Núñez','O’Brien',
    'Thompson','White','Harris','Torres','Clark','Lewis','Flores','Robinson','Walker','de la Cruz','Müller','O''Connor','Mac Donald','Marin','Maddox'];
begin
  perform setseed(0.19);
  insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date)
  select p_casino_id,
    -- The first names of the list are the most frequent; four of ten people have one that is rare.
    case when random() < 0.6 then v_first[1 + floor(40 * power(random(), 2))::integer] else initcap(bench.syllables(2 + n % 2)) end,
    case when random() < 0.6 then v_last[1 + floor(45 * power(random(), 2))::integer] else initcap(bench.syllables(2 + n % 3)) end,
    'H' || lpad((n * 7)::text, 7, '0'), date '1940-01-01' + floor(random() * 24000)::integer
  from generate_series(1, p_count) n;
  insert into public.player_loyalty (casino_id, player_id, tier, tier_progress)
  select casino_id, id, (array['bronze', 'bronze', 'bronze', 'bronze', 'bronze', 'bronze', 'silver', 'silver', 'gold', 'platinum'])[1 + floor(random() * 10)::integer], 0
  from public.player p
  where casino_id = p_casino_id and not exists (select from public.player_loyalty l where l.casino_id = p.casino_id and l.player_id = p.id);
  insert into public.visit (casino_id, player_id, gaming_day, started_at, ended_at)
  select casino_id, id, current_date - 1 - ago, now() - make_interval(days => 1 + ago), now() - make_interval(days => 1 + ago) + interval '3 hours'
  from (select *, floor(random() * 400)::integer as ago from public.player where casino_id = p_casino_id) p
  where not exists (select from public.visit v where v.casino_id = p.casino_id and v.player_id = p.id);
end;
$$;
