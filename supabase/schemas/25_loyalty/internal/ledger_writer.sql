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
  'Trigger of the ledger: an entry that app.post_ledger_entry did not announce is refused, for the owner too. Who '
  'forges the announcement as a superuser meets the hash chain.';

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
  'Locks and returns the player''s balance row: the first lock of everything that moves points. PLAYER_NOT_ENROLLED '
  'when there is none; it is never made here.';

create function app.posted_metadata(
  p_entry public.loyalty_ledger,
  p_loyalty public.player_loyalty,
  p_standing app.tier_standing,
  p_lifetime_points bigint
)
returns jsonb
language sql
stable
return p_entry.metadata
  || case when p_entry.reason <> 'reversal' then '{}'::jsonb
    else jsonb_build_object('tier_before', p_loyalty.tier, 'tier_after', p_standing.tier) end
  || case when p_standing.tier = p_loyalty.tier or p_lifetime_points <= p_loyalty.lifetime_points then '{}'::jsonb
    else jsonb_build_object('tier_upgrade', jsonb_build_object('from', p_loyalty.tier, 'to', p_standing.tier)) end;
comment on function app.posted_metadata(public.loyalty_ledger, public.player_loyalty, app.tier_standing, bigint) is
  'The metadata of an entry with what it does to the tier.';

create function app.record_tier_of_entry(
  p_ctx app.rls_context,
  p_before public.player_loyalty,
  p_entry public.loyalty_ledger,
  p_standing app.tier_standing,
  p_lifetime_points bigint
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_after public.player_loyalty := p_before;
begin
  v_after.tier := p_standing.tier;
  v_after.lifetime_points := p_lifetime_points;
  v_after.entry_count := p_entry.entry_no;
  perform app.record_tier_change(p_ctx, p_before, v_after,
    case when p_entry.metadata ? 'tier_upgrade' then 'earned' else 'reversal' end::public.tier_change_source,
      p_entry.id);
end;
$$;
comment on function app.record_tier_of_entry(
  app.rls_context, public.player_loyalty, public.loyalty_ledger, app.tier_standing, bigint
) is 'Puts on record the tier that an entry brought or took.';

create function app.post_ledger_entry(
  p_ctx app.rls_context,
  p_entry public.loyalty_ledger,
  p_action text default 'loyalty.post_entry',
  p_loyalty public.player_loyalty default null
)
returns public.loyalty_ledger
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty := coalesce(p_loyalty, app.lock_player_loyalty(p_ctx, p_entry.player_id));
  v_entry public.loyalty_ledger := p_entry;
  v_lifetime_points bigint := app.lifetime_points_after(v_loyalty, p_entry);
  v_standing app.tier_standing := app.standing_after(v_loyalty, p_entry, v_lifetime_points);
begin
  -- Number, balance and hash follow from the locked row: strict order per player, no gaps.
  v_entry.casino_id := p_ctx.casino_id;
  v_entry.id := app.uuid_v7();
  v_entry.entry_no := v_loyalty.entry_count + 1;
  v_entry.balance_after := v_loyalty.balance + p_entry.points;
  v_entry.staff_id := p_ctx.staff_id;
  v_entry.correlation_id := p_ctx.correlation_id;
  v_entry.gaming_day := coalesce(p_entry.gaming_day, p_ctx.gaming_day);
  v_entry.created_at := coalesce(p_entry.created_at, now());
  v_entry.is_override := coalesce(p_entry.is_override, false);
  v_entry.metadata := coalesce(p_entry.metadata, '{}'::jsonb);
  if p_entry.reason = 'reversal' or v_standing.tier <> v_loyalty.tier then
    v_entry.metadata := app.posted_metadata(v_entry, v_loyalty, v_standing, v_lifetime_points);
  end if;
  -- Beyond some nine times this the numbers of JavaScript stop being exact.
  if abs(p_entry.points) > 1000000000000000 or abs(v_entry.balance_after) > 1000000000000000
    or v_lifetime_points > 1000000000000000 then
    perform app.fail(409, 'POINTS_OUT_OF_RANGE');
  end if;
  v_entry.entry_hash := app.ledger_entry_hash(v_entry, v_loyalty.last_entry_hash);

  -- All in one statement, or nothing: the audit row claims the key, and the others come from it. What was written
  -- stands in the entry, which cannot change; the trail names it and says what it did to the balance.
  with claimed as (
    insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id,
      outcome, before, after, correlation_id, idempotency_key, request_hash)
    values (p_ctx.casino_id, p_ctx.gaming_day, p_ctx.staff_id, p_ctx.role, split_part(p_action, '.', 1), p_action,
      'loyalty_ledger', v_entry.id, 'done', jsonb_build_object('balance', v_loyalty.balance),
      jsonb_build_object('balance', v_entry.balance_after), p_ctx.correlation_id, v_entry.idempotency_key,
      v_entry.request_hash)
    on conflict (casino_id, idempotency_key) where idempotency_key is not null do nothing
    returning set_config('app.ledger_entry_id', v_entry.id::text, true)
  ), posted as (
    -- The columns are named, so that a column which a migration adds meanwhile does not break this call.
    insert into public.loyalty_ledger (
      casino_id, id, player_id, entry_no, points, balance_after, reason, note, is_override, visit_id, rating_slip_id,
      staff_id, gaming_day, idempotency_key, request_hash, correlation_id, reward_id, reversed_entry_id, metadata,
      created_at, entry_hash
    )
    select
      v_entry.casino_id, v_entry.id, v_entry.player_id, v_entry.entry_no, v_entry.points, v_entry.balance_after,
      v_entry.reason, v_entry.note, v_entry.is_override, v_entry.visit_id, v_entry.rating_slip_id, v_entry.staff_id,
      v_entry.gaming_day, v_entry.idempotency_key, v_entry.request_hash, v_entry.correlation_id, v_entry.reward_id,
      v_entry.reversed_entry_id, v_entry.metadata, v_entry.created_at, v_entry.entry_hash
    from claimed
  ), told as (
    insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
    select p_ctx.casino_id, 'loyalty.entry_posted', v_entry.player_id, app.entry_event(v_entry), p_ctx.correlation_id
    from claimed
  )
  update public.player_loyalty
  set balance = v_entry.balance_after, entry_count = v_entry.entry_no, last_entry_hash = v_entry.entry_hash,
    lifetime_points = v_lifetime_points, tier = v_standing.tier, tier_progress = v_standing.tier_progress,
      updated_at = now()
  from claimed
  where casino_id = v_entry.casino_id and player_id = v_entry.player_id;
  if not found then
    return null;
  end if;
  if v_standing.tier <> v_loyalty.tier then
    perform app.record_tier_of_entry(p_ctx, v_loyalty, v_entry, v_standing, v_lifetime_points);
  end if;
  return v_entry;
