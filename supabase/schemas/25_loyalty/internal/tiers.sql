-- Tiers, and the record of every change of one.

create function app.tier_rank(p_casino_id uuid, p_tier text)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select rank from public.loyalty_tier where casino_id = p_casino_id and code = p_tier);
end;
$$;
comment on function app.tier_rank(uuid, text) is 'The rank of a tier, null where the casino has none of this code.';

create function app.tier_standing(p_casino_id uuid, p_tier text, p_lifetime_points bigint)
returns app.tier_standing
language plpgsql
stable
set search_path = ''
as $$
declare
  v_standing app.tier_standing;
begin
  select reached.code, least(100, greatest(0, coalesce((p_lifetime_points - reached.threshold_points) * 100 / ((
      select min(above.threshold_points) from public.loyalty_tier above
      where above.casino_id = p_casino_id and above.threshold_points > reached.threshold_points
    ) - reached.threshold_points), 100)))
  into v_standing
  from public.loyalty_tier reached
  -- Nobody loses a tier here: the one that the player holds counts as reached, whatever the points say.
  where reached.casino_id = p_casino_id
    and (reached.threshold_points <= p_lifetime_points or reached.code = p_tier)
  order by reached.rank desc
  limit 1;
  return v_standing;
end;
$$;
comment on function app.tier_standing(uuid, text, bigint) is
  'Where a player in a tier stands with these lifetime points: in the highest tier whose threshold they reach, or in '
  'the one held if that is higher.';

