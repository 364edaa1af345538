-- What a reward must be.

create function app.require_reward_basics(p_reward jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_known_fields('reward', p_reward,
    array['code', 'name', 'family', 'kind', 'is_active', 'fulfillment', 'ui_tags',
    'metadata', 'price', 'tiers', 'limits', 'eligibility']);
  if (p_reward ->> 'code' ~ '^[A-Z][A-Z0-9_]{1,49}$') is not true then
    perform app.invalid('code', 'Give 2 to 50 capitals, digits and underscores, a letter first.');
  end if;
  if (jsonb_typeof(p_reward -> 'name') = 'string' and length(btrim(p_reward ->> 'name')) between 1 and 100) is not true
    then
    perform app.invalid('name', 'Give a name of 1 to 100 characters.');
  end if;
  if (p_reward ->> 'family' in ('points_comp', 'entitlement')) is not true then
    perform app.invalid('family', 'Give one of points_comp, entitlement.');
  end if;
  if (jsonb_typeof(p_reward -> 'kind') = 'string' and p_reward ->> 'kind' ~ '^[a-z][a-z0-9_]{0,39}$') is not true then
    perform app.invalid('kind', 'Give up to 40 small letters, digits and underscores, a letter first.');
  end if;
  if jsonb_typeof(p_reward -> 'is_active') is distinct from 'boolean' then
    perform app.invalid('isActive', 'Say true or false.');
  end if;
  if p_reward ->> 'fulfillment' not in ('immediate', 'voucher', 'external') then
    perform app.invalid('fulfillment', 'Give one of immediate, voucher, external, or nothing.');
  end if;
  if jsonb_typeof(p_reward -> 'ui_tags') = 'array' then
    if jsonb_array_length(p_reward -> 'ui_tags') > 10 or exists (
      select 1 from jsonb_array_elements(p_reward -> 'ui_tags') tag
      where (jsonb_typeof(tag) = 'string' and length(btrim(tag #>> '{}')) between 1 and 30) is not true
    ) then
      perform app.invalid('uiTags', 'Give at most 10 tags of 1 to 30 characters.');
    end if;
  elsif coalesce(jsonb_typeof(p_reward -> 'ui_tags'), 'null') <> 'null' then
    perform app.invalid('uiTags', 'Give a list of tags, or nothing.');
  end if;
  if jsonb_typeof(p_reward -> 'metadata') is distinct from 'object'
    or length((p_reward -> 'metadata')::text) > 4000 then
    perform app.invalid('metadata', 'Give a small object, at most 4,000 characters.');
  end if;
end;
$$;
comment on function app.require_reward_basics(jsonb) is
  'VALIDATION_FAILED by field, unless what a reward says of itself is sound.';

create function app.require_reward_price(p_reward jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_price jsonb := nullif(p_reward -> 'price', 'null');
begin
  if p_reward ->> 'family' = 'entitlement' then
    if v_price is not null then
      perform app.invalid('price', 'An entitlement goes by tier and has no price.');
    end if;
    return;
  end if;
  if v_price is null then
    perform app.invalid('price', 'A comp needs its price in points.');
  end if;
  perform app.require_known_fields('price', v_price, array['points_cost', 'allow_overdraw']);
  if not app.is_number_between(v_price -> 'points_cost', 1, 1000000000, true) then
    perform app.invalid('price.pointsCost', 'Give a whole number of points from 1 to 1000000000.');
  end if;
  if jsonb_typeof(coalesce(v_price -> 'allow_overdraw', 'false')) <> 'boolean' then
    perform app.invalid('price.allowOverdraw', 'Say true or false.');
  end if;
end;
$$;
comment on function app.require_reward_price(jsonb) is
  'VALIDATION_FAILED unless a comp has a price and an entitlement none.';

create function app.require_known_tier(p_casino_id uuid, p_field text, p_tier jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_tier) is distinct from 'string'
    or not exists (select 1 from public.loyalty_tier where casino_id = p_casino_id and code = p_tier #>> '{}') then
    perform app.fail(422, 'UNKNOWN_TIER', jsonb_build_object('field', p_field, 'tier', left(p_tier #>> '{}', 60)));
  end if;
end;
$$;
comment on function app.require_known_tier(uuid, text, jsonb) is
  'UNKNOWN_TIER, naming the field, unless it is the code of a tier of the casino.';

create function app.require_benefit(p_path text, p_benefit jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_known_fields(p_path, p_benefit,
    array['instrument_type', 'face_value_cents', 'required_match_wager_cents', 'valid_hours']);
  perform app.require_promo_type(p_path || '.instrumentType', p_benefit ->> 'instrument_type');
  if not app.is_number_between(p_benefit -> 'face_value_cents', 1, 100000000, true) then
    perform app.invalid(p_path || '.faceValueCents', 'Give a face value above zero, at most 1,000,000.00.');
  end if;
  perform app.require_sound_wager(p_path || '.requiredMatchWagerCents', p_benefit ->> 'instrument_type',
    p_benefit -> 'required_match_wager_cents');
  if coalesce(jsonb_typeof(p_benefit -> 'valid_hours'), 'null') <> 'null'
    and not app.is_number_between(p_benefit -> 'valid_hours', 1, 8784, true) then
    perform app.invalid(p_path || '.validHours', 'Give a validity of 1 to 8,784 hours, or nothing for the program''s.');
  end if;
end;
$$;
comment on function app.require_benefit(text, jsonb) is
  'VALIDATION_FAILED by field, unless what a tier gets is sound.';

create function app.require_exact_benefits(p_casino_id uuid, p_reward jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_benefit jsonb;
begin
  if not (select promo_require_exact_match from public.casino_settings where casino_id = p_casino_id) then
    return;
  end if;
  for v_benefit in select tier -> 'benefit' from jsonb_array_elements(p_reward -> 'tiers') tier loop
    if app.takes_wager(v_benefit ->> 'instrument_type')
      and v_benefit -> 'required_match_wager_cents' <> v_benefit -> 'face_value_cents' then
      perform app.fail(409, 'MATCH_NOT_EXACT', jsonb_build_object('faceValueCents', v_benefit -> 'face_value_cents',
        'requiredMatchWagerCents', v_benefit -> 'required_match_wager_cents'));
    end if;
  end loop;
end;
$$;
comment on function app.require_exact_benefits(uuid, jsonb) is
  'MATCH_NOT_EXACT where the casino wants wager and value of a match play equal and a tier''s are not. The document '
  'has been found sound.';

create function app.require_reward_tiers(p_casino_id uuid, p_reward jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tiers jsonb := p_reward -> 'tiers';
begin
  if jsonb_typeof(v_tiers) is distinct from 'array' or jsonb_array_length(v_tiers) > 20 then
    perform app.invalid('tiers', 'Give a list with what each tier gets.');
  end if;
  if p_reward ->> 'family' = 'points_comp' and v_tiers <> '[]' then
    perform app.invalid('tiers', 'A comp has a price and no tier benefits.');
  end if;
  if p_reward ->> 'family' = 'entitlement' and v_tiers = '[]' then
    perform app.invalid('tiers', 'Say what at least one tier gets.');
  end if;
  for v_place in 0 .. jsonb_array_length(v_tiers) - 1 loop
    perform app.require_known_fields('tiers.' || v_place, v_tiers -> v_place, array['tier', 'benefit']);
    perform app.require_known_tier(p_casino_id, 'tiers.' || v_place || '.tier', v_tiers -> v_place -> 'tier');
    perform app.require_benefit('tiers.' || v_place || '.benefit', v_tiers -> v_place -> 'benefit');
  end loop;
  if (select count(*) <> count(distinct tier ->> 'tier') from jsonb_array_elements(v_tiers) tier) then
    perform app.invalid('tiers', 'Name each tier once.');
  end if;
end;
$$;
comment on function app.require_reward_tiers(uuid, jsonb) is
  'VALIDATION_FAILED, UNKNOWN_TIER, unless an entitlement has sound benefits by tier and a comp none.';

create function app.require_reward_limits(p_reward jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_limits jsonb := p_reward -> 'limits';
  v_limit jsonb;
  v_path text;
begin
  if jsonb_typeof(v_limits) is distinct from 'array' or jsonb_array_length(v_limits) > 4 then
    perform app.invalid('limits', 'Give a list of at most four limits.');
  end if;
  for v_place in 0 .. jsonb_array_length(v_limits) - 1 loop
    v_limit := v_limits -> v_place;
    v_path := 'limits.' || v_place;
    perform app.require_known_fields(v_path, v_limit,
      array['scope', 'max_issues', 'cooldown_minutes', 'requires_note']);
    if (v_limit ->> 'scope' in ('per_visit', 'per_gaming_day', 'per_week', 'per_month')) is not true then
      perform app.invalid(v_path || '.scope', 'Give one of per_visit, per_gaming_day, per_week, per_month.');
    end if;
    if not app.is_number_between(v_limit -> 'max_issues', 1, 1000, true) then
      perform app.invalid(v_path || '.maxIssues', 'Give a whole number from 1 to 1000.');
    end if;
    if coalesce(jsonb_typeof(v_limit -> 'cooldown_minutes'), 'null') <> 'null'
      and not app.is_number_between(v_limit -> 'cooldown_minutes', 1, 44640, true) then
      perform app.invalid(v_path || '.cooldownMinutes', 'Give minutes from 1 to 44640 (31 days), or nothing.');
    end if;
    if jsonb_typeof(coalesce(v_limit -> 'requires_note', 'false')) <> 'boolean' then
      perform app.invalid(v_path || '.requiresNote', 'Say true or false.');
    end if;
  end loop;
  if (select count(*) <> count(distinct item ->> 'scope') from jsonb_array_elements(v_limits) item) then
    perform app.invalid('limits', 'Give each scope one limit.');
  end if;
end;
$$;
comment on function app.require_reward_limits(jsonb) is
  'VALIDATION_FAILED by field, unless the limits are sound, one a scope.';

create function app.require_reward_eligibility(p_casino_id uuid, p_reward jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_eligibility jsonb := nullif(p_reward -> 'eligibility', 'null');
  v_bound text;
begin
  if v_eligibility is null then
    return;
  end if;
  perform app.require_known_fields('eligibility', v_eligibility,
    array['min_tier', 'max_tier', 'min_points_balance', 'visit_kinds']);
  foreach v_bound in array array['min_tier', 'max_tier'] loop
    if nullif(v_eligibility -> v_bound, 'null') is not null then
      perform app.require_known_tier(p_casino_id, 'eligibility.' || app.camel_case(v_bound), v_eligibility -> v_bound);
    end if;
  end loop;
  if (select rank from public.loyalty_tier where casino_id = p_casino_id and code = v_eligibility ->> 'min_tier')
    > (select rank from public.loyalty_tier where casino_id = p_casino_id and code = v_eligibility ->> 'max_tier') then
    perform app.invalid('eligibility.maxTier', 'The highest tier can''t be below the lowest.');
  end if;
  if nullif(v_eligibility -> 'min_points_balance', 'null') is not null
    and not app.is_number_between(v_eligibility -> 'min_points_balance', 0, 1000000000, true) then
    perform app.invalid('eligibility.minPointsBalance',
      'Give a whole number of points from 0 to 1000000000, or nothing.');
  end if;
  if nullif(v_eligibility -> 'visit_kinds', 'null') is not null and (
    jsonb_typeof(v_eligibility -> 'visit_kinds') = 'array'
      and jsonb_array_length(v_eligibility -> 'visit_kinds') between 1 and 2
    and v_eligibility -> 'visit_kinds' <@ '["rated", "unrated"]'
  ) is not true then
    perform app.invalid('eligibility.visitKinds', 'Give rated, unrated or both, or nothing.');
  end if;
end;
$$;
comment on function app.require_reward_eligibility(uuid, jsonb) is
  'VALIDATION_FAILED, UNKNOWN_TIER, unless the conditions are sound.';
