-- A catalog of 200 rewards, every second one a comp, each with two limits that nobody reaches, and a program for the coupons.
create function bench.add_catalog(p_casino_id uuid, p_rewards integer)
returns void
language plpgsql
as $$
begin
  insert into public.promo_program (casino_id, name, promo_type, face_value_cents, required_match_wager_cents, start_at)
  values (p_casino_id, 'Tier match play', 'match_play', 2500, 2500, now() - interval '1 day')
  on conflict do nothing;
  insert into public.reward_catalog (casino_id, code, name, family, kind)
  select p_casino_id, 'BENCH_' || n, 'Reward ' || n, (array['points_comp', 'entitlement'])[1 + n % 2]::public.reward_family,
    (array['meal', 'match_play'])[1 + n % 2]
  from generate_series(1, p_rewards) n;
  insert into public.reward_price_points (casino_id, reward_id, points_cost, allow_overdraw)
  select casino_id, id, 10, true from public.reward_catalog where casino_id = p_casino_id and family = 'points_comp';
  insert into public.reward_entitlement_tier (casino_id, reward_id, tier, benefit)
  select r.casino_id, r.id, t.code,
    '{"instrument_type": "match_play", "face_value_cents": 2500, "required_match_wager_cents": 2500, "valid_hours": 24}'
  from public.reward_catalog r
  join public.loyalty_tier t on t.casino_id = r.casino_id
  where r.casino_id = p_casino_id and r.family = 'entitlement';
  insert into public.reward_limits (casino_id, reward_id, scope, max_issues)
  select casino_id, id, scope, 1000
  from public.reward_catalog
  cross join unnest(array['per_gaming_day', 'per_month']::public.reward_limit_scope[]) scope
  where casino_id = p_casino_id;
  insert into public.reward_eligibility (casino_id, reward_id, min_tier)
  select casino_id, id, 'bronze' from public.reward_catalog where casino_id = p_casino_id;
end;
$$;

-- A long ledger for one player: an entry every twenty minutes up to now, every second one a comp of the catalog.
create function bench.add_redemptions(p_casino_id uuid, p_player_id uuid, p_entries integer)
returns void
language plpgsql
as $$
declare
  v_ctx app.rls_context := app.worker_context(p_casino_id);
  v_comps uuid[] := array(select id from public.reward_catalog where casino_id = p_casino_id and family = 'points_comp' order by id);
  v_entry public.loyalty_ledger;
begin
  for v_place in 1 .. p_entries loop
    v_entry := null;
    v_entry.player_id := p_player_id;
    v_entry.points := case when v_place % 2 = 0 then -10 else 20 end;
    v_entry.reason := case when v_place % 2 = 0 then 'redemption' else 'mid_session_bonus' end;
    if v_place % 2 = 0 then
      v_entry.reward_id := v_comps[1 + v_place / 2 % cardinality(v_comps)];
    end if;
    v_entry.created_at := now() - (p_entries - v_place) * interval '20 minutes';
    v_entry.idempotency_key := 'history:' || v_place;
    v_entry.request_hash := sha256(v_place::text::bytea);
    perform app.post_ledger_entry(v_ctx, v_entry);
  end loop;
end;
$$;
