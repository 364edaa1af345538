create function app.player_json(p_player public.player)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_player.id,
    'first_name', p_player.first_name,
    'last_name', p_player.last_name,
    'name', p_player.first_name || ' ' || p_player.last_name,
    'loyalty_id', p_player.loyalty_id,
    'birth_date', p_player.birth_date,
    'version', p_player.version,
    'created_at', p_player.created_at,
    'open_visit_id', (
      select v.id from public.visit v
      where v.casino_id = p_player.casino_id and v.player_id = p_player.id and v.ended_at is null
    ),
    'loyalty', (
      select jsonb_build_object('player_id', l.player_id, 'balance', l.balance, 'lifetime_points', l.lifetime_points,
        'tier', l.tier,
        'tier_name', t.name, 'tier_progress', l.tier_progress, 'tier_source',
          app.tier_source_json(l.casino_id, l.player_id), 'starting_balance', l.starting_balance, 'updated_at',
          l.updated_at)
      from public.player_loyalty l
      join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
      where l.casino_id = p_player.casino_id and l.player_id = p_player.id
    )
  );
end;
$$;
comment on function app.player_json(public.player) is
  'A player with standing and running visit, as RPCs answer it that change one.';

create function app.shown_player_json(p_ctx app.rls_context, p_player public.player)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if app.may(p_ctx, 'player.identify') then
    return app.player_json(p_player);
  end if;
  return app.player_json(p_player) - 'birth_date';
end;
$$;
comment on function app.shown_player_json(app.rls_context, public.player) is
  'A player with standing and running visit, as the caller is shown it: without birth_date, unless they have '
  'player.identify.';

create function app.enrol_player(p_casino_id uuid, p_player_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.player_loyalty (casino_id, player_id, tier, tier_progress)
  select p_casino_id, p_player_id, code, (app.tier_standing(p_casino_id, code, 0)).tier_progress
  from public.loyalty_tier
  where casino_id = p_casino_id
  order by rank
  limit 1;
  if not found then
    perform app.fail(409, 'NO_TIERS');
  end if;
end;
$$;
comment on function app.enrol_player(uuid, uuid) is
  'Makes the player''s balance row, in the lowest tier. The only place that does. NO_TIERS while the casino has none.';

create function app.require_name(p_field text, p_name text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_name is null or length(p_name) not between 1 and 100 then
    perform app.invalid(p_field, 'characters', jsonb_build_object('lowest', 1, 'highest', 100));
  end if;
end;
$$;
comment on function app.require_name(text, text) is
  'VALIDATION_FAILED for firstName or lastName, unless it is a name as app.clean_text leaves one.';

create function app.require_birth_date(p_ctx app.rls_context, p_birth_date date)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_birth_date < date '1900-01-01' or p_birth_date > p_ctx.gaming_day + 1 then
    perform app.invalid('birthDate', 'pastBirthDate');
  end if;
  if not app.is_of_age(p_ctx.casino_id, p_birth_date) then
    perform app.invalid('birthDate', case minimum_age_years when 0 then 'pastBirthDate' else 'minimumAge' end,
      jsonb_build_object('years', minimum_age_years))
    from public.casino_settings where casino_id = p_ctx.casino_id;
  end if;
end;
$$;
comment on function app.require_birth_date(app.rls_context, date) is
  'VALIDATION_FAILED for a birth date that nobody has, or under the casino''s minimum age; none at all is as good as '
  'one.';

create function app.refuse_likely_existing_player(p_player public.player)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_players jsonb;
begin
  -- Two people who enrol the same player at once wait for each other: neither could see the other's row yet.
  perform pg_advisory_xact_lock(hashtextextended(format('enrol:%s:%s', p_player.casino_id, p_player.birth_date), 0));
  select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.first_name || ' ' || p.last_name, 'loyaltyId', p.loyalty_id,
    'birthDate', p.birth_date) order by p.created_at, p.id) into v_players
  from public.player p
  where p.casino_id = p_player.casino_id and p.birth_date = p_player.birth_date and p.id <> p_player.id
    and p.person_key = p_player.person_key;
  if v_players is not null then
    perform app.fail(409, 'PLAYER_LIKELY_EXISTS', jsonb_build_object('players', v_players));
  end if;
end;
$$;
comment on function app.refuse_likely_existing_player(public.player) is
  'PLAYER_LIKELY_EXISTS when another player of the casino has the same name, folded and in any order of words, and '
  'the same birth date: {players: [{id, name, loyaltyId, birthDate}]}. Without a birth date nobody is taken for '
  'another.';
