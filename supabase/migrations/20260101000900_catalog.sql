-- Catalog: what the casino offers, who may get it, what it costs, and the one door through which it is given.

create type public.reward_family as enum ('points_comp', 'entitlement');
create type public.reward_fulfillment as enum ('immediate', 'voucher', 'external');
create type public.reward_limit_scope as enum ('per_visit', 'per_gaming_day', 'per_week', 'per_month');

create table public.reward_catalog (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  code text not null check (code ~ '^[A-Z][A-Z0-9_]{1,49}$'),
  name text not null check (length(name) between 1 and 100),
  family public.reward_family not null,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
  is_active boolean not null default true,
  fulfillment public.reward_fulfillment,
  ui_tags text[] check (cardinality(ui_tags) <= 10),
  metadata jsonb not null default '{}'::jsonb check (jsonb_typeof(metadata) = 'object'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by_staff_id uuid,
  primary key (casino_id, id),
  unique (casino_id, code),
  foreign key (casino_id, updated_by_staff_id) references public.staff (casino_id, id)
);
comment on table public.reward_catalog is
  'What the casino offers: a points_comp is priced in points, an entitlement goes by tier and is given as a coupon. A definition, not an issue; never deleted, only switched off.';
comment on column public.reward_catalog.code is 'The key that never changes, such as COMP_MEAL_25.';
comment on column public.reward_catalog.kind is 'The leaf of the taxonomy: meal, beverage, match_play ...';
comment on column public.reward_catalog.version is 'Counts the edits of the reward with all that belongs to it.';
create index reward_catalog_active on public.reward_catalog (casino_id, is_active);
create index reward_catalog_updated_by on public.reward_catalog (casino_id, updated_by_staff_id);

create table public.reward_price_points (
  casino_id uuid not null,
  reward_id uuid not null,
  points_cost bigint not null check (points_cost between 1 and 1000000000),
  allow_overdraw boolean not null default false,
  primary key (casino_id, reward_id),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id)
);
comment on table public.reward_price_points is 'What a points_comp costs. With allow_overdraw the balance may go below zero by it, as far as comp_debt_limit_points of the settings.';

create table public.reward_entitlement_tier (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  reward_id uuid not null,
  tier text not null,
  benefit jsonb not null,
  primary key (casino_id, id),
  unique (casino_id, reward_id, tier),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id),
  foreign key (casino_id, tier) references public.loyalty_tier (casino_id, code)
);
comment on table public.reward_entitlement_tier is 'What an entitlement is worth to a tier. A tier without a row gets what the next lower one with a row gets, and nothing where none is lower.';
comment on column public.reward_entitlement_tier.benefit is
  '{instrument_type: match_play | free_play, face_value_cents, required_match_wager_cents, valid_hours (null: as the program says)}.';
create index reward_entitlement_tier_tier on public.reward_entitlement_tier (casino_id, tier);

create table public.reward_limits (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  reward_id uuid not null,
  scope public.reward_limit_scope not null,
  max_issues integer not null default 1 check (max_issues between 1 and 1000),
  cooldown_minutes integer check (cooldown_minutes between 1 and 44640),
  requires_note boolean not null default false,
  primary key (casino_id, id),
  unique (casino_id, reward_id, scope),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id)
);
comment on table public.reward_limits is
  'How often one player may get a reward: max_issues within the scope, and no sooner than cooldown_minutes after the last one.';
comment on column public.reward_limits.scope is
  'The running visit, the gaming day, or the calendar week (from Monday) or month by the casino''s wall clock.';
comment on column public.reward_limits.cooldown_minutes is 'At most 31 days.';

create table public.reward_eligibility (
  casino_id uuid not null,
  reward_id uuid not null,
  min_tier text,
  max_tier text,
  min_points_balance bigint check (min_points_balance >= 0),
  visit_kinds public.visit_kind[] check (cardinality(visit_kinds) > 0),
  primary key (casino_id, reward_id),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id),
  foreign key (casino_id, min_tier) references public.loyalty_tier (casino_id, code),
  foreign key (casino_id, max_tier) references public.loyalty_tier (casino_id, code)
);
comment on table public.reward_eligibility is 'Who may get a reward at all; null is no condition. A reward without a row is open to every enrolled player.';
comment on column public.reward_eligibility.visit_kinds is 'The player must be on a visit of one of these kinds.';
create index reward_eligibility_min_tier on public.reward_eligibility (casino_id, min_tier);
create index reward_eligibility_max_tier on public.reward_eligibility (casino_id, max_tier);

-- ---- Shapes ----------------------------------------------------------------------------------------------------------

create function app.reward_document(p_reward public.reward_catalog)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'code', p_reward.code, 'name', p_reward.name, 'family', p_reward.family, 'kind', p_reward.kind, 'is_active', p_reward.is_active,
    'fulfillment', p_reward.fulfillment, 'ui_tags', to_jsonb(p_reward.ui_tags), 'metadata', p_reward.metadata,
    'price', (
      select jsonb_build_object('points_cost', points_cost, 'allow_overdraw', allow_overdraw)
      from public.reward_price_points where casino_id = p_reward.casino_id and reward_id = p_reward.id
    ),
    'tiers', (
      select coalesce(jsonb_agg(jsonb_build_object('tier', e.tier, 'benefit', e.benefit) order by t.rank), '[]'::jsonb)
      from public.reward_entitlement_tier e
      join public.loyalty_tier t on t.casino_id = e.casino_id and t.code = e.tier
      where e.casino_id = p_reward.casino_id and e.reward_id = p_reward.id
    ),
    'limits', (
      select coalesce(jsonb_agg(jsonb_build_object('scope', scope, 'max_issues', max_issues, 'cooldown_minutes', cooldown_minutes,
        'requires_note', requires_note) order by scope), '[]'::jsonb)
      from public.reward_limits where casino_id = p_reward.casino_id and reward_id = p_reward.id
    ),
    'eligibility', (
      select jsonb_build_object('min_tier', min_tier, 'max_tier', max_tier, 'min_points_balance', min_points_balance, 'visit_kinds', to_jsonb(visit_kinds))
      from public.reward_eligibility where casino_id = p_reward.casino_id and reward_id = p_reward.id
    )
  );
end;
$$;
comment on function app.reward_document(public.reward_catalog) is 'All of a reward that an editor writes: itself, price, tiers, limits and eligibility.';

create function app.reward_json(p_reward public.reward_catalog)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return app.reward_document(p_reward) || jsonb_build_object('id', p_reward.id, 'version', p_reward.version,
    'created_at', p_reward.created_at, 'updated_at', p_reward.updated_at,
    'updated_by_staff_name', app.staff_name(p_reward.casino_id, p_reward.updated_by_staff_id));
end;
$$;
comment on function app.reward_json(public.reward_catalog) is 'A reward as every RPC answers it.';

-- ---- What a reward must be -------------------------------------------------------------------------------------------

