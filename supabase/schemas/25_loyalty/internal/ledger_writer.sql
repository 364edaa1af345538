-- The one writer of the ledger, and what keeps everybody else from writing there.

create function app.require_ledger_writer()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if current_setting('app.ledger_entry_id', true) is distinct from new.id::text then
    perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op),
      'Entries are written by app.post_ledger_entry only.');
  end if;
  return new;
end;
$$;
comment on function app.require_ledger_writer() is
  'Trigger of the ledger: an entry that app.post_ledger_entry did not announce is refused, for the owner too. Who forges the announcement as a superuser meets the hash chain.';

create trigger loyalty_ledger_writer before insert on public.loyalty_ledger
  for each row execute function app.require_ledger_writer();

-- `enable always`: a plain trigger is skipped when a session runs in replica mode.
alter table public.loyalty_ledger enable always trigger loyalty_ledger_writer;

create function app.lock_player_loyalty(p_ctx app.rls_context, p_player_id uuid)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty;
begin
  select * into v_loyalty from public.player_loyalty
  where casino_id = p_ctx.casino_id and player_id = p_player_id
  for no key update;
  if not found then
    perform app.fail(409, 'PLAYER_NOT_ENROLLED', jsonb_build_object('playerId', p_player_id));
  end if;
  return v_loyalty;
end;
$$;
comment on function app.lock_player_loyalty(app.rls_context, uuid) is
  'Locks and returns the player''s balance row: the first lock of everything that moves points. PLAYER_NOT_ENROLLED when there is none; it is never made here.';