create function app.record_tier_change(
  p_ctx app.rls_context,
  p_before public.player_loyalty,
  p_after public.player_loyalty,
  p_source public.tier_change_source,
  p_cause_id uuid default null,
  p_reason text default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_is_entry constant boolean := p_source in ('earned', 'reversal');
begin
  insert into public.loyalty_tier_change (casino_id, player_id, change_no, from_tier, to_tier, source, entry_id,
    reconciliation_id,
    reason, entry_no, lifetime_points, threshold_points, staff_id, gaming_day, correlation_id)
  select p_after.casino_id, p_after.player_id, coalesce((
      select max(change_no) from public.loyalty_tier_change where casino_id = p_after.casino_id
        and player_id = p_after.player_id
    ), 0) + 1, p_before.tier, p_after.tier, p_source, case when v_is_entry then p_cause_id end, case
      when not v_is_entry then p_cause_id end,
    p_reason, p_after.entry_count, p_after.lifetime_points, t.threshold_points, p_ctx.staff_id, p_ctx.gaming_day,
      p_ctx.correlation_id
  from public.loyalty_tier t
  where t.casino_id = p_after.casino_id and t.code = p_after.tier;
  if p_before.tier = p_after.tier then
    return;
  end if;
  perform app.emit_event(p_ctx, case p_source when 'manager' then 'loyalty.tier_set'
    when 'earned' then 'loyalty.tier_upgraded' when 'reconciliation' then 'loyalty.tier_upgraded'
      else 'loyalty.tier_reverted' end,
    p_after.player_id, jsonb_build_object('player_id', p_after.player_id, 'from', p_before.tier, 'to', p_after.tier,
      'lifetime_points', p_after.lifetime_points, 'entry_id', case when v_is_entry then p_cause_id end,
        'reconciliation_id', case
        when p_source = 'reconciliation_revert' then (
          select reverts_id from public.loyalty_reconciliation where casino_id = p_after.casino_id and id = p_cause_id)
        when p_source = 'reconciliation' then p_cause_id end));
end;
$$;
comment on function app.record_tier_change(app.rls_context, public.player_loyalty, public.player_loyalty,
  public.tier_change_source, uuid, text) is
  'Puts on record that a player, whose row is locked, came from one tier to another, by what (p_cause_id: the entry, '
  'or the reconciliation), and tells it as an event: loyalty.tier_upgraded, tier_reverted (of a reconciliation with '
  'the one that was taken back) or tier_set. Whoever writes player_loyalty.tier calls it.';

create function app.justified_tier(p_loyalty public.player_loyalty, p_lifetime_points bigint, p_without_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_base record;
  v_last_entry_no bigint;
begin
  -- The tier that a manager set last counts until further notice; without one, the tier the player began with.
  select to_tier as tier, change_no, entry_no into v_base from public.loyalty_tier_change
  where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id and source = 'manager'
  order by change_no desc limit 1;
  if not found then
    select from_tier as tier, 0 as change_no, 0::bigint as entry_no into v_base from public.loyalty_tier_change
    where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id and change_no = 1;
  end if;
  -- Points lift a player when they are earned or come back. So the last earned entry that still stands says up to
  -- which entry the remaining points could have lifted.
  select entry_no into v_last_entry_no from public.loyalty_ledger e
  where e.casino_id = p_loyalty.casino_id and e.player_id = p_loyalty.player_id and e.id <> p_without_id
    and app.is_earned(e)
    and not exists (select from public.loyalty_ledger r where r.casino_id = e.casino_id and r.reversed_entry_id = e.id)
  order by e.entry_no desc limit 1;
  return coalesce((
    select t.code
    from (
      select v_base.tier as code
      union all
      select c.to_tier from public.loyalty_tier_change c
      where c.casino_id = p_loyalty.casino_id and c.player_id = p_loyalty.player_id and c.change_no > v_base.change_no
        and case c.source
        when 'earned' then c.threshold_points <= p_lifetime_points and c.entry_no <= v_last_entry_no
        when 'reconciliation' then c.reconciliation_id <> p_without_id and not exists (
          select from public.loyalty_reconciliation r
          where r.casino_id = c.casino_id and r.reverts_id = c.reconciliation_id and r.outcome = 'reverted')
        else false end
      union all
      select code from public.loyalty_tier
      where casino_id = p_loyalty.casino_id and threshold_points <= p_lifetime_points
        and v_last_entry_no > v_base.entry_no
    ) ground
    join public.loyalty_tier t on t.casino_id = p_loyalty.casino_id and t.code = ground.code
    join public.loyalty_tier held on held.casino_id = p_loyalty.casino_id and held.code = p_loyalty.tier
    where t.rank <= held.rank
    order by t.rank desc
    limit 1
  ), p_loyalty.tier);
end;
$$;
comment on function app.justified_tier(public.player_loyalty, bigint, uuid) is
  'The tier a player is left with, of those up to the one held, once an entry or a reconciliation (p_without_id) '
  'counts no more: the highest of what a manager set last (else where they began), what legacy rows that still stand '
  'brought since, and what these lifetime points reach, by the thresholds of now or of when it was earned. Points '
  'that no entry earned since lift nobody.';

create function app.lifetime_points_after_reversal(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  -- A reversal takes lifetime points away, and the reversal of a reversal brings them back, if the entry at the root
  -- earned any.
  if app.is_earned(app.root_entry(p_loyalty.casino_id, p_entry.reversed_entry_id)) then
    return greatest(0, p_loyalty.lifetime_points + p_entry.points);
  end if;
  return p_loyalty.lifetime_points;
end;
$$;

create function app.lifetime_points_after(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger)
returns bigint
language sql
stable
return case
  when p_entry.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual')
    then p_loyalty.lifetime_points + greatest(0, p_entry.points)
  when p_entry.reversed_entry_id is not null then app.lifetime_points_after_reversal(p_loyalty, p_entry)
  else p_loyalty.lifetime_points
end;
comment on function app.lifetime_points_after(public.player_loyalty, public.loyalty_ledger) is
  'Lifetime points once an entry is posted: what play and bonuses brought, less what of it was reversed and not '
  'reinstated. Redemptions and corrections don''t count.';

create function app.regained_tier(p_loyalty public.player_loyalty, p_lifetime_points bigint, p_reversal_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_lost constant text := (
    select metadata ->> 'tier_before' from public.loyalty_ledger where casino_id = p_loyalty.casino_id
      and id = p_reversal_id);
begin
  return coalesce((
    select c.to_tier from public.loyalty_tier_change c
    where c.casino_id = p_loyalty.casino_id and c.player_id = p_loyalty.player_id and c.source = 'earned'
      and c.threshold_points <= p_lifetime_points
      and c.change_no > coalesce((
        select max(m.change_no) from public.loyalty_tier_change m
        where m.casino_id = p_loyalty.casino_id and m.player_id = p_loyalty.player_id and m.source = 'manager'), 0)
      and app.tier_rank(p_loyalty.casino_id, c.to_tier)
        between app.tier_rank(p_loyalty.casino_id, p_loyalty.tier) and app.tier_rank(p_loyalty.casino_id, v_lost)
    order by app.tier_rank(p_loyalty.casino_id, c.to_tier) desc
    limit 1
  ), p_loyalty.tier);
end;
$$;
comment on function app.regained_tier(public.player_loyalty, bigint, uuid) is
  'The tier that a player has, before thresholds of now are looked at, once a reversal is taken back: the one held, '
  'or a higher one up to that before the reversal, which points had reached, since a manager last set it, by a '
  'threshold that these lifetime points reach again.';

create function app.standing_after_reversal(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger,
  p_lifetime_points bigint)
returns app.tier_standing
language plpgsql
stable
set search_path = ''
as $$
declare
  v_is_lowered constant boolean := p_lifetime_points < p_loyalty.lifetime_points;
  v_tier constant text := case
    when v_is_lowered then app.justified_tier(p_loyalty, p_lifetime_points, p_entry.reversed_entry_id)
    else app.regained_tier(p_loyalty, p_lifetime_points, p_entry.reversed_entry_id)
  end;
  v_standing constant app.tier_standing := app.tier_standing(p_loyalty.casino_id, v_tier, p_lifetime_points);
begin
  if v_is_lowered and v_standing.tier <> v_tier then
    -- A reversal lifts nobody, also where the thresholds were lowered since.
    return (v_tier, 100)::app.tier_standing;
  end if;
  return v_standing;
end;
$$;
comment on function app.standing_after_reversal(public.player_loyalty, public.loyalty_ledger, bigint) is
  'As app.standing_after, of a reversal that changes the lifetime points.';

create function app.standing_after(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger,
  p_lifetime_points bigint)
returns app.tier_standing
language sql
stable
return case
  when p_lifetime_points = p_loyalty.lifetime_points
    then row(p_loyalty.tier, p_loyalty.tier_progress)::app.tier_standing
  when p_entry.reason = 'reversal' then app.standing_after_reversal(p_loyalty, p_entry, p_lifetime_points)
  else app.tier_standing(p_loyalty.casino_id, p_loyalty.tier, p_lifetime_points)
end;
comment on function app.standing_after(public.player_loyalty, public.loyalty_ledger, bigint) is
  'Where a player stands once an entry is posted and their lifetime points are these. Points that are earned lift a '
  'tier; a reversal takes back what the points it takes had reached, unless something else justifies it; points that '
  'are reinstated bring back what they had reached, and lift as points that are earned.';