create function app.require_known_fields(p_path text, p_object jsonb, p_fields text[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_field text;
begin
  if jsonb_typeof(p_object) is distinct from 'object' then
    perform app.invalid(p_path, 'Give an object.');
  end if;
  for v_field in select jsonb_object_keys(p_object) loop
    if v_field <> all (p_fields) then
      perform app.invalid(left(concat_ws('.', nullif(p_path, 'reward'), app.camel_case(v_field)), 100), 'There is no such field.');
    end if;
  end loop;
end;
$$;
comment on function app.require_known_fields(text, jsonb, text[]) is 'VALIDATION_FAILED unless it is an object with no field but these.';

create function app.require_reward_basics(p_reward jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_known_fields('reward', p_reward, array['code', 'name', 'family', 'kind', 'is_active', 'fulfillment', 'ui_tags',
    'metadata', 'price', 'tiers', 'limits', 'eligibility']);
  if (p_reward ->> 'code' ~ '^[A-Z][A-Z0-9_]{1,49}$') is not true then
    perform app.invalid('code', 'Give 2 to 50 capitals, digits and underscores, a letter first.');
  end if;
  if (jsonb_typeof(p_reward -> 'name') = 'string' and length(btrim(p_reward ->> 'name')) between 1 and 100) is not true then
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
  if jsonb_typeof(p_reward -> 'metadata') is distinct from 'object' or length((p_reward -> 'metadata')::text) > 4000 then
    perform app.invalid('metadata', 'Give a small object, at most 4,000 characters.');
  end if;
end;
$$;
comment on function app.require_reward_basics(jsonb) is 'VALIDATION_FAILED by field, unless what a reward says of itself is sound.';

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
comment on function app.require_reward_price(jsonb) is 'VALIDATION_FAILED unless a comp has a price and an entitlement none.';

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
comment on function app.require_known_tier(uuid, text, jsonb) is 'UNKNOWN_TIER, naming the field, unless it is the code of a tier of the casino.';

create function app.require_benefit(p_path text, p_benefit jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_wager jsonb := p_benefit -> 'required_match_wager_cents';
begin
  perform app.require_known_fields(p_path, p_benefit, array['instrument_type', 'face_value_cents', 'required_match_wager_cents', 'valid_hours']);
  if (p_benefit ->> 'instrument_type' in ('match_play', 'free_play')) is not true then
    perform app.invalid(p_path || '.instrumentType', 'Give one of match_play, free_play.');
  end if;
  if not app.is_number_between(p_benefit -> 'face_value_cents', 1, 100000000, true) then
    perform app.invalid(p_path || '.faceValueCents', 'Give a face value above zero, at most 1,000,000.00.');
  end if;
  if p_benefit ->> 'instrument_type' = 'match_play' and not app.is_number_between(v_wager, 1, 100000000, true) then
    perform app.invalid(p_path || '.requiredMatchWagerCents', 'A match play needs a wager that the player must stake.');
  end if;
  if p_benefit ->> 'instrument_type' = 'free_play' and not app.is_number_between(v_wager, 0, 0, true) then
    perform app.invalid(p_path || '.requiredMatchWagerCents', 'Free play has no match wager; give 0.');
  end if;
  if coalesce(jsonb_typeof(p_benefit -> 'valid_hours'), 'null') <> 'null' and not app.is_number_between(p_benefit -> 'valid_hours', 1, 8784, true) then
    perform app.invalid(p_path || '.validHours', 'Give a validity of 1 to 8,784 hours, or nothing for the program''s.');
  end if;
end;
$$;
comment on function app.require_benefit(text, jsonb) is 'VALIDATION_FAILED by field, unless what a tier gets is sound.';

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
    if v_benefit ->> 'instrument_type' = 'match_play' and v_benefit -> 'required_match_wager_cents' <> v_benefit -> 'face_value_cents' then
      perform app.fail(409, 'MATCH_NOT_EXACT', jsonb_build_object('faceValueCents', v_benefit -> 'face_value_cents',
        'requiredMatchWagerCents', v_benefit -> 'required_match_wager_cents'));
    end if;
  end loop;
end;
$$;
comment on function app.require_exact_benefits(uuid, jsonb) is 'MATCH_NOT_EXACT where the casino wants wager and value of a match play equal and a tier''s are not. The document has been found sound.';

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
comment on function app.require_reward_tiers(uuid, jsonb) is 'VALIDATION_FAILED, UNKNOWN_TIER, unless an entitlement has sound benefits by tier and a comp none.';

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
    perform app.require_known_fields(v_path, v_limit, array['scope', 'max_issues', 'cooldown_minutes', 'requires_note']);
    if (v_limit ->> 'scope' in ('per_visit', 'per_gaming_day', 'per_week', 'per_month')) is not true then
      perform app.invalid(v_path || '.scope', 'Give one of per_visit, per_gaming_day, per_week, per_month.');
    end if;
    if not app.is_number_between(v_limit -> 'max_issues', 1, 1000, true) then
      perform app.invalid(v_path || '.maxIssues', 'Give a whole number from 1 to 1000.');
    end if;
    if coalesce(jsonb_typeof(v_limit -> 'cooldown_minutes'), 'null') <> 'null' and not app.is_number_between(v_limit -> 'cooldown_minutes', 1, 44640, true) then
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
comment on function app.require_reward_limits(jsonb) is 'VALIDATION_FAILED by field, unless the limits are sound, one a scope.';

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
  perform app.require_known_fields('eligibility', v_eligibility, array['min_tier', 'max_tier', 'min_points_balance', 'visit_kinds']);
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
    perform app.invalid('eligibility.minPointsBalance', 'Give a whole number of points from 0 to 1000000000, or nothing.');
  end if;
  if nullif(v_eligibility -> 'visit_kinds', 'null') is not null and (
    jsonb_typeof(v_eligibility -> 'visit_kinds') = 'array' and jsonb_array_length(v_eligibility -> 'visit_kinds') between 1 and 2
    and v_eligibility -> 'visit_kinds' <@ '["rated", "unrated"]'
  ) is not true then
    perform app.invalid('eligibility.visitKinds', 'Give rated, unrated or both, or nothing.');
  end if;
end;
$$;
comment on function app.require_reward_eligibility(uuid, jsonb) is 'VALIDATION_FAILED, UNKNOWN_TIER, unless the conditions are sound.';

-- ---- Writing the catalog ---------------------------------------------------------------------------------------------

create function app.write_reward_parts(p_casino_id uuid, p_reward_id uuid, p_reward jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_eligibility jsonb := nullif(p_reward -> 'eligibility', 'null');
begin
  delete from public.reward_price_points where casino_id = p_casino_id and reward_id = p_reward_id;
  delete from public.reward_entitlement_tier where casino_id = p_casino_id and reward_id = p_reward_id;
  delete from public.reward_limits where casino_id = p_casino_id and reward_id = p_reward_id;
  delete from public.reward_eligibility where casino_id = p_casino_id and reward_id = p_reward_id;

  insert into public.reward_price_points (casino_id, reward_id, points_cost, allow_overdraw)
  select p_casino_id, p_reward_id, (price ->> 'points_cost')::bigint, coalesce((price ->> 'allow_overdraw')::boolean, false)
  from (select nullif(p_reward -> 'price', 'null') as price) given
  where price is not null;
  insert into public.reward_entitlement_tier (casino_id, reward_id, tier, benefit)
  select p_casino_id, p_reward_id, tier ->> 'tier', '{"valid_hours": null}' || (tier -> 'benefit')
  from jsonb_array_elements(p_reward -> 'tiers') tier;
  insert into public.reward_limits (casino_id, reward_id, scope, max_issues, cooldown_minutes, requires_note)
  select p_casino_id, p_reward_id, (item ->> 'scope')::public.reward_limit_scope, (item ->> 'max_issues')::integer,
    (item ->> 'cooldown_minutes')::integer, coalesce((item ->> 'requires_note')::boolean, false)
  from jsonb_array_elements(p_reward -> 'limits') item;
  insert into public.reward_eligibility (casino_id, reward_id, min_tier, max_tier, min_points_balance, visit_kinds)
  select p_casino_id, p_reward_id, v_eligibility ->> 'min_tier', v_eligibility ->> 'max_tier', (v_eligibility ->> 'min_points_balance')::bigint,
    case when jsonb_typeof(v_eligibility -> 'visit_kinds') = 'array' then
      array(select distinct kind::public.visit_kind from jsonb_array_elements_text(v_eligibility -> 'visit_kinds') kind order by 1) end
  where v_eligibility is not null and jsonb_strip_nulls(v_eligibility) <> '{}';
end;
$$;
comment on function app.write_reward_parts(uuid, uuid, jsonb) is 'Makes price, tiers, limits and eligibility of a reward what its document says. The document has been found sound.';

create function app.lock_reward(p_ctx app.rls_context, p_reward_id uuid, p_expected_version integer)
returns public.reward_catalog
language plpgsql
set search_path = ''
as $$
declare
  v_reward public.reward_catalog;
begin
  select * into v_reward from public.reward_catalog
  where casino_id = p_ctx.casino_id and id = p_reward_id
  for no key update;
  if not found then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  if v_reward.version is distinct from p_expected_version then
    perform app.fail(409, 'REWARD_CHANGED', jsonb_build_object('version', v_reward.version, 'at', v_reward.updated_at,
      'staffName', app.staff_name(v_reward.casino_id, v_reward.updated_by_staff_id)));
  end if;
  return v_reward;
end;
$$;
comment on function app.lock_reward(app.rls_context, uuid, integer) is
  'Locks a reward for an edit. REWARD_NOT_FOUND; REWARD_CHANGED, with who and when, when somebody else edited since the expected version.';

create function public.rpc_upsert_reward(
  p_reward jsonb,
  p_idempotency_key text,
  p_reward_id uuid default null,
  p_expected_version integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.reward_catalog;
  v_before_json jsonb;
  v_document jsonb := '{"is_active": true, "metadata": {}, "tiers": [], "limits": []}';
  v_reward public.reward_catalog;
begin
  perform app.require_capability(v_ctx, 'catalog.write');
  if jsonb_typeof(p_reward) is distinct from 'object' or p_reward = '{}'::jsonb then
    perform app.invalid('reward', 'Give an object with at least one field.');
  end if;
  v_hash := app.request_hash('upsert_reward', jsonb_build_array(p_reward, p_reward_id, p_expected_version));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  if p_reward_id is not null then
    v_before := app.lock_reward(v_ctx, p_reward_id, p_expected_version);
    v_before_json := app.reward_json(v_before);
    v_document := app.reward_document(v_before);
    if v_document || jsonb_build_object('code', coalesce(p_reward -> 'code', v_document -> 'code'),
      'family', coalesce(p_reward -> 'family', v_document -> 'family')) <> v_document then
      perform app.invalid(case when p_reward -> 'code' <> v_document -> 'code' then 'code' else 'family' end, 'Code and family stay as they were made.');
    end if;
  end if;
  v_document := v_document || p_reward;
  -- A tier that this reward names stays until it is written: who takes tiers away waits here, or is waited for.
  perform 1 from public.loyalty_tier where casino_id = v_ctx.casino_id order by id for key share;
  perform app.require_reward_basics(v_document);
  perform app.require_reward_price(v_document);
  perform app.require_reward_tiers(v_ctx.casino_id, v_document);
  perform app.require_reward_limits(v_document);
  perform app.require_reward_eligibility(v_ctx.casino_id, v_document);
  -- A reward that is inexact since before the setting can still be renamed and switched off, but not made anew so.
  if v_before.id is null or not (v_document -> 'tiers' <@ (v_before_json -> 'tiers') and v_document -> 'tiers' @> (v_before_json -> 'tiers'))
    or ((v_document ->> 'is_active')::boolean and not v_before.is_active) then
    perform app.require_exact_benefits(v_ctx.casino_id, v_document);
  end if;

  v_reward := app.write_reward(v_ctx, v_before, v_document);
  return app.complete_intent(v_ctx, 'catalog.upsert_reward', 'reward', v_reward.id, v_before_json, app.reward_json(v_reward),
    p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_upsert_reward(jsonb, text, uuid, integer, uuid) is
  'Makes a reward, or changes the fields given of one, with price, tiers, limits and eligibility, all or nothing: {code, name, family, kind, is_active, fulfillment, ui_tags, metadata, price: {points_cost, allow_overdraw} | null, tiers: [{tier, benefit: {instrument_type, face_value_cents, required_match_wager_cents, valid_hours}}], limits: [{scope, max_issues, cooldown_minutes, requires_note}], eligibility: {min_tier, max_tier, min_points_balance, visit_kinds} | null}. A list that is given replaces the list. Changing needs the version it was read at; code and family never change. Answers the reward and is_existing. Capability catalog.write. VALIDATION_FAILED, UNKNOWN_TIER, MATCH_NOT_EXACT, REWARD_NOT_FOUND, REWARD_CHANGED (detail: version, at, staffName), REWARD_CODE_TAKEN.';

create function app.write_reward(p_ctx app.rls_context, p_before public.reward_catalog, p_document jsonb)
returns public.reward_catalog
language plpgsql
set search_path = ''
as $$
declare
  v_reward public.reward_catalog;
  v_tags text[] := case when jsonb_typeof(p_document -> 'ui_tags') = 'array' then
    array(select btrim(tag) from jsonb_array_elements_text(p_document -> 'ui_tags') tag) end;
begin
  insert into public.reward_catalog (casino_id, id, code, name, family, kind, is_active, fulfillment, ui_tags, metadata, version, created_at, updated_by_staff_id)
  values (p_ctx.casino_id, coalesce(p_before.id, app.uuid_v7()), p_document ->> 'code', btrim(p_document ->> 'name'),
    (p_document ->> 'family')::public.reward_family, p_document ->> 'kind', (p_document ->> 'is_active')::boolean,
    (p_document ->> 'fulfillment')::public.reward_fulfillment, v_tags, p_document -> 'metadata', coalesce(p_before.version, 0) + 1,
    coalesce(p_before.created_at, now()), p_ctx.staff_id)
  on conflict (casino_id, code) do update
  set name = excluded.name, kind = excluded.kind, is_active = excluded.is_active, fulfillment = excluded.fulfillment, ui_tags = excluded.ui_tags,
    metadata = excluded.metadata, version = excluded.version, updated_at = now(), updated_by_staff_id = excluded.updated_by_staff_id
  where reward_catalog.id = excluded.id
  returning * into v_reward;
  if not found then
    perform app.fail(409, 'REWARD_CODE_TAKEN');
  end if;
  perform app.write_reward_parts(p_ctx.casino_id, v_reward.id, p_document);
  return v_reward;
end;
$$;
comment on function app.write_reward(app.rls_context, public.reward_catalog, jsonb) is
  'Writes a sound document: as a new reward (p_before without id), or over the one before. REWARD_CODE_TAKEN when another reward has the code.';

create function public.rpc_list_rewards(p_is_active boolean default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'floor.read');
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(app.reward_json(r) order by r.is_active desc, r.family, r.kind, lower(r.name), r.id)
    from public.reward_catalog r
    where r.casino_id = v_ctx.casino_id and (p_is_active is null or r.is_active = p_is_active)
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_rewards(boolean) is 'The whole catalog, or what is switched on or off of it: {items}, active ones first. Capability floor.read.';

create function public.rpc_get_reward(p_reward_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_reward public.reward_catalog;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_reward from public.reward_catalog where casino_id = v_ctx.casino_id and id = p_reward_id;
  if not found then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  return app.reward_json(v_reward);
end;
$$;
comment on function public.rpc_get_reward(uuid) is 'One reward with price, tiers, limits and eligibility. Capability floor.read. REWARD_NOT_FOUND.';

-- ---- Who may get what now --------------------------------------------------------------------------------------------

create function app.limit_windows(p_casino_id uuid, p_visit_started_at timestamptz, p_at timestamptz default now())
returns table (scope public.reward_limit_scope, starts_at timestamptz, ends_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text;
  v_start time;
  v_gaming_day date;
  v_today date;
  v_monday date;
  v_first date;
begin
  select time_zone, gaming_day_start into v_zone, v_start from public.casino_settings where casino_id = p_casino_id;
  v_gaming_day := app.local_gaming_day(p_at, v_zone, v_start);
  -- The calendar day is a gaming day that starts at midnight: right where the clocks skip or repeat that hour, too.
  v_today := app.local_gaming_day(p_at, v_zone, '00:00');
  v_monday := v_today - (extract(isodow from v_today)::integer - 1);
  v_first := v_today - (extract(day from v_today)::integer - 1);
  return query values
    ('per_visit'::public.reward_limit_scope, p_visit_started_at, null::timestamptz),
    ('per_gaming_day', app.local_gaming_day_start(v_gaming_day, v_zone, v_start), app.local_gaming_day_start(v_gaming_day + 1, v_zone, v_start)),
    ('per_week', app.local_gaming_day_start(v_monday, v_zone, '00:00'), app.local_gaming_day_start(v_monday + 7, v_zone, '00:00')),
    ('per_month', app.local_gaming_day_start(v_first, v_zone, '00:00'),
      app.local_gaming_day_start((v_first + interval '1 month')::date, v_zone, '00:00'));
end;
$$;
comment on function app.limit_windows(uuid, timestamptz, timestamptz) is
  'From when until when each scope of a limit counts at an instant: the running visit (open-ended), the gaming day, and the calendar week from Monday and month by the casino''s wall clock.';

create function app.last_in_line(p_coupon public.promo_coupon)
returns public.promo_coupon_status
language plpgsql
stable
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon := p_coupon;
begin
  while v_coupon.status = 'replaced' loop
    select * into v_coupon from public.promo_coupon where casino_id = p_coupon.casino_id and id = v_coupon.replacement_coupon_id;
  end loop;
  return v_coupon.status;
end;
$$;
comment on function app.last_in_line(public.promo_coupon) is 'What became in the end of a coupon: its own status, or that of the last of its replacements.';

create function app.reward_uses(p_casino_id uuid, p_player_id uuid, p_since timestamptz)
returns table (reward_id uuid, at timestamptz, visit_id uuid)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  -- A redemption that was reversed and a coupon that was voided were not given. A replacement is not given anew.
  return query
  select e.reward_id, e.created_at, e.visit_id
  from public.loyalty_ledger e
  where e.casino_id = p_casino_id and e.player_id = p_player_id and e.reward_id is not null and e.created_at >= p_since and e.reason = 'redemption'
    and app.reversal_id(e) is null
  union all
  select c.reward_id, c.issued_at, c.visit_id
  from public.promo_coupon c
  where c.casino_id = p_casino_id and c.player_id = p_player_id and c.reward_id is not null and c.issued_at >= p_since
    and c.replaces_coupon_id is null and c.status <> 'voided' and (c.status <> 'replaced' or app.last_in_line(c) <> 'voided');
end;
$$;
comment on function app.reward_uses(uuid, uuid, timestamptz) is 'When a player was given which reward, and on which visit, since an instant: what the limits count.';

create type app.reward_offer as (
  reward_id uuid,
  code text,
  name text,
  family public.reward_family,
  kind text,
  fulfillment public.reward_fulfillment,
  ui_tags text[],
  version integer,
  is_active boolean,
  requires_note boolean,
  points_cost bigint,
  allow_overdraw boolean,
  debt_limit_points bigint,
  balance bigint,
  balance_after bigint,
  tier text,
  instrument_type public.promo_type_enum,
  face_value_cents bigint,
  required_match_wager_cents bigint,
  valid_hours integer,
  promo_program_id uuid,
  remaining jsonb,
  unmet text[],
  reasons text[],
  eligible boolean,
  next_eligible_at timestamptz
);
comment on type app.reward_offer is
  'A reward as one player could get it now. reasons: the codes that issuing it would refuse with, the first one first; none: it would be issued. unmet: which conditions NOT_ELIGIBLE stands for. debt_limit_points: how far below zero a comp may take the balance.';

create function app.reward_offers(
  p_ctx app.rls_context,
  p_loyalty public.player_loyalty,
  p_visit public.visit,
  p_is_excluded boolean,
  p_reward_id uuid default null
)
returns setof app.reward_offer
language plpgsql
stable
set search_path = ''
-- The one plan serves a list and a single reward alike, and making one takes longer than the query.
set plan_cache_mode = force_generic_plan
as $$
declare
  v_rank integer := (select rank from public.loyalty_tier where casino_id = p_ctx.casino_id and code = p_loyalty.tier);
  v_exact_match boolean := (select promo_require_exact_match from public.casino_settings where casino_id = p_ctx.casino_id);
  v_debt_limit bigint := (select comp_debt_limit_points from public.casino_settings where casino_id = p_ctx.casino_id);
begin
  return query
  with win as materialized (
    select * from app.limit_windows(p_ctx.casino_id, p_visit.started_at)
  ),
  used as (
    -- How often and when last, as far back as any window or cooldown reaches. Hours and not days: a day is longer or shorter
    -- where the clocks change, a cooldown is not.
    select u.reward_id, win.scope, max(u.at) as last_at,
      count(*) filter (where case when win.scope = 'per_visit' then u.visit_id = p_visit.id else u.at >= win.starts_at end) as times
    from app.reward_uses(p_ctx.casino_id, p_loyalty.player_id, (select least(min(starts_at), now() - interval '744 hours') from win)) u
    cross join win
    where p_reward_id is null or u.reward_id = p_reward_id
    group by u.reward_id, win.scope
  ),
  limited as (
    select l.reward_id, bool_or(l.requires_note) as requires_note, bool_or(l.scope = 'per_visit') as is_per_visit,
      bool_or(l.max_issues <= used.times) as is_reached,
      bool_or(l.max_issues <= used.times and win.ends_at is null) as is_reached_for_good,
      max(win.ends_at) filter (where l.max_issues <= used.times) as reached_until,
      max(used.last_at + make_interval(mins => l.cooldown_minutes)) as cooling_until,
      jsonb_agg(jsonb_build_object('scope', l.scope, 'max_issues', l.max_issues, 'left', greatest(0, l.max_issues - coalesce(used.times, 0)))
        order by l.scope) as remaining
    from public.reward_limits l
    join win on win.scope = l.scope
    left join used on used.reward_id = l.reward_id and used.scope = l.scope
    where l.casino_id = p_ctx.casino_id and (p_reward_id is null or l.reward_id = p_reward_id)
    group by l.reward_id
  ),
  benefits as (
    -- The tier's own, or the next lower one's: a tier added above others takes nothing from who is lifted into it.
    select distinct on (own.reward_id) own.reward_id, own.benefit
    from public.reward_entitlement_tier own
    join public.loyalty_tier t on t.casino_id = own.casino_id and t.code = own.tier
    where own.casino_id = p_ctx.casino_id and (p_reward_id is null or own.reward_id = p_reward_id) and t.rank <= v_rank
    order by own.reward_id, t.rank desc
  ),
  offered as (
    select r, price.points_cost, price.allow_overdraw,
      case when price.allow_overdraw then v_debt_limit when price.points_cost is not null then 0 end as debt_limit, e.benefit, lim.is_reached, lim.is_reached_for_good, lim.reached_until,
      lim.cooling_until, coalesce(lim.requires_note, false) as requires_note, coalesce(lim.remaining, '[]'::jsonb) as remaining,
      case when r.family = 'entitlement' then program.id end as program_id,
      coalesce((e.benefit ->> 'valid_hours')::integer, program.valid_hours) as valid_hours,
      array_remove(array[
        case when v_rank < lowest.rank then 'min_tier' end,
        case when v_rank > highest.rank then 'max_tier' end,
        case when p_loyalty.balance < g.min_points_balance then 'min_points_balance' end,
        case when g.visit_kinds is not null and (p_visit.kind = any (g.visit_kinds)) is not true then 'visit_kind' end,
        case when lim.is_per_visit and p_visit.id is null then 'no_visit' end,
        case when r.family = 'entitlement' and e.benefit is null then 'no_benefit' end
      ], null) as unmet
    from public.reward_catalog r
    left join public.reward_price_points price on price.casino_id = r.casino_id and price.reward_id = r.id
    left join benefits e on e.reward_id = r.id
    left join public.reward_eligibility g on g.casino_id = r.casino_id and g.reward_id = r.id
    left join public.loyalty_tier lowest on lowest.casino_id = r.casino_id and lowest.code = g.min_tier
    left join public.loyalty_tier highest on highest.casino_id = r.casino_id and highest.code = g.max_tier
    left join limited lim on lim.reward_id = r.id
    left join lateral (
      -- The coupon carries the tier's figures; the program it is filed under is the one whose value comes nearest.
      select pr.id, pr.valid_hours from public.promo_program pr
      where pr.casino_id = r.casino_id and pr.promo_type = (e.benefit ->> 'instrument_type')::public.promo_type_enum
        and pr.status = 'active' and pr.start_at <= now() and (pr.end_at is null or pr.end_at > now())
      order by abs(pr.face_value_cents - (e.benefit ->> 'face_value_cents')::bigint), pr.start_at desc, pr.id desc
      limit 1
    ) program on true
    where r.casino_id = p_ctx.casino_id and case when p_reward_id is null then r.is_active else r.id = p_reward_id end
  ),
  judged as (
    select o.*, array_remove(array[
        case when p_is_excluded then 'PLAYER_EXCLUDED' end,
        case when o.unmet <> '{}' then 'NOT_ELIGIBLE' end,
        case when o.is_reached then 'LIMIT_REACHED' end,
        case when o.cooling_until > now() then 'COOLDOWN_ACTIVE' end,
        case when p_loyalty.balance - o.points_cost < -o.debt_limit then 'INSUFFICIENT_POINTS' end,
        case when o.benefit is not null and o.program_id is null then 'NO_ACTIVE_PROGRAM' end,
        case when v_exact_match and o.benefit ->> 'instrument_type' = 'match_play'
          and o.benefit -> 'required_match_wager_cents' <> o.benefit -> 'face_value_cents' then 'MATCH_NOT_EXACT' end
      ], null) as reasons
    from offered o
  )
  select (j.r).id, (j.r).code, (j.r).name, (j.r).family, (j.r).kind, (j.r).fulfillment, (j.r).ui_tags, (j.r).version, (j.r).is_active,
    j.requires_note,
    j.points_cost, j.allow_overdraw, j.debt_limit, p_loyalty.balance, p_loyalty.balance - coalesce(j.points_cost, 0), p_loyalty.tier,
    (j.benefit ->> 'instrument_type')::public.promo_type_enum, (j.benefit ->> 'face_value_cents')::bigint,
    (j.benefit ->> 'required_match_wager_cents')::bigint, j.valid_hours, j.program_id, j.remaining, j.unmet, j.reasons, j.reasons = '{}',
    -- A time is promised only where time alone stands in the way.
    case when j.reasons <> '{}' and j.reasons <@ array['LIMIT_REACHED', 'COOLDOWN_ACTIVE'] and j.is_reached_for_good is not true
      then greatest(j.reached_until, case when j.cooling_until > now() then j.cooling_until end) end
  from judged j
  order by (j.r).family, (j.r).kind, lower((j.r).name), (j.r).id;
end;
$$;
comment on function app.reward_offers(app.rls_context, public.player_loyalty, public.visit, boolean, uuid) is
  'The active rewards, or the one given whether active or not, as a player with this standing, on this visit (an empty row for none), could get them now. Both the list on the screen and the issuing itself go by it.';

create function app.reward_visit(p_ctx app.rls_context, p_player_id uuid, p_visit_id uuid, p_rating_slip_id uuid default null)
returns public.visit
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
  v_visit public.visit;
begin
  if p_rating_slip_id is not null then
    select * into v_slip from public.rating_slip where casino_id = p_ctx.casino_id and id = p_rating_slip_id;
    if not found then
      perform app.fail(404, 'SLIP_NOT_FOUND');
    end if;
    if v_slip.player_id <> p_player_id or v_slip.visit_id <> p_visit_id then
      perform app.fail(409, 'PLAYER_MISMATCH');
    end if;
    if v_slip.status = 'closed' then
      perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
    end if;
  end if;
  if coalesce(p_visit_id, v_slip.visit_id) is null then
    -- Whoever is in the house is on a visit, said or not: a limit per visit can't be passed by leaving it out.
    select * into v_visit from public.visit where casino_id = p_ctx.casino_id and player_id = p_player_id and ended_at is null;
    return v_visit;
  end if;
  select * into v_visit from public.visit where casino_id = p_ctx.casino_id and id = coalesce(p_visit_id, v_slip.visit_id);
  if not found then
    perform app.fail(404, 'VISIT_NOT_FOUND');
  end if;
  if v_visit.player_id <> p_player_id then
    perform app.fail(409, 'PLAYER_MISMATCH');
  end if;
  if v_visit.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_visit.ended_at));
  end if;
  return v_visit;
end;
$$;
comment on function app.reward_visit(app.rls_context, uuid, uuid, uuid) is
  'The visit a reward is given on: the one named, the slip''s, or the player''s running one; an empty row when there is none. VISIT_NOT_FOUND, VISIT_ENDED, SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_MISMATCH.';

create function public.rpc_list_reward_offers(p_player_id uuid, p_visit_id uuid default null)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_loyalty public.player_loyalty;
  v_visit public.visit;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  select * into v_loyalty from public.player_loyalty where casino_id = v_ctx.casino_id and player_id = p_player_id;
  if not found then
    perform app.fail(409, 'PLAYER_NOT_ENROLLED', jsonb_build_object('playerId', p_player_id));
  end if;
  v_visit := app.reward_visit(v_ctx, p_player_id, p_visit_id);
  -- Written as text once: as jsonb, 200 offers would be taken apart and put together again for as long as the query takes.
  return json_build_object(
    'player_id', p_player_id, 'visit_id', v_visit.id, 'balance', v_loyalty.balance, 'tier', v_loyalty.tier,
    'tier_name', (select name from public.loyalty_tier where casino_id = v_ctx.casino_id and code = v_loyalty.tier), 'as_of', now(),
    'items', (
      select coalesce(jsonb_agg(to_jsonb(o) || jsonb_build_object('conditions', case when o.unmet <> '{}' then (
        -- Told where one of them is not met, so that the screen can say which players it is for.
        select jsonb_build_object(
          'min_tier_name', (select name from public.loyalty_tier where casino_id = g.casino_id and code = g.min_tier),
          'max_tier_name', (select name from public.loyalty_tier where casino_id = g.casino_id and code = g.max_tier),
          'min_points_balance', g.min_points_balance, 'visit_kinds', g.visit_kinds)
        from public.reward_eligibility g
        where g.casino_id = v_ctx.casino_id and g.reward_id = o.reward_id
      ) end)), '[]'::jsonb)
      from app.reward_offers(v_ctx, v_loyalty, v_visit, app.is_player_excluded(v_ctx, p_player_id)) o
    )
  );
end;
$$;
comment on function public.rpc_list_reward_offers(uuid, uuid) is
  'Every active reward as the player could get it now, on the visit given or the running one: {player_id, visit_id, balance, tier, tier_name, as_of, items: [{reward_id, code, name, family, kind, eligible, reasons (codes), unmet, points_cost, balance, balance_after, face_value_cents, required_match_wager_cents, valid_hours, remaining: [{scope, max_issues, left}], next_eligible_at, requires_note, conditions (where one is not met), ...}]}. A no is data, not an error. Capability floor.read. PLAYER_NOT_FOUND, PLAYER_NOT_ENROLLED, VISIT_NOT_FOUND, VISIT_ENDED, PLAYER_MISMATCH.';

create function public.rpc_preview_reward(p_reward_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit constant integer := 500;
  v_preview jsonb;
begin
  perform app.require_capability(v_ctx, 'catalog.write');
  if not exists (select 1 from public.reward_catalog where casino_id = v_ctx.casino_id and id = p_reward_id) then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  with arrived as materialized (
    select v from public.visit v
    where v.casino_id = v_ctx.casino_id and v.ended_at is null
    order by v.started_at desc, v.id
    limit v_limit
  ),
  house as (
    -- Looked up one by one and not joined: for a casino the statistics have not heard of yet, a join pairs all with all.
    select v, (select l from public.player_loyalty l where l.casino_id = (v).casino_id and l.player_id = (v).player_id) as l,
      (select first_name || ' ' || last_name from public.player where casino_id = (v).casino_id and id = (v).player_id) as player_name
    from arrived
  ),
  judged as (
    select (h.v).player_id, h.player_name, (select name from public.loyalty_tier where casino_id = (h.v).casino_id and code = o.tier) as tier_name,
      o.tier, o.balance, o.points_cost, o.face_value_cents, o.required_match_wager_cents,
      o.reasons = '{}' as eligible,
      -- Beside a list of who could, a count of the excluded would name them in a small house.
      case when cardinality(o.reasons) > 0 then replace(o.reasons[1], 'PLAYER_EXCLUDED', 'NOT_ELIGIBLE') end as reason
    from house h
    cross join lateral app.reward_offers(v_ctx, h.l, h.v, app.is_player_excluded(v_ctx, (h.v).player_id), p_reward_id) o
    where (h.l).player_id is not null
    union all
    select (h.v).player_id, h.player_name, null, null, null, null, null, null, false, 'PLAYER_NOT_ENROLLED' from house h where (h.l).player_id is null
  )
  select jsonb_build_object('player_count', count(*), 'eligible_count', count(*) filter (where eligible),
    'reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('code', reason, 'count', n) order by n desc, reason), '[]'::jsonb)
      from (select reason, count(*) as n from judged where not eligible group by reason) counted
    ),
    'items', coalesce(jsonb_agg(to_jsonb(judged) - 'eligible' - 'reason' order by player_name, player_id) filter (where eligible), '[]'::jsonb))
  into v_preview
  from judged;
  return v_preview || jsonb_build_object('reward_id', p_reward_id, 'as_of', now(), 'is_partial',
    exists (select from public.visit where casino_id = v_ctx.casino_id and ended_at is null offset v_limit));
end;
$$;
comment on function public.rpc_preview_reward(uuid) is
  'Who in the house (players on a running visit, the last 500 that came) could get a reward now, were it active: {reward_id, as_of, player_count, eligible_count, is_partial, reasons: [{code, count}] of the others (an exclusion counts as NOT_ELIGIBLE), items: [{player_id, player_name, tier, tier_name, balance, points_cost, face_value_cents, required_match_wager_cents}]}. Capability catalog.write. REWARD_NOT_FOUND.';

-- ---- The one door ----------------------------------------------------------------------------------------------------

create type app.reward_request as (
  reward_id uuid,
  player_id uuid,
  visit_id uuid,
  rating_slip_id uuid,
  note text,
  expected_points_cost bigint,
  expected_face_value_cents bigint,
  expected_required_match_wager_cents bigint,
  expected_valid_hours integer
);
comment on type app.reward_request is 'What is to be given to whom, and the figures the issuer saw; those that are null are not compared.';

create function app.require_offer(p_ctx app.rls_context, p_request app.reward_request, p_offer app.reward_offer)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit jsonb;
begin
  if not p_offer.is_active then
    perform app.fail(409, 'REWARD_INACTIVE');
  end if;
  if p_request.expected_points_cost <> p_offer.points_cost or p_request.expected_face_value_cents <> p_offer.face_value_cents
    or p_request.expected_required_match_wager_cents <> p_offer.required_match_wager_cents or p_request.expected_valid_hours <> p_offer.valid_hours
  then
    perform app.fail(409, 'OFFER_CHANGED', jsonb_build_object('pointsCost', p_offer.points_cost, 'faceValueCents', p_offer.face_value_cents,
      'requiredMatchWagerCents', p_offer.required_match_wager_cents, 'validHours', p_offer.valid_hours));
  end if;
  if p_offer.reasons = '{}' then
    if p_offer.requires_note and p_request.note is null then
      perform app.fail(422, 'NOTE_REQUIRED');
    end if;
    return;
  end if;
  select item into v_limit from jsonb_array_elements(p_offer.remaining) item where (item ->> 'left')::integer = 0 limit 1;
  perform app.fail(409, p_offer.reasons[1], case p_offer.reasons[1]
    when 'NOT_ELIGIBLE' then jsonb_build_object('unmet', to_jsonb(p_offer.unmet))
    when 'LIMIT_REACHED' then jsonb_build_object('scope', v_limit -> 'scope', 'maxIssues', v_limit -> 'max_issues', 'nextEligibleAt', p_offer.next_eligible_at)
    when 'COOLDOWN_ACTIVE' then jsonb_build_object('nextEligibleAt', p_offer.next_eligible_at)
    when 'INSUFFICIENT_POINTS' then jsonb_strip_nulls(jsonb_build_object('balance', p_offer.balance, 'pointsCost', p_offer.points_cost,
      'debtLimitPoints', case when p_offer.allow_overdraw then p_offer.debt_limit_points end))
    when 'NO_ACTIVE_PROGRAM' then jsonb_build_object('instrumentType', p_offer.instrument_type)
    when 'MATCH_NOT_EXACT' then jsonb_build_object('faceValueCents', p_offer.face_value_cents, 'requiredMatchWagerCents', p_offer.required_match_wager_cents)
    else '{}'::jsonb
  end);
end;
$$;
comment on function app.require_offer(app.rls_context, app.reward_request, app.reward_offer) is
  'REWARD_INACTIVE; OFFER_CHANGED, with the figures as they are, when they are not those the issuer saw; else the first reason against the offer, with its facts; else NOTE_REQUIRED.';

create function app.reward_metadata(p_offer app.reward_offer, p_note text)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_strip_nulls(jsonb_build_object('reward_id', p_offer.reward_id, 'reward_code', p_offer.code, 'reward_name', p_offer.name,
    'reward_kind', p_offer.kind, 'reward_version', p_offer.version, 'tier', p_offer.tier, 'points_cost', p_offer.points_cost,
    'face_value_cents', p_offer.face_value_cents, 'required_match_wager_cents', p_offer.required_match_wager_cents, 'note', p_note));
end;
$$;
comment on function app.reward_metadata(app.reward_offer, text) is 'The reward as it was when it was given, for the entry or the coupon to keep.';

create function app.give_comp(p_ctx app.rls_context, p_request app.reward_request, p_visit_id uuid, p_offer app.reward_offer, p_key text, p_hash bytea)
returns public.loyalty_ledger
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  v_entry.player_id := p_request.player_id;
  v_entry.visit_id := p_visit_id;
  v_entry.rating_slip_id := p_request.rating_slip_id;
  v_entry.points := -p_offer.points_cost;
  v_entry.reason := 'redemption';
  v_entry.note := p_request.note;
  v_entry.reward_id := p_offer.reward_id;
  v_entry.metadata := app.reward_metadata(p_offer, p_request.note);
  v_entry.idempotency_key := p_key;
  v_entry.request_hash := p_hash;
  v_entry := app.post_ledger_entry(p_ctx, v_entry, 'catalog.issue_reward');
  if v_entry.id is null then
    -- A posting of another kind took the key meanwhile.
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return v_entry;
end;
$$;
comment on function app.give_comp(app.rls_context, app.reward_request, uuid, app.reward_offer, text, bytea) is
  'Debits the ledger by the price of the offer. IDEMPOTENCY_KEY_REUSED when another kind of operation has the key.';

create function app.give_entitlement(p_ctx app.rls_context, p_request app.reward_request, p_visit_id uuid, p_offer app.reward_offer)
returns public.promo_coupon
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
begin
  v_coupon.promo_program_id := p_offer.promo_program_id;
  v_coupon.player_id := p_request.player_id;
  v_coupon.visit_id := p_visit_id;
  v_coupon.face_value_cents := p_offer.face_value_cents;
  v_coupon.required_match_wager_cents := p_offer.required_match_wager_cents;
  v_coupon.expires_at := now() + make_interval(hours => p_offer.valid_hours);
  v_coupon.valid_until := v_coupon.expires_at;
  v_coupon.reward_id := p_offer.reward_id;
  v_coupon.metadata := app.reward_metadata(p_offer, p_request.note);
  v_coupon := app.insert_promo_coupon(p_ctx, v_coupon);
  perform app.emit_coupon_event(p_ctx, 'promo.coupon_issued', v_coupon);
  return v_coupon;
end;
$$;
comment on function app.give_entitlement(app.rls_context, app.reward_request, uuid, app.reward_offer) is
  'Issues the coupon of the offer: the tier''s value, wager and validity, not the program''s.';

create function app.reward_for_request(p_ctx app.rls_context, p_request app.reward_request)
returns public.reward_catalog
language plpgsql
stable
set search_path = ''
as $$
declare
  v_reward public.reward_catalog;
begin
  select * into v_reward from public.reward_catalog where casino_id = p_ctx.casino_id and id = p_request.reward_id;
  if not found then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  if not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_request.player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return v_reward;
end;
$$;
comment on function app.reward_for_request(app.rls_context, app.reward_request) is 'The reward that is asked for, of the caller''s casino. REWARD_NOT_FOUND, PLAYER_NOT_FOUND.';

create function app.issue_reward(p_ctx app.rls_context, p_request app.reward_request, p_idempotency_key text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_hash bytea := app.request_hash('issue_reward', to_jsonb(p_request));
  v_answer jsonb := app.claim_intent(p_ctx, p_idempotency_key, v_hash);
  v_reward public.reward_catalog;
  v_visit public.visit;
  v_limit integer;
  v_loyalty public.player_loyalty;
  v_offer app.reward_offer;
  v_entry public.loyalty_ledger;
  v_coupon public.promo_coupon;
begin
  if v_answer ? 'family' then
    return v_answer || jsonb_build_object('balance', (
      select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_request.player_id));
  elsif v_answer is not null then
    -- The answer to a comp stands in its entry.
    return app.find_ledger_replay(p_ctx, p_idempotency_key, v_hash) || '{"family": "points_comp", "coupon": null}';
  end if;
  -- Rewards and players stay for good; all that can change is asked under the lock.
  v_reward := app.reward_for_request(p_ctx, p_request);
  -- The rate of one person counts entries of the ledger; coupons are watched by the alert for spikes.
  if v_reward.family = 'points_comp' then
    select rewards_per_staff_per_minute into v_limit from public.casino_settings where casino_id = p_ctx.casino_id;
  end if;
  perform app.lock_reward_rate(p_ctx, v_limit);
  v_loyalty := app.lock_player_loyalty(p_ctx, p_request.player_id);
  v_visit := app.reward_visit(p_ctx, p_request.player_id, p_request.visit_id, p_request.rating_slip_id);
  if app.is_player_excluded(p_ctx, p_request.player_id) then
    return app.refuse_on_record(p_ctx, 409, 'PLAYER_EXCLUDED', 'exclusion.refuse_reward', 'player', p_request.player_id,
      jsonb_build_object('reward_id', p_request.reward_id, 'reward_code', v_reward.code));
  end if;
  select * into v_offer from app.reward_offers(p_ctx, v_loyalty, v_visit, false, p_request.reward_id);
  perform app.require_offer(p_ctx, p_request, v_offer);
  perform app.require_reward_rate(p_ctx, v_limit);

  if v_reward.family = 'points_comp' then
    v_entry := app.give_comp(p_ctx, p_request, v_visit.id, v_offer, p_idempotency_key, v_hash);
    return jsonb_build_object('is_existing', false, 'family', v_reward.family, 'entry', app.ledger_entry_json(v_entry), 'coupon', null,
      'balance', v_entry.balance_after);
  end if;
  v_coupon := app.give_entitlement(p_ctx, p_request, v_visit.id, v_offer);
  return app.complete_intent(p_ctx, 'catalog.issue_reward', 'promo_coupon', v_coupon.id, jsonb_build_object('balance', v_loyalty.balance),
    jsonb_build_object('family', v_reward.family, 'entry', null, 'coupon', app.promo_coupon_json(v_coupon), 'balance', v_loyalty.balance),
    p_idempotency_key, v_hash);
end;
$$;
comment on function app.issue_reward(app.rls_context, app.reward_request, text) is
  'Gives a reward of the catalog: replay, exclusion, conditions, limits and balance under the player''s lock, and then the debit or the coupon.';

create function app.require_reward_note(p_note text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if length(p_note) > 500 then
    perform app.invalid('note', 'Keep the note under 500 characters.');
  end if;
end;
$$;
comment on function app.require_reward_note(text) is 'VALIDATION_FAILED for a note above 500 characters.';

create function public.rpc_issue_reward(
  p_reward_id uuid,
  p_player_id uuid,
  p_idempotency_key text,
  p_visit_id uuid default null,
  p_rating_slip_id uuid default null,
  p_note text default null,
  p_expected_points_cost bigint default null,
  p_expected_face_value_cents bigint default null,
  p_expected_required_match_wager_cents bigint default null,
  p_expected_valid_hours integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_note text := nullif(btrim(p_note), '');
begin
  perform app.require_capability(v_ctx, 'reward.issue');
  perform app.require_reward_note(v_note);
  return app.issue_reward(v_ctx, row(p_reward_id, p_player_id, p_visit_id, p_rating_slip_id, v_note, p_expected_points_cost,
    p_expected_face_value_cents, p_expected_required_match_wager_cents, p_expected_valid_hours)::app.reward_request, p_idempotency_key);
end;
$$;
comment on function public.rpc_issue_reward(uuid, uuid, text, uuid, uuid, text, bigint, bigint, bigint, integer, uuid) is
  'The one door for comps and entitlements: a comp debits the ledger by its price of now, an entitlement issues a coupon with the tier''s value, wager and validity. The visit is the one given, the slip''s, or the player''s running one. What is given as expected must still be so. Answers {is_existing, family, entry, coupon, balance}; a replay answers the original with the balance of now. Capability reward.issue. VALIDATION_FAILED, REWARD_NOT_FOUND, PLAYER_NOT_FOUND, VISIT_NOT_FOUND, SLIP_NOT_FOUND, REWARD_INACTIVE, VISIT_ENDED, SLIP_CLOSED, PLAYER_MISMATCH, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, OFFER_CHANGED, NOT_ELIGIBLE (detail: unmet), LIMIT_REACHED (scope, maxIssues, nextEligibleAt), COOLDOWN_ACTIVE (nextEligibleAt), INSUFFICIENT_POINTS (balance, pointsCost; where the price allows a debt, debtLimitPoints), NO_ACTIVE_PROGRAM, MATCH_NOT_EXACT, NOTE_REQUIRED, RATE_LIMITED, POINTS_OUT_OF_RANGE.';

create function public.rpc_redeem_points(
  p_reward_id uuid,
  p_player_id uuid,
  p_idempotency_key text,
  p_visit_id uuid default null,
  p_rating_slip_id uuid default null,
  p_note text default null,
  p_expected_points_cost bigint default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_note text := nullif(btrim(p_note), '');
begin
  perform app.require_capability(v_ctx, 'reward.issue');
  perform app.require_reward_note(v_note);
  if exists (select 1 from public.reward_catalog where casino_id = v_ctx.casino_id and id = p_reward_id and family <> 'points_comp') then
    perform app.invalid('rewardId', 'Only a comp is paid for in points.');
  end if;
  return app.issue_reward(v_ctx, row(p_reward_id, p_player_id, p_visit_id, p_rating_slip_id, v_note, p_expected_points_cost, null, null, null)::app.reward_request,
    p_idempotency_key) - 'family' - 'coupon';
end;
$$;
comment on function public.rpc_redeem_points(uuid, uuid, text, uuid, uuid, text, bigint, uuid) is
  'A comp through the one door, as rpc_issue_reward. Answers {is_existing, entry, balance}. Capability reward.issue. VALIDATION_FAILED, REWARD_NOT_FOUND, PLAYER_NOT_FOUND, VISIT_NOT_FOUND, SLIP_NOT_FOUND, REWARD_INACTIVE, VISIT_ENDED, SLIP_CLOSED, PLAYER_MISMATCH, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, OFFER_CHANGED, NOT_ELIGIBLE, LIMIT_REACHED, COOLDOWN_ACTIVE, INSUFFICIENT_POINTS, NOTE_REQUIRED, RATE_LIMITED, POINTS_OUT_OF_RANGE.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

alter table public.reward_catalog enable row level security;
alter table public.reward_price_points enable row level security;
alter table public.reward_entitlement_tier enable row level security;
alter table public.reward_limits enable row level security;
alter table public.reward_eligibility enable row level security;

create policy "Staff read the rewards of their own casino" on public.reward_catalog
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the prices of their own casino" on public.reward_price_points
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the tier benefits of their own casino" on public.reward_entitlement_tier
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the reward limits of their own casino" on public.reward_limits
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the reward conditions of their own casino" on public.reward_eligibility
  for select to authenticated using (casino_id = (select app.current_casino_id()));

grant select on public.reward_catalog, public.reward_price_points, public.reward_entitlement_tier, public.reward_limits, public.reward_eligibility
  to authenticated, service_role;

revoke all on function
  public.rpc_upsert_reward(jsonb, text, uuid, integer, uuid),
  public.rpc_list_rewards(boolean),
  public.rpc_get_reward(uuid),
  public.rpc_list_reward_offers(uuid, uuid),
  public.rpc_preview_reward(uuid),
  public.rpc_issue_reward(uuid, uuid, text, uuid, uuid, text, bigint, bigint, bigint, integer, uuid),
  public.rpc_redeem_points(uuid, uuid, text, uuid, uuid, text, bigint, uuid)
from public, anon;
grant execute on function
  public.rpc_upsert_reward(jsonb, text, uuid, integer, uuid),
  public.rpc_list_rewards(boolean),
  public.rpc_get_reward(uuid),
  public.rpc_list_reward_offers(uuid, uuid),
  public.rpc_preview_reward(uuid),
  public.rpc_issue_reward(uuid, uuid, text, uuid, uuid, text, bigint, bigint, bigint, integer, uuid),
  public.rpc_redeem_points(uuid, uuid, text, uuid, uuid, text, bigint, uuid)
to authenticated;
