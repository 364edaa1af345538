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
  v_call app.call := app.begin_call('upsert_reward', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_reward, p_reward_id, p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.reward_catalog;
  v_before_json jsonb;
  v_document jsonb := '{"is_active": true, "metadata": {}, "tiers": [], "limits": []}';
  v_reward public.reward_catalog;
begin
  if jsonb_typeof(p_reward) is distinct from 'object' or p_reward = '{}'::jsonb then
    perform app.invalid('reward', 'objectWithField');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if p_reward_id is not null then
    v_before := app.lock_reward(v_ctx, p_reward_id, p_expected_version);
    v_before_json := app.reward_json(v_before);
    v_document := app.reward_document(v_before);
    if v_document || jsonb_build_object('code', coalesce(p_reward -> 'code', v_document -> 'code'),
      'family', coalesce(p_reward -> 'family', v_document -> 'family')) <> v_document then
      perform app.invalid(case when p_reward -> 'code' <> v_document -> 'code' then 'code' else 'family' end,
        'codeStays');
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
  if v_before.id is null
    or not (v_document -> 'tiers' <@ (v_before_json -> 'tiers')
    and v_document -> 'tiers' @> (v_before_json -> 'tiers'))
    or ((v_document ->> 'is_active')::boolean and not v_before.is_active) then
    perform app.require_exact_benefits(v_ctx.casino_id, v_document);
  end if;

  v_reward := app.write_reward(v_ctx, v_before, v_document);
  return app.finish_call(v_call, 'catalog.upsert_reward', 'reward', v_reward.id, v_before_json,
    app.reward_json(v_reward));
end;
$$;
comment on function public.rpc_upsert_reward(jsonb, text, uuid, integer, uuid) is
  'Makes a reward, or changes the fields given of one, with price, tiers, limits and eligibility, all or nothing: '
  '{code, name, family, kind, is_active, fulfillment, ui_tags, metadata, price: {points_cost or min_amount_cents and '
  'max_amount_cents, allow_overdraw} | null, tiers: [{tier, benefit: {instrument_type, face_value_cents, '
  'required_match_wager_cents, valid_hours}}], limits: [{scope, max_issues, cooldown_minutes, requires_note}], '
  'eligibility: {min_tier, max_tier, min_points_balance, visit_kinds} | null}. A list that is given replaces the list. '
  'Changing needs the version it was read at; code and family never change. Answers the reward and is_existing. '
  'Capability catalog.write. VALIDATION_FAILED, UNKNOWN_TIER, MATCH_NOT_EXACT, REWARD_NOT_FOUND, REWARD_CHANGED '
  '(detail: version, at, staffName), REWARD_CODE_TAKEN.';

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

  insert into public.reward_price_points (casino_id, reward_id, points_cost, min_amount_cents, max_amount_cents,
    allow_overdraw)
  select p_casino_id, p_reward_id, (price ->> 'points_cost')::bigint, (price ->> 'min_amount_cents')::bigint,
    (price ->> 'max_amount_cents')::bigint, coalesce((price ->> 'allow_overdraw')::boolean, false)
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
  select p_casino_id, p_reward_id, v_eligibility ->> 'min_tier', v_eligibility ->> 'max_tier',
    (v_eligibility ->> 'min_points_balance')::bigint,
    case when jsonb_typeof(v_eligibility -> 'visit_kinds') = 'array' then
      array(select distinct kind::public.visit_kind from jsonb_array_elements_text(v_eligibility -> 'visit_kinds') kind
        order by 1) end
  where v_eligibility is not null and jsonb_strip_nulls(v_eligibility) <> '{}';
end;
$$;
comment on function app.write_reward_parts(uuid, uuid, jsonb) is
  'Makes price, tiers, limits and eligibility of a reward what its document says. The document has been found sound.';

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
  'Locks a reward for an edit. REWARD_NOT_FOUND; REWARD_CHANGED, with who and when, when somebody else edited since '
  'the expected version.';

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
  insert into public.reward_catalog (casino_id, id, code, name, family, kind, is_active, fulfillment, ui_tags,
    metadata, version, created_at, updated_by_staff_id)
  values (p_ctx.casino_id, coalesce(p_before.id, app.uuid_v7()), p_document ->> 'code', btrim(p_document ->> 'name'),
    (p_document ->> 'family')::public.reward_family, p_document ->> 'kind', (p_document ->> 'is_active')::boolean,
    (p_document ->> 'fulfillment')::public.reward_fulfillment, v_tags, p_document -> 'metadata',
      coalesce(p_before.version, 0) + 1,
    coalesce(p_before.created_at, now()), p_ctx.staff_id)
  on conflict (casino_id, code) do update
  set name = excluded.name, kind = excluded.kind, is_active = excluded.is_active, fulfillment = excluded.fulfillment,
    ui_tags = excluded.ui_tags,
    metadata = excluded.metadata, version = excluded.version, updated_at = now(),
      updated_by_staff_id = excluded.updated_by_staff_id
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
  'Writes a sound document: as a new reward (p_before without id), or over the one before. REWARD_CODE_TAKEN when '
  'another reward has the code.';
