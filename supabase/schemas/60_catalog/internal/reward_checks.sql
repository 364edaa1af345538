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
    perform app.invalid('code', 'rewardCode');
  end if;
  if (jsonb_typeof(p_reward -> 'name') = 'string' and length(btrim(p_reward ->> 'name')) between 1 and 100) is not true
    then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 100));
  end if;
  if (p_reward ->> 'family' in ('points_comp', 'entitlement')) is not true then
    perform app.invalid('family', 'oneOf', jsonb_build_object('options', 'points_comp, entitlement'));
  end if;
  if (jsonb_typeof(p_reward -> 'kind') = 'string' and p_reward ->> 'kind' ~ '^[a-z][a-z0-9_]{0,39}$') is not true then
    perform app.invalid('kind', 'smallLetters', jsonb_build_object('highest', 40));
  end if;
  if jsonb_typeof(p_reward -> 'is_active') is distinct from 'boolean' then
    perform app.invalid('isActive', 'trueOrFalse');
  end if;
  if p_reward ->> 'fulfillment' not in ('immediate', 'voucher', 'external') then
    perform app.invalid('fulfillment', 'oneOfOrNothing', jsonb_build_object('options', 'immediate, voucher, external'));
  end if;
  if jsonb_typeof(p_reward -> 'ui_tags') = 'array' then
    if jsonb_array_length(p_reward -> 'ui_tags') > 10 or exists (
      select 1 from jsonb_array_elements(p_reward -> 'ui_tags') tag
      where (jsonb_typeof(tag) = 'string' and length(btrim(tag #>> '{}')) between 1 and 30) is not true
    ) then
      perform app.invalid('uiTags', 'tags');
    end if;
  elsif coalesce(jsonb_typeof(p_reward -> 'ui_tags'), 'null') <> 'null' then
    perform app.invalid('uiTags', 'tagsOrNothing');
  end if;
  if jsonb_typeof(p_reward -> 'metadata') is distinct from 'object'
    or length((p_reward -> 'metadata')::text) > 4000 then
    perform app.invalid('metadata', 'smallObject', jsonb_build_object('highest', 4000));
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
      perform app.invalid('price', 'entitlementNoPrice');
    end if;
    return;
  end if;
  if v_price is null then
    perform app.invalid('price', 'compPrice');
  end if;
  perform app.require_known_fields('price', v_price, 
    array['points_cost', 'min_amount_cents', 'max_amount_cents', 'allow_overdraw']);
  if v_price ?| array['min_amount_cents', 'max_amount_cents'] then
    perform app.require_typed_amount(v_price);
  elsif not app.is_number_between(v_price -> 'points_cost', 1, 1000000000, true) then
    perform app.invalid('price.pointsCost', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 1000000000));
  end if;
  if jsonb_typeof(coalesce(v_price -> 'allow_overdraw', 'false')) <> 'boolean' then
    perform app.invalid('price.allowOverdraw', 'trueOrFalse');
  end if;
end;
$$;
comment on function app.require_reward_price(jsonb) is
  'VALIDATION_FAILED unless a comp has a price, in points or by the amount that is typed, and an entitlement none.';

create function app.require_typed_amount(p_price jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_bound text;
begin
  if p_price ? 'points_cost' then
    perform app.invalid('price.pointsCost', 'pointsOrAmount');
  end if;
  foreach v_bound in array array['min_amount_cents', 'max_amount_cents'] loop
    if not app.is_number_between(p_price -> v_bound, 1, 100000000, true) then
      perform app.invalid('price.' || app.camel_case(v_bound), 'centsBetween',
        jsonb_build_object('lowest', 1, 'highest', 100000000));
    end if;
  end loop;
  if (p_price ->> 'max_amount_cents')::bigint < (p_price ->> 'min_amount_cents')::bigint then
    perform app.invalid('price.maxAmountCents', 'largestBelowSmallest');
  end if;
end;
$$;
comment on function app.require_typed_amount(jsonb) is
  'VALIDATION_FAILED unless a price that follows the amount that its issuer types has sound bounds, and no points.';

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
    perform app.invalid(p_path || '.faceValueCents', 'faceValue');
  end if;
  perform app.require_sound_wager(p_path || '.requiredMatchWagerCents', p_benefit ->> 'instrument_type',
    p_benefit -> 'required_match_wager_cents');
  if coalesce(jsonb_typeof(p_benefit -> 'valid_hours'), 'null') <> 'null'
    and not app.is_number_between(p_benefit -> 'valid_hours', 1, 8784, true) then
    perform app.invalid(p_path || '.validHours', 'validHoursOrNothing');
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
    perform app.invalid('tiers', 'tierBenefits');
  end if;
  if p_reward ->> 'family' = 'points_comp' and v_tiers <> '[]' then
    perform app.invalid('tiers', 'compNoTiers');
  end if;
  if p_reward ->> 'family' = 'entitlement' and v_tiers = '[]' then
    perform app.invalid('tiers', 'oneTierGets');
  end if;
  for v_place in 0 .. jsonb_array_length(v_tiers) - 1 loop
    perform app.require_known_fields('tiers.' || v_place, v_tiers -> v_place, array['tier', 'benefit']);
    perform app.require_known_tier(p_casino_id, 'tiers.' || v_place || '.tier', v_tiers -> v_place -> 'tier');
    perform app.require_benefit('tiers.' || v_place || '.benefit', v_tiers -> v_place -> 'benefit');
  end loop;
  if (select count(*) <> count(distinct tier ->> 'tier') from jsonb_array_elements(v_tiers) tier) then
    perform app.invalid('tiers', 'eachTierOnce');
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
    perform app.invalid('limits', 'limits');
  end if;
  for v_place in 0 .. jsonb_array_length(v_limits) - 1 loop
    v_limit := v_limits -> v_place;
    v_path := 'limits.' || v_place;
    perform app.require_known_fields(v_path, v_limit,
      array['scope', 'max_issues', 'cooldown_minutes', 'requires_note']);
    if (v_limit ->> 'scope' in ('per_visit', 'per_gaming_day', 'per_week', 'per_month')) is not true then
      perform app.invalid(v_path || '.scope', 'oneOf',
        jsonb_build_object('options', 'per_visit, per_gaming_day, per_week, per_month'));
    end if;
    if not app.is_number_between(v_limit -> 'max_issues', 1, 1000, true) then
      perform app.invalid(v_path || '.maxIssues', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 1000));
    end if;
    if coalesce(jsonb_typeof(v_limit -> 'cooldown_minutes'), 'null') <> 'null'
      and not app.is_number_between(v_limit -> 'cooldown_minutes', 1, 44640, true) then
      perform app.invalid(v_path || '.cooldownMinutes', 'cooldown');
    end if;
    if jsonb_typeof(coalesce(v_limit -> 'requires_note', 'false')) <> 'boolean' then
      perform app.invalid(v_path || '.requiresNote', 'trueOrFalse');
    end if;
  end loop;
  if (select count(*) <> count(distinct item ->> 'scope') from jsonb_array_elements(v_limits) item) then
    perform app.invalid('limits', 'eachScopeOnce');
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
    perform app.invalid('eligibility.maxTier', 'maxTierBelow');
  end if;
  if nullif(v_eligibility -> 'min_points_balance', 'null') is not null
    and not app.is_number_between(v_eligibility -> 'min_points_balance', 0, 1000000000, true) then
    perform app.invalid('eligibility.minPointsBalance', 'pointsBetweenOrNothing');
  end if;
  if nullif(v_eligibility -> 'visit_kinds', 'null') is not null and (
    jsonb_typeof(v_eligibility -> 'visit_kinds') = 'array'
      and jsonb_array_length(v_eligibility -> 'visit_kinds') between 1 and 2
    and v_eligibility -> 'visit_kinds' <@ '["rated", "unrated"]'
  ) is not true then
    perform app.invalid('eligibility.visitKinds', 'visitKinds');
  end if;
end;
$$;
comment on function app.require_reward_eligibility(uuid, jsonb) is
  'VALIDATION_FAILED, UNKNOWN_TIER, unless the conditions are sound.';
