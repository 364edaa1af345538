create function app.ledger_entry_text(p_entry public.loyalty_ledger)
returns text
language sql
stable
parallel safe
-- A JSON array has one text form and no ambiguity between neighbouring fields. Every column is in it; times as
-- microseconds, so that no session setting changes the text. As json, for jsonb has the same text and costs a fifth
-- more.
return json_build_array(
  p_entry.casino_id, p_entry.id, p_entry.player_id, p_entry.entry_no, p_entry.points, p_entry.balance_after,
    p_entry.reason,
  p_entry.note, p_entry.is_override, p_entry.visit_id, p_entry.rating_slip_id, p_entry.staff_id,
  -- An infinite time can only be a forgery; it must not stop the proof.
  case when isfinite(p_entry.gaming_day) then p_entry.gaming_day - date '2000-01-01' end, p_entry.idempotency_key,
  encode(p_entry.request_hash, 'hex'),
  p_entry.correlation_id, p_entry.reward_id, p_entry.reversed_entry_id, p_entry.metadata,
  case when isfinite(p_entry.created_at) then (extract(epoch from p_entry.created_at) * 1000000)::bigint end
)::text;
comment on function app.ledger_entry_text(public.loyalty_ledger) is
  'An entry as its hash knows it: a JSON array of every field but the hash, in a fixed order.';

create function app.ledger_entry_hash(p_entry public.loyalty_ledger, p_previous_hash bytea)
returns bytea
language sql
stable
parallel safe
return sha256(coalesce(p_previous_hash, ''::bytea) || convert_to(app.ledger_entry_text(p_entry), 'UTF8'));
comment on function app.ledger_entry_hash(public.loyalty_ledger, bytea) is
  'SHA-256 over the previous entry''s hash (empty for the first) and app.ledger_entry_text, in UTF-8.';

create function app.entry_event(p_entry public.loyalty_ledger)
returns jsonb
language sql
stable
return jsonb_build_object(
  'entry_id', p_entry.id, 'entry_no', p_entry.entry_no, 'player_id', p_entry.player_id,
  'rating_slip_id', p_entry.rating_slip_id, 'points', p_entry.points, 'balance_after', p_entry.balance_after,
  'reason', p_entry.reason, 'gaming_day', p_entry.gaming_day
) || case when p_entry.reward_id is null then '{}'::jsonb
  else jsonb_build_object('reward_id', p_entry.reward_id, 'reward_code', p_entry.metadata -> 'reward_code') end;
comment on function app.entry_event(public.loyalty_ledger) is 'What the event loyalty.entry_posted says.';

create function app.root_entry(p_casino_id uuid, p_entry_id uuid)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
  v_root public.loyalty_ledger;
begin
  v_root := (select e from public.loyalty_ledger e where e.casino_id = p_casino_id and e.id = p_entry_id);
  while v_root.reversed_entry_id is not null loop
    v_entry := (select e from public.loyalty_ledger e where e.casino_id = p_casino_id
      and e.id = v_root.reversed_entry_id);
    -- An entry that is taken back is older than its reversal. Where a forged one is not, the loop must end all the
    -- same.
    exit when v_entry.id is null or v_entry.entry_no >= v_root.entry_no;
    v_root := v_entry;
  end loop;
  return v_root;
end;
$$;
comment on function app.root_entry(uuid, uuid) is
  'What a reversal is about in the end: the entry that it takes back, or, where that is a reversal itself, what that '
  'one is about. Of any other entry, itself.';

create function app.is_earned(p_entry public.loyalty_ledger)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_entry.points > 0 and case p_entry.reason when 'reversal'
    then (app.root_entry(p_entry.casino_id, p_entry.id)).reason else p_entry.reason end
    in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual');
end;
$$;
comment on function app.is_earned(public.loyalty_ledger) is
  'Whether an entry brings points that count towards a tier: of play, a bonus, or one of these that was reinstated.';

create function app.last_reversal(p_entry public.loyalty_ledger)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_next public.loyalty_ledger;
  v_last public.loyalty_ledger;
begin
  loop
    select * into v_next from public.loyalty_ledger
    where casino_id = p_entry.casino_id and reversed_entry_id = coalesce(v_last.id, p_entry.id)
      and entry_no > coalesce(v_last.entry_no, p_entry.entry_no);
    exit when not found;
    v_last := v_next;
  end loop;
  return v_last;