create function app.lifetime_points_after(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
declare
  v_root public.loyalty_ledger;
begin
  if p_entry.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual') then
    return p_loyalty.lifetime_points + greatest(0, p_entry.points);
  end if;
  if p_entry.reversed_entry_id is not null then
    -- What was given by mistake was never earned; what was taken back by mistake was.
    v_root := app.root_entry(p_loyalty.casino_id, p_entry.reversed_entry_id);
    if app.is_earned(v_root) then
      return greatest(0, p_loyalty.lifetime_points + p_entry.points);
    end if;
  end if;
  return p_loyalty.lifetime_points;
end;
$$;
comment on function app.lifetime_points_after(public.player_loyalty, public.loyalty_ledger) is
  'Lifetime points once an entry is posted: what play and bonuses brought, less what of it was reversed and not reinstated. Redemptions and corrections don''t count.';

create function app.regained_tier(p_loyalty public.player_loyalty, p_lifetime_points bigint, p_reversal_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_lost constant text := (
    select metadata ->> 'tier_before' from public.loyalty_ledger where casino_id = p_loyalty.casino_id and id = p_reversal_id);
begin
  return coalesce((
    select c.to_tier from public.loyalty_tier_change c
    where c.casino_id = p_loyalty.casino_id and c.player_id = p_loyalty.player_id and c.source = 'earned' and c.threshold_points <= p_lifetime_points
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
  'The tier that a player has, before thresholds of now are looked at, once a reversal is taken back: the one held, or a higher one up to that before the reversal, which points had reached, since a manager last set it, by a threshold that these lifetime points reach again.';

create function app.standing_after(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger, p_lifetime_points bigint)
returns app.tier_standing
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tier text := p_loyalty.tier;
  v_standing app.tier_standing;
begin
  if p_lifetime_points = p_loyalty.lifetime_points then
    return (p_loyalty.tier, p_loyalty.tier_progress)::app.tier_standing;
  end if;
  if p_lifetime_points < p_loyalty.lifetime_points then
    v_tier := app.justified_tier(p_loyalty, p_lifetime_points, p_entry.reversed_entry_id);
  elsif p_entry.reason = 'reversal' then
    v_tier := app.regained_tier(p_loyalty, p_lifetime_points, p_entry.reversed_entry_id);
  end if;
  v_standing := app.tier_standing(p_loyalty.casino_id, v_tier, p_lifetime_points);
  if p_lifetime_points < p_loyalty.lifetime_points and v_standing.tier <> v_tier then
    -- Points that are taken back lift nobody, whatever the thresholds are by now.
    return (v_tier, 100)::app.tier_standing;
  end if;
  return v_standing;
end;
$$;
comment on function app.standing_after(public.player_loyalty, public.loyalty_ledger, bigint) is
  'Where a player stands once an entry is posted and their lifetime points are these. Points that are earned lift a tier; a reversal takes back what the points it takes had reached, unless something else justifies it; points that are reinstated bring back what they had reached, and lift as points that are earned.';

create function app.post_ledger_entry(p_ctx app.rls_context, p_entry public.loyalty_ledger, p_action text default 'loyalty.post_entry')
returns public.loyalty_ledger
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty := app.lock_player_loyalty(p_ctx, p_entry.player_id);
  v_entry public.loyalty_ledger := p_entry;
  v_lifetime_points bigint := app.lifetime_points_after(v_loyalty, p_entry);
  v_standing app.tier_standing := app.standing_after(v_loyalty, p_entry, v_lifetime_points);
  v_after public.player_loyalty;
begin
  -- Number, balance and hash follow from the locked row: strict order per player, no gaps.
  v_entry.casino_id := p_ctx.casino_id;
  v_entry.id := app.uuid_v7();
  v_entry.staff_id := p_ctx.staff_id;
  v_entry.correlation_id := p_ctx.correlation_id;
  v_entry.gaming_day := coalesce(p_entry.gaming_day, p_ctx.gaming_day);
  v_entry.created_at := coalesce(p_entry.created_at, now());
  v_entry.is_override := coalesce(p_entry.is_override, false);
  v_entry.metadata := coalesce(p_entry.metadata, '{}'::jsonb);
  if p_entry.reason = 'reversal' then
    v_entry.metadata := v_entry.metadata || jsonb_build_object('tier_before', v_loyalty.tier, 'tier_after', v_standing.tier);
  end if;
  if v_standing.tier <> v_loyalty.tier and v_lifetime_points > v_loyalty.lifetime_points then
    v_entry.metadata := v_entry.metadata || jsonb_build_object('tier_upgrade', jsonb_build_object('from', v_loyalty.tier, 'to', v_standing.tier));
  end if;
  v_entry.entry_no := v_loyalty.entry_count + 1;
  v_entry.balance_after := v_loyalty.balance + p_entry.points;
  -- Beyond this a client's numbers stop being exact.
  if abs(p_entry.points) > 1000000000000000 or abs(v_entry.balance_after) > 1000000000000000 or v_lifetime_points > 1000000000000000 then
    perform app.fail(409, 'POINTS_OUT_OF_RANGE');
  end if;
  v_entry.entry_hash := app.ledger_entry_hash(v_entry, v_loyalty.last_entry_hash);

  -- The audit row comes first: it claims the key. What was written stands in the entry, which cannot change; the trail names
  -- it and says what it did to the balance.
  if not app.write_audit(p_ctx, p_action, 'loyalty_ledger', v_entry.id, jsonb_build_object('balance', v_loyalty.balance),
    jsonb_build_object('balance', v_entry.balance_after), v_entry.idempotency_key, v_entry.request_hash) then
    return null;
  end if;
  perform set_config('app.ledger_entry_id', v_entry.id::text, true);
  insert into public.loyalty_ledger select (v_entry).*;

  update public.player_loyalty
  set balance = v_entry.balance_after, entry_count = v_entry.entry_no, last_entry_hash = v_entry.entry_hash,
    lifetime_points = v_lifetime_points, tier = v_standing.tier, tier_progress = v_standing.tier_progress, updated_at = now()
  where casino_id = v_entry.casino_id and player_id = v_entry.player_id;

  perform app.emit_event(p_ctx, 'loyalty.entry_posted', v_entry.player_id, jsonb_build_object(
    'entry_id', v_entry.id, 'entry_no', v_entry.entry_no, 'player_id', v_entry.player_id, 'rating_slip_id', v_entry.rating_slip_id,
    'points', v_entry.points, 'balance_after', v_entry.balance_after, 'reason', v_entry.reason, 'gaming_day', v_entry.gaming_day)
    || case when v_entry.reward_id is null then '{}'::jsonb
      else jsonb_build_object('reward_id', v_entry.reward_id, 'reward_code', v_entry.metadata -> 'reward_code') end);
  if v_standing.tier <> v_loyalty.tier then
    v_after := v_loyalty;
    v_after.tier := v_standing.tier;
    v_after.lifetime_points := v_lifetime_points;
    v_after.entry_count := v_entry.entry_no;
    perform app.record_tier_change(p_ctx, v_loyalty, v_after,
      case when v_entry.metadata ? 'tier_upgrade' then 'earned' else 'reversal' end::public.tier_change_source, v_entry.id);
  end if;
  return v_entry;
end;
$$;
comment on function app.post_ledger_entry(app.rls_context, public.loyalty_ledger, text) is
  'The only writer of the ledger. Takes player, points, reason, key, request hash and context fields from p_entry; sets the rest under the player''s lock; writes the entry''s audit row, the entry, the balance, the tier that the lifetime points reach or, of a reversal, leave, and the events in one transaction. Returns null, having written nothing, when an operation of the casino has the key already. PLAYER_NOT_ENROLLED, POINTS_OUT_OF_RANGE.';
