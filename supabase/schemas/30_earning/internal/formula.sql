-- From theo to points.

create function app.accrual_points(p_theo_x3600 numeric, p_snapshot jsonb)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- A dollar is 360,000 of the units of theo (3600ths of a cent). A product of numerics is exact and a quotient may be
  -- cut off, so there is one division only, the one that gives whole points.
  v_per_point constant numeric := 360000;
  v_points numeric := p_theo_x3600 * (p_snapshot ->> 'points_per_theo')::numeric
    * (p_snapshot ->> 'default_point_multiplier')::numeric
    * (p_snapshot ->> 'tier_multiplier')::numeric;
begin
  return case (p_snapshot ->> 'rounding_policy')::public.rounding_policy
    when 'floor' then div(v_points, v_per_point)
    when 'nearest' then div(2 * v_points + v_per_point, 2 * v_per_point)
    when 'ceil' then div(v_points, v_per_point) + (mod(v_points, v_per_point) > 0)::integer
  end::bigint;
end;
$$;
comment on function app.accrual_points(numeric, jsonb) is
  'Points of a closed slip: exact theo (in 3600ths of a cent) in dollars x points per theo x default multiplier x '
  'tier multiplier, rounded once, by the casino''s policy: down, up, or to the nearest, half away from zero '
  '(ADR-033). Exact: no float, no rounding before the last.';

create function app.earn_snapshot(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('points_per_theo', c.points_per_theo, 'default_point_multiplier',
      c.default_point_multiplier,
      'rounding_policy', c.rounding_policy, 'is_active', c.is_active, 'tier', l.tier, 'tier_multiplier', t.multiplier,
        'tier_change_no', coalesce((
        select max(change_no) from public.loyalty_tier_change where casino_id = l.casino_id
          and player_id = l.player_id), 0))
    from public.loyalty_earn_config c
    join public.player_loyalty l on l.casino_id = c.casino_id and l.player_id = p_player_id
    join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
    where c.casino_id = p_casino_id
  );
end;
$$;
comment on function app.earn_snapshot(uuid, uuid) is
  'What a player''s theo is worth now, for a slip to freeze when it closes; null where the casino has no earn config '
  'or the player no standing.';

create function app.tier_left_since(p_casino_id uuid, p_player_id uuid, p_change_no integer, p_tier text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select c.to_tier from public.loyalty_tier_change c
    where c.casino_id = p_casino_id and c.player_id = p_player_id and c.change_no > p_change_no
      and app.tier_rank(p_casino_id, c.to_tier) < app.tier_rank(p_casino_id, p_tier)
      -- Once a manager has set a tier, later changes say nothing of the tier that the player had at this close.
      and not exists (
        select from public.loyalty_tier_change m
        where m.casino_id = c.casino_id and m.player_id = c.player_id and m.source = 'manager'
          and m.change_no between p_change_no + 1 and c.change_no)
      and case c.source
        when 'reversal' then app.reversal_id((select e from public.loyalty_ledger e where e.casino_id = c.casino_id
          and e.id = c.entry_id)) is null
        when 'reconciliation_revert' then not exists (
          select from public.loyalty_reconciliation r
          join public.loyalty_reconciliation again on again.casino_id = r.casino_id and again.row_id = r.row_id
            and again.seq > r.seq
          where r.casino_id = c.casino_id and r.id = c.reconciliation_id and again.outcome = 'applied'
            and not app.is_taken_back(again))
        else false end
    order by app.tier_rank(p_casino_id, c.to_tier)
    limit 1
  );
end;
$$;
comment on function app.tier_left_since(uuid, uuid, integer, text) is
  'The tier that a player is left with of one held after their change p_change_no, where that was given by mistake: '
  'an entry or a legacy row that it came of was taken back since, and was not reinstated or applied again. The lowest '
  'of several; null where the tier held stands.';

create function app.settled_snapshot(p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_snapshot jsonb := coalesce(p_slip.earn_snapshot, app.earn_snapshot(p_slip.casino_id, p_slip.player_id));
  v_tier text := app.tier_left_since(p_slip.casino_id, p_slip.player_id, (v_snapshot -> 'tier_change_no')::integer,
    v_snapshot ->> 'tier');
begin
  if v_tier is null then
    return v_snapshot;
  end if;
  return v_snapshot || jsonb_build_object('tier', v_tier, 'tier_multiplier',
    least((v_snapshot -> 'tier_multiplier')::numeric, (
    select multiplier from public.loyalty_tier where casino_id = p_slip.casino_id and code = v_tier)),
    'tier_corrected', jsonb_build_object('from', v_snapshot -> 'tier', 'to', v_tier));
end;
$$;
comment on function app.settled_snapshot(public.rating_slip) is
  'What the theo of a closed slip is worth: the rates of its closing (of now, where it has none). Where the tier of '
  'then was given by mistake and taken back since, that of the tier the player was left with counts, by its '
  'multiplier of now and never by more than the frozen one, and tier_corrected {from, to} says so.';