end;
$$;
comment on function app.last_reversal(public.loyalty_ledger) is
  'The last of the entries that took back this one, then each other; null where nothing did. Opposite points: the '
  'entry does not count. The same points: it was reinstated.';

create function app.reversal_id(p_entry public.loyalty_ledger)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last public.loyalty_ledger;
begin
  if p_entry.reason = 'reversal' then
    return (select id from public.loyalty_ledger where casino_id = p_entry.casino_id
      and reversed_entry_id = p_entry.id);
  end if;
  v_last := app.last_reversal(p_entry);
  return case when sign(v_last.points) <> sign(p_entry.points) then v_last.id end;
end;
$$;
comment on function app.reversal_id(public.loyalty_ledger) is
  'The entry by which this one does not count, or null: it was never reversed, or reinstated since. Of a reversal, '
  'the entry that took it back.';

create function app.ledger_entry_json(
  p_entry public.loyalty_ledger,
  p_reversed_by_entry_id uuid default null,
  p_staff_name text default null
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_root public.loyalty_ledger;
begin
  if p_entry.reason = 'reversal' then
    v_root := app.root_entry(p_entry.casino_id, p_entry.id);
  end if;
  return jsonb_build_object(
    'id', p_entry.id, 'entry_no', p_entry.entry_no, 'player_id', p_entry.player_id, 'visit_id', p_entry.visit_id,
    'rating_slip_id', p_entry.rating_slip_id, 'points', p_entry.points, 'balance_after', p_entry.balance_after,
    'reason', p_entry.reason, 'note', p_entry.note, 'is_override', p_entry.is_override, 'staff_id', p_entry.staff_id,
    'staff_name', coalesce(p_staff_name, app.staff_name(p_entry.casino_id, p_entry.staff_id)),
    'gaming_day', p_entry.gaming_day, 'reversed_entry_id', p_entry.reversed_entry_id, 'reversed_by_entry_id',
      p_reversed_by_entry_id,
    'original_reason', v_root.reason, 'reinstates_entry_id', case
      when sign(v_root.points) = sign(p_entry.points) then v_root.id end,
    'reward_id', p_entry.reward_id, 'reward_name', p_entry.metadata -> 'reward_name',
    'amount_cents', p_entry.metadata -> 'amount_cents',
    'is_by_voucher', coalesce(p_entry.metadata ->> 'reward_fulfillment' = 'voucher', false),
    'tier_upgrade', p_entry.metadata -> 'tier_upgrade',
    'tier_before', p_entry.metadata -> 'tier_before', 'tier_after', p_entry.metadata -> 'tier_after',
    'correlation_id', p_entry.correlation_id, 'created_at', p_entry.created_at
  );
end;
$$;
comment on function app.ledger_entry_json(public.loyalty_ledger, uuid, text) is
  'An entry as every RPC answers it. Lists also say which entry reversed it; one that was just posted, and its replay, '
  'was reversed by none. Of a reversal original_reason is what the entry was that it is about, and reinstates_entry_id '
  'that entry where it counts again by it. is_by_voucher: of a comp that has a paper; amount_cents: of one whose '
  'amount was typed.';

create function app.replay_entry(p_call app.call)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_ctx app.rls_context := p_call.ctx;
  v_found record;
begin
  -- The hash covers the operation too, so that an equal one was an operation that posted an entry.
  if p_call.answered_request_hash is distinct from p_call.request_hash then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  select e as entry, l.balance, s.full_name into v_found
  from public.loyalty_ledger e
  left join public.staff s on s.casino_id = e.casino_id and s.id = e.staff_id
  join public.player_loyalty l on l.casino_id = e.casino_id and l.player_id = e.player_id
  where e.casino_id = v_ctx.casino_id and e.id = p_call.answered_entity_id;
  return jsonb_build_object('is_existing', true, 'entry',
    app.ledger_entry_json(v_found.entry, null, v_found.full_name), 'balance', v_found.balance);
end;
$$;
comment on function app.replay_entry(app.call) is
  'As app.replay, for what posted an entry of the ledger, where its answer stands: with the balance as it was then '
  '(entry.balance_after) and as it is now.';