end;
$$;
comment on function app.post_ledger_entry(app.rls_context, public.loyalty_ledger, text, public.player_loyalty) is
  'The only writer of the ledger. Takes player, points, reason, key, request hash and context fields from p_entry; '
  'sets the rest under the player''s lock (p_loyalty: the row, where the caller has locked it already); writes the '
  'entry''s audit row, the entry, the balance, the tier that the lifetime points reach or, of a reversal, leave, and '
  'the events in one transaction. Returns null, having written nothing, when an operation of the casino has the key '
  'already. PLAYER_NOT_ENROLLED, POINTS_OUT_OF_RANGE.';

create function app.finish_with_entry(
  p_call app.call,
  p_entry public.loyalty_ledger,
  p_action text,
  p_loyalty public.player_loyalty
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger := p_entry;
begin
  v_entry.idempotency_key := p_call.idempotency_key;
  v_entry.request_hash := p_call.request_hash;
  v_entry := app.post_ledger_entry(p_call.ctx, v_entry, p_action, p_loyalty);
  if v_entry.id is null then
    -- A writer that begins no call, such as a late accrual, took the key meanwhile.
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return jsonb_build_object('is_existing', false, 'entry', app.ledger_entry_json(v_entry, null, p_call.staff_name),
    'balance', v_entry.balance_after);
end;
$$;
comment on function app.finish_with_entry(app.call, public.loyalty_ledger, text, public.player_loyalty) is
  'app.finish_call of what posts an entry of the ledger for a player whose row is locked: the entry''s audit row is '
  'the call''s, and the answer, {is_existing, entry, balance}, stands in the entry. Its replay is app.replay_entry.';
