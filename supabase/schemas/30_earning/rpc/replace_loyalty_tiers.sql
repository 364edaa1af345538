create function public.rpc_replace_loyalty_tiers(
  p_tiers jsonb,
  p_expected_version text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('replace_loyalty_tiers', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_tiers, p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
  v_codes text[];
begin
  perform app.require_tier_list(p_tiers);
  v_codes := app.tier_codes(p_tiers);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.lock_standings(v_ctx);
  perform 1 from public.loyalty_tier where casino_id = v_ctx.casino_id order by id for update;
  v_before := app.loyalty_tiers_json(v_ctx.casino_id);
  if v_before ->> 'version' is distinct from p_expected_version then
    perform app.fail(409, 'TIERS_CHANGED', jsonb_build_object('version', v_before -> 'version')
      || app.last_change(v_ctx, 'loyalty.replace_loyalty_tiers', 'loyalty_tier'));
  end if;
  perform app.require_tiers_unused(v_ctx.casino_id, v_codes);
  perform app.require_tiers_in_order(v_ctx.casino_id, v_codes);
  perform app.write_tiers(v_ctx.casino_id, p_tiers, v_codes);
  return app.finish_call(v_call, 'loyalty.replace_loyalty_tiers', 'loyalty_tier', null, v_before,
    app.loyalty_tiers_json(v_ctx.casino_id));
end;
$$;
comment on function public.rpc_replace_loyalty_tiers(jsonb, text, text, uuid) is
  'Sets the casino''s tiers, lowest first, by code: [{code, name, multiplier, threshold_points}]; rank is the place '
  'in the list. p_expected_version is the version they were read at. Nobody loses a tier by it, and who reaches a '
  'lowered threshold gets the tier with the next points earned. Answers {items, version, is_existing}. Capability '
  'catalog.write. VALIDATION_FAILED, TIERS_CHANGED (detail: version, at, staffName), TIER_IN_USE (tier, tierName, '
  'players, rewards, and isMoved where it was to come below another).';

create function app.tier_codes(p_tiers jsonb)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array(select tier ->> 'code' from jsonb_array_elements(p_tiers) tier);
end;
$$;
comment on function app.tier_codes(jsonb) is 'The codes of a list of tiers.';

create function app.require_tier_list(p_tiers jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_codes text[];
begin
  if jsonb_typeof(p_tiers) is distinct from 'array' or jsonb_array_length(p_tiers) not between 1 and 20 then
    perform app.invalid('tiers', 'tiersList');
  end if;
  for v_place in 0 .. jsonb_array_length(p_tiers) - 1 loop
    perform app.require_valid_tier(v_place, p_tiers -> v_place, case
      when v_place > 0 then p_tiers -> (v_place - 1) end);
  end loop;
  v_codes := app.tier_codes(p_tiers);
  if cardinality(v_codes) <> (select count(distinct code) from unnest(v_codes) code) then
    perform app.invalid('tiers', 'tierCodeOwn');
  end if;
  if (select count(*) <> count(distinct lower(btrim(tier ->> 'name'))) from jsonb_array_elements(p_tiers) tier) then
    perform app.invalid('tiers', 'tierNameOwn');
  end if;
end;
$$;
comment on function app.require_tier_list(jsonb) is
  'VALIDATION_FAILED, by field, unless it is a list of one to twenty tiers, the lowest first, each with a code and a '
  'name of its own.';

create function app.require_valid_tier(p_place integer, p_tier jsonb, p_below jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_path text := 'tiers.' || p_place || '.';
begin
  if jsonb_typeof(p_tier) is distinct from 'object' then
    perform app.invalid('tiers.' || p_place, 'object');
  end if;
  if (p_tier ->> 'code' ~ '^[a-z][a-z0-9_]{0,30}$') is not true then
    perform app.invalid(v_path || 'code', 'smallLetters', jsonb_build_object('highest', 31));
  end if;
  if (jsonb_typeof(p_tier -> 'name') = 'string' and length(btrim(p_tier ->> 'name')) between 1 and 50) is not true then
    perform app.invalid(v_path || 'name', 'characters', jsonb_build_object('lowest', 1, 'highest', 50));
  end if;
  if not app.is_number_between(p_tier -> 'multiplier', 0.01, 10, false)
    or scale(trim_scale((p_tier ->> 'multiplier')::numeric)) > 2 then
    perform app.invalid(v_path || 'multiplier', 'hundredthsBetween', jsonb_build_object('lowest', 0.01, 'highest', 10));
  end if;
  if not app.is_number_between(p_tier -> 'threshold_points', 0, 1000000000000, true) then
    perform app.invalid(v_path || 'thresholdPoints', 'wholeBetween',
      jsonb_build_object('lowest', 0, 'highest', 1000000000000));
  end if;
  if p_below is null and (p_tier ->> 'threshold_points')::bigint <> 0 then
    perform app.invalid(v_path || 'thresholdPoints', 'lowestTierZero');
  end if;
  if (p_tier ->> 'threshold_points')::bigint <= (p_below ->> 'threshold_points')::bigint then
    perform app.invalid(v_path || 'thresholdPoints', 'tierAboveBelow');
  end if;
end;
$$;
comment on function app.require_valid_tier(integer, jsonb, jsonb) is
  'VALIDATION_FAILED by field, unless the tier at a place (0 the lowest) is sound by itself and begins above the one '
  'below.';

create function app.require_tiers_unused(p_casino_id uuid, p_codes text[])
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tier record;
begin
  select * into v_tier
  from (
    select t.code, t.name, t.rank,
      (select count(*) from public.player_loyalty l where l.casino_id = p_casino_id and l.tier = t.code) as players,
      (select count(distinct r) from (
        select e.reward_id as r from public.reward_entitlement_tier e where e.casino_id = p_casino_id
          and e.tier = t.code
        union all
        select g.reward_id from public.reward_eligibility g where g.casino_id = p_casino_id
          and t.code in (g.min_tier, g.max_tier)
      ) rewards) as rewards
    from public.loyalty_tier t
    where t.casino_id = p_casino_id and t.code <> all (p_codes)
  ) removed
  where players > 0 or rewards > 0
  order by rank
  limit 1;
  if found then
    perform app.fail(409, 'TIER_IN_USE',
      jsonb_build_object('tier', v_tier.code, 'tierName', v_tier.name, 'players', v_tier.players, 'rewards',
      v_tier.rewards));
  end if;
end;
$$;
comment on function app.require_tiers_unused(uuid, text[]) is
  'TIER_IN_USE, with who uses it, when a tier that is not among these codes has players or is named by a reward.';

create function app.require_tiers_in_order(p_casino_id uuid, p_codes text[])
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tier record;
begin
  select held.code, held.name,
    (select count(*) from public.player_loyalty l where l.casino_id = p_casino_id and l.tier = held.code) as players
  into v_tier
  from public.loyalty_tier held
  where held.casino_id = p_casino_id
    and exists (select from public.player_loyalty l where l.casino_id = p_casino_id and l.tier = held.code)
    and exists (
      select from public.loyalty_tier other
      where other.casino_id = p_casino_id and other.rank < held.rank
        and array_position(p_codes, other.code) > array_position(p_codes, held.code)
    )
  order by held.rank desc
  limit 1;
  if found then
    perform app.fail(409, 'TIER_IN_USE',
      jsonb_build_object('tier', v_tier.code, 'tierName', v_tier.name, 'players', v_tier.players, 'rewards', 0,
      'isMoved', true));
  end if;
end;
$$;
comment on function app.require_tiers_in_order(uuid, text[]) is
  'TIER_IN_USE with isMoved, when a tier that players hold would come below one it was above: they would lose by it.';

create function app.lock_standings(p_ctx app.rls_context)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  perform 1 from public.player_loyalty where casino_id = p_ctx.casino_id order by player_id for no key update;
end;
$$;
comment on function app.lock_standings(app.rls_context) is
  'Locks every player''s balance row of the casino, before the tiers: whoever is lifted into a tier refers to it '
  'while holding the player''s row.';

create function app.write_tiers(p_casino_id uuid, p_tiers jsonb, p_codes text[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  set constraints all deferred;
  delete from public.loyalty_tier where casino_id = p_casino_id and code <> all (p_codes);
  insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
  select p_casino_id, tier ->> 'code', btrim(tier ->> 'name'), place, (tier ->> 'multiplier')::numeric,
    (tier ->> 'threshold_points')::bigint
  from jsonb_array_elements(p_tiers) with ordinality listed (tier, place)
  on conflict (casino_id, code) do update
  set name = excluded.name, rank = excluded.rank, multiplier = excluded.multiplier,
    threshold_points = excluded.threshold_points
  -- A tier that stays as it is keeps its row, and with it the version of every screen that shows it.
  where (loyalty_tier.name, loyalty_tier.rank, loyalty_tier.multiplier, loyalty_tier.threshold_points)
    is distinct from (excluded.name, excluded.rank, excluded.multiplier, excluded.threshold_points);
  set constraints all immediate;

  update public.player_loyalty l
  set tier_progress = p.progress
  from (
    select casino_id, player_id, case when t.to_points is null then 100
      else least(100, greatest(0, (held.lifetime_points - t.from_points)
        * 100 / (t.to_points - t.from_points))) end as progress
    from public.player_loyalty held
    join (
      select code, threshold_points as from_points, lead(threshold_points) over (order by threshold_points) as to_points
      from public.loyalty_tier
      where casino_id = p_casino_id
    ) t on t.code = held.tier
    where held.casino_id = p_casino_id
  ) p
  where l.casino_id = p.casino_id and l.player_id = p.player_id and l.tier_progress <> p.progress;
end;
$$;
comment on function app.write_tiers(uuid, jsonb, text[]) is
  'Makes the tiers what the list says and draws every player''s progress anew; tiers of players stay.';
