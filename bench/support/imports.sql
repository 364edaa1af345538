-- Rows in the queue, as a legacy system exports them over the years: of cards drawn among p_cards, or each card once where there
-- are as many, the first 10,000 are players of the casino; a fifth of the rows do not say how old they are, and one in a
-- thousand has a tier that nobody knows.
create function bench.add_import(p_casino_id uuid, p_staff_id uuid, p_name text, p_rows integer, p_cards integer)
returns void
language plpgsql
as $$
declare
  v_import_id uuid := app.uuid_v7();
begin
  insert into public.player_import (casino_id, id, file_name, sha256, size_bytes, encoding, delimiter, headers, header_row, mapping,
    status, staff_id, staged_through, staged_at)
  values (p_casino_id, v_import_id, p_name, sha256(convert_to(p_name, 'UTF8')), p_rows * 80, 'utf-8', ',',
    '["Card", "First", "Last", "Tier", "Points", "Last visit"]', 1,
    '{"columns": {"loyalty_id": 0, "first_name": 1, "last_name": 2, "tier": 3, "points_balance": 4, "last_activity_at": 5}, "date_order": "mdy", "tiers": []}',
    'ready', p_staff_id, p_rows + 1, now());
  insert into public.player_import_row (casino_id, import_id, row_number, raw, status, player_id, imported_loyalty_id, imported_first_name,
    imported_last_name, imported_tier, imported_points_balance, imported_last_activity_at, tier_code, tier_comparison)
  select p_casino_id, v_import_id, n + 1,
    jsonb_build_array('P' || lpad(drawn.card::text, 6, '0'), 'Player', lpad(drawn.card::text, 6, '0'), drawn.tier, drawn.points, ''),
    'pending', p.id, 'P' || lpad(drawn.card::text, 6, '0'), 'Player', lpad(drawn.card::text, 6, '0'), drawn.tier, drawn.points,
    case when drawn.age < 800 then now() - make_interval(days => drawn.age) end, imported.code, app.compare_tiers(imported.rank, held.rank)
  from (
    select n, case when p_cards = p_rows then n else 1 + floor(random() * p_cards)::integer end as card, floor(random() * 100000)::bigint as points, floor(random() * 1000)::integer as age,
      case when random() < 0.001 then 'diamond' else (array['bronze', 'bronze', 'bronze', 'silver', 'gold', 'platinum'])[1 + floor(random() * 6)::integer] end as tier
    from generate_series(1, p_rows) n
  ) drawn
  left join public.player p on p.casino_id = p_casino_id and p.loyalty_id = 'P' || lpad(drawn.card::text, 6, '0')
  left join public.player_loyalty l on l.casino_id = p_casino_id and l.player_id = p.id
  left join public.loyalty_tier held on held.casino_id = p_casino_id and held.code = l.tier
  left join public.loyalty_tier imported on imported.casino_id = p_casino_id and imported.code = drawn.tier;
end;
$$;
