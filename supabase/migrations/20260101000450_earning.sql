-- Earning: what turns theo into points, the tiers a casino has, and accrual when a slip closes.

create type public.rounding_policy as enum ('floor', 'nearest', 'ceil');

create table public.loyalty_earn_config (
  casino_id uuid primary key references public.casino (id),
  points_per_theo integer not null default 10 check (points_per_theo between 0 and 10000),
  default_point_multiplier numeric(5, 2) not null default 1.00 check (default_point_multiplier between 0 and 10),
  rounding_policy public.rounding_policy not null default 'floor',
  is_active boolean not null default true,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
comment on table public.loyalty_earn_config is 'How a casino''s players earn: points for each whole currency unit of theo, times a multiplier for all, times the tier''s own.';
comment on column public.loyalty_earn_config.points_per_theo is 'Points for one dollar (a hundred cents) of theo.';
comment on column public.loyalty_earn_config.is_active is 'While it is off, slips that close earn nothing, and never will.';

-- ---- The formula -----------------------------------------------------------------------------------------------------

create function app.accrual_points(p_theo_x3600 numeric, p_snapshot jsonb)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- 3600ths of a cent make 360,000 of a dollar. A product of numerics is exact; a quotient may be cut off, so that the only
  -- division is the one to whole points.
  v_per_point constant numeric := 360000;
  v_points numeric := p_theo_x3600 * (p_snapshot ->> 'points_per_theo')::numeric * (p_snapshot ->> 'default_point_multiplier')::numeric
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
  'Points of a closed slip: exact theo (in 3600ths of a cent) in dollars x points per theo x default multiplier x tier multiplier, rounded once, by the casino''s policy: down, up, or to the nearest, half away from zero (ADR-033). Exact: no float, no rounding before the last.';

create function app.earn_snapshot(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('points_per_theo', c.points_per_theo, 'default_point_multiplier', c.default_point_multiplier,
      'rounding_policy', c.rounding_policy, 'is_active', c.is_active, 'tier', l.tier, 'tier_multiplier', t.multiplier, 'tier_change_no', coalesce((
        select max(change_no) from public.loyalty_tier_change where casino_id = l.casino_id and player_id = l.player_id), 0))
    from public.loyalty_earn_config c
    join public.player_loyalty l on l.casino_id = c.casino_id and l.player_id = p_player_id
    join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
    where c.casino_id = p_casino_id
  );
end;
$$;
comment on function app.earn_snapshot(uuid, uuid) is
  'What a player''s theo is worth now, for a slip to freeze when it closes; null where the casino has no earn config or the player no standing.';

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
      -- What a manager decided since says nothing of then, and nor does what was taken back from there on.
      and not exists (
        select from public.loyalty_tier_change m
        where m.casino_id = c.casino_id and m.player_id = c.player_id and m.source = 'manager' and m.change_no between p_change_no + 1 and c.change_no)
      and case c.source
        when 'reversal' then app.reversal_id((select e from public.loyalty_ledger e where e.casino_id = c.casino_id and e.id = c.entry_id)) is null
        when 'reconciliation_revert' then not exists (
          select from public.loyalty_reconciliation r
          join public.loyalty_reconciliation again on again.casino_id = r.casino_id and again.row_id = r.row_id and again.seq > r.seq
          where r.casino_id = c.casino_id and r.id = c.reconciliation_id and again.outcome = 'applied' and not app.is_taken_back(again))
        else false end
    order by app.tier_rank(p_casino_id, c.to_tier)
    limit 1
  );
end;
$$;
comment on function app.tier_left_since(uuid, uuid, integer, text) is
  'The tier that a player is left with of one held after their change p_change_no, where that was given by mistake: an entry or a legacy row that it came of was taken back since, and was not reinstated or applied again. The lowest of several; null where the tier held stands.';

create function app.settled_snapshot(p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_snapshot jsonb := coalesce(p_slip.earn_snapshot, app.earn_snapshot(p_slip.casino_id, p_slip.player_id));
  v_tier text := app.tier_left_since(p_slip.casino_id, p_slip.player_id, (v_snapshot -> 'tier_change_no')::integer, v_snapshot ->> 'tier');
begin
  if v_tier is null then
    return v_snapshot;
  end if;
  return v_snapshot || jsonb_build_object('tier', v_tier, 'tier_multiplier', least((v_snapshot -> 'tier_multiplier')::numeric, (
    select multiplier from public.loyalty_tier where casino_id = p_slip.casino_id and code = v_tier)),
    'tier_corrected', jsonb_build_object('from', v_snapshot -> 'tier', 'to', v_tier));
end;
$$;
comment on function app.settled_snapshot(public.rating_slip) is
  'What the theo of a closed slip is worth: the rates of its closing (of now, where it has none). Where the tier of then was given by mistake and taken back since, that of the tier the player was left with counts, by its multiplier of now and never by more than the frozen one, and tier_corrected {from, to} says so.';

-- ---- Accrual ---------------------------------------------------------------------------------------------------------

create function app.accrual_key(p_rating_slip_id uuid, p_earlier integer default 0)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return 'accrue:' || p_rating_slip_id || case when p_earlier > 0 then ':' || (p_earlier + 1)::text else '' end;
end;
$$;
comment on function app.accrual_key(uuid, integer) is
  'The idempotency key of a slip''s accrual, whoever asks for it: a slip accrues once, and once again each time the accruals before (p_earlier of them) were all taken back.';

create function app.last_accrual(p_casino_id uuid, p_rating_slip_id uuid)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  select * into v_entry from public.loyalty_ledger
  where casino_id = p_casino_id and rating_slip_id = p_rating_slip_id and reason = 'session_accrual'
  order by entry_no desc
  limit 1;
  return v_entry;
end;
$$;
comment on function app.last_accrual(uuid, uuid) is 'The newest accrual of a slip, taken back or not; an empty row when there was none. All before it were taken back.';

create function app.accrual_entry(p_slip public.rating_slip, p_snapshot jsonb)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  v_entry.player_id := p_slip.player_id;
  v_entry.visit_id := p_slip.visit_id;
  v_entry.rating_slip_id := p_slip.id;
  v_entry.points := app.accrual_points(app.slip_theo_x3600(p_slip, p_slip.ended_at), p_snapshot);
  v_entry.reason := 'session_accrual';
  v_entry.metadata := p_snapshot - array['is_active', 'tier_change_no'] || jsonb_build_object('theo_cents', p_slip.theo_cents,
    'average_bet_cents', p_slip.average_bet_cents, 'play_seconds', app.play_seconds(p_slip, p_slip.ended_at),
    'policy', p_slip.policy_snapshot, 'stretches', app.all_stretches(p_slip, p_slip.ended_at));
  v_entry.idempotency_key := app.accrual_key(p_slip.id, (
    select count(*)::integer from public.loyalty_ledger
    where casino_id = p_slip.casino_id and rating_slip_id = p_slip.id and reason = 'session_accrual'));
  v_entry.request_hash := app.request_hash('accrue_on_close', jsonb_build_array(p_slip.id));
  return v_entry;
end;
$$;
comment on function app.accrual_entry(public.rating_slip, jsonb) is 'The entry that a closed slip earns, with every input of its formula in the metadata.';

create function app.no_accrual(p_ctx app.rls_context, p_slip public.rating_slip, p_why text)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  -- What the house closed waits until somebody settles it, however often that was refused.
  update public.rating_slip set accrual_status = 'none'
  where casino_id = p_ctx.casino_id and id = p_slip.id and accrual_status is distinct from 'held';
  return jsonb_build_object('status', 'none', 'why', p_why, 'points', 0, 'tier_upgrade', null, 'entry', null, 'balance',
    (select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_slip.player_id));
end;
$$;
comment on function app.no_accrual(app.rls_context, public.rating_slip, text) is 'Settles a closed slip that earns nothing, and says why. One that is held stays so.';

create function app.posted_accrual(p_ctx app.rls_context, p_slip public.rating_slip, p_entry public.loyalty_ledger)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  update public.rating_slip set accrual_status = 'posted' where casino_id = p_ctx.casino_id and id = p_slip.id;
  return jsonb_build_object('status', 'posted', 'why', null, 'points', p_entry.points, 'balance', p_entry.balance_after,
    'tier_upgrade', p_entry.metadata -> 'tier_upgrade', 'entry', app.ledger_entry_json(p_entry));
end;
$$;
comment on function app.posted_accrual(app.rls_context, public.rating_slip, public.loyalty_ledger) is 'Settles a closed slip whose points are in the ledger.';

create function app.accrual_obstacle(p_ctx app.rls_context, p_slip public.rating_slip, p_snapshot jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return case
    when exists (select from public.visit where casino_id = p_ctx.casino_id and id = p_slip.visit_id and kind = 'unrated') then 'VISIT_UNRATED'
    when p_snapshot is null then 'NO_EARN_CONFIG'
    when app.is_player_excluded(p_ctx, p_slip.player_id) then 'PLAYER_EXCLUDED'
    when not (p_snapshot -> 'is_active')::boolean then 'EARNING_OFF'
    when app.accrual_points(app.slip_theo_x3600(p_slip, p_slip.ended_at), p_snapshot) = 0 then 'NO_POINTS'
  end;
end;
$$;
comment on function app.accrual_obstacle(app.rls_context, public.rating_slip, jsonb) is
  'Why the play of a slip with an end earns nothing now, at the rates given: VISIT_UNRATED, NO_EARN_CONFIG, PLAYER_EXCLUDED, EARNING_OFF or NO_POINTS, the first that holds; null when it earns.';

create function app.accrue_slip(p_ctx app.rls_context, p_slip public.rating_slip, p_note text default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := p_ctx;
  v_snapshot jsonb := app.settled_snapshot(p_slip);
  v_entry public.loyalty_ledger;
  v_obstacle text;
begin
  perform app.lock_player_loyalty(p_ctx, p_slip.player_id);
  -- Asked under the player's lock, under which all entries are posted: never two accruals of a slip in force.
  v_entry := app.last_accrual(p_ctx.casino_id, p_slip.id);
  if v_entry.id is not null and app.reversal_id(v_entry) is null then
    return app.posted_accrual(p_ctx, p_slip, v_entry);
  end if;
  v_obstacle := app.accrual_obstacle(p_ctx, p_slip, v_snapshot);
  if v_obstacle = 'NO_EARN_CONFIG' then
    perform app.fail(409, 'NO_EARN_CONFIG');
  end if;
  if v_obstacle = 'PLAYER_EXCLUDED' then
    perform app.write_audit(p_ctx, 'exclusion.refuse_accrual', 'player', p_slip.player_id, null,
      jsonb_build_object('rating_slip_id', p_slip.id, 'code', 'PLAYER_EXCLUDED'), p_outcome => 'refused');
  end if;
  if v_obstacle is not null then
    return app.no_accrual(p_ctx, p_slip, v_obstacle);
  end if;

  v_entry := app.accrual_entry(p_slip, v_snapshot);
  v_entry.note := p_note;
  if p_note is null then
    -- Nobody gives an accrual: it is the system's.
    v_ctx.staff_id := null;
    v_ctx.role := null;
  end if;
  v_entry := app.post_ledger_entry(v_ctx, v_entry, 'loyalty.post_accrual');
  if v_entry.id is null then
    perform app.fail(409, 'ALREADY_SETTLED');
  end if;
  return app.posted_accrual(p_ctx, p_slip, v_entry);
end;
$$;
comment on function app.accrue_slip(app.rls_context, public.rating_slip, text) is
  'Accrues a closed slip that has no accrual in force: {status: posted | none, why, points, balance, tier_upgrade, entry}. why is VISIT_UNRATED, PLAYER_EXCLUDED (put on record), EARNING_OFF or NO_POINTS. With a note it is the caller''s, else the system''s. PLAYER_NOT_ENROLLED, NO_EARN_CONFIG, POINTS_OUT_OF_RANGE, ALREADY_SETTLED when the trail has an accrual that the ledger has lost.';

create function app.floor_word(p_obstacle text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when p_obstacle = 'PLAYER_EXCLUDED' then 'NO_POINTS' else p_obstacle end;
end;
$$;
comment on function app.floor_word(text) is
  'Why play earned nothing, as the floor and its trail may know it: somebody who may receive nothing reads like anybody whose play earned nothing.';

create function app.try_accrual(p_ctx app.rls_context, p_slip public.rating_slip)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_accrual jsonb;
begin
  v_accrual := app.accrue_slip(p_ctx, p_slip) - 'entry';
  return v_accrual || jsonb_build_object('why', app.floor_word(v_accrual ->> 'why'));
exception when others then
  -- The play is over whatever the books say. The slip stays pending, and the worker comes back to it.
  raise warning 'accrual of slip % failed: % %', p_slip.id, sqlstate, sqlerrm;
  update public.rating_slip set accrual_tried_at = clock_timestamp() where casino_id = p_ctx.casino_id and id = p_slip.id;
  return jsonb_build_object('status', 'pending', 'why', null, 'points', null, 'tier_upgrade', null, 'balance',
    (select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_slip.player_id));
end;
$$;
comment on function app.try_accrual(app.rls_context, public.rating_slip) is 'As accrue_slip without the entry, and without a word of an exclusion (why is NO_POINTS then); a failure leaves nothing behind but the slip pending, with when it was tried, and answers status pending.';

create function app.accrual_preview(p_ctx app.rls_context, p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_snapshot constant jsonb := app.settled_snapshot(p_slip);
  v_obstacle constant text := app.accrual_obstacle(p_ctx, p_slip, v_snapshot);
begin
  -- Without rates, closing leaves the accrual pending: what it comes to is not known, which is not nothing.
  return jsonb_build_object('why', app.floor_word(nullif(v_obstacle, 'NO_EARN_CONFIG')), 'points', case
    when v_obstacle is null then app.accrual_points(app.slip_theo_x3600(p_slip, p_slip.ended_at), v_snapshot)
    when v_obstacle <> 'NO_EARN_CONFIG' then 0 end);
end;
$$;
comment on function app.accrual_preview(app.rls_context, public.rating_slip) is
  'What a slip with an end would earn now, in the words of the floor: {points, why}. Nothing is posted.';

create function app.due_slip_json(p_ctx app.rls_context, p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
  v_points bigint;
begin
  -- What is pending follows by itself. That play earned nothing at first, or what it earned was taken back, is for who settles.
  if p_slip.status <> 'closed' or p_slip.accrual_status = 'pending'
    or (p_slip.accrual_status <> 'held' and 'ledger.correct' <> all (app.role_capabilities(p_ctx.role))) then
    return null;
  end if;
  v_entry := app.last_accrual(p_ctx.casino_id, p_slip.id);
  if v_entry.id is not null and app.reversal_id(v_entry) is null then
    return null;
  end if;
  v_points := coalesce((app.accrual_preview(p_ctx, p_slip) ->> 'points')::bigint, 0);
  if p_slip.accrual_status <> 'held' and v_points = 0 then
    return null;
  end if;
  return app.rating_slip_json(p_slip) || jsonb_build_object('due_points', v_points,
    'tier_corrected', app.settled_snapshot(p_slip) -> 'tier_corrected', 'due_because', case
    when p_slip.accrual_status = 'held' then 'held' when v_entry.id is not null then 'taken_back' else 'earned_nothing' end);
end;
$$;
comment on function app.due_slip_json(app.rls_context, public.rating_slip) is
  'A closed slip that a manager can settle or leave, as a slip with due_points (what settling would post now), tier_corrected ({from, to} where the tier of its closing was given by mistake, and is not counted) and due_because: held (the house closed it), taken_back (its accrual was), earned_nothing (it was closed when its player could receive nothing). Null when nothing is due; a held one is due whatever it is worth. The last two are told to who may settle only.';

create function app.accrual_answer(p_ctx app.rls_context, p_rating_slip_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger := app.last_accrual(p_ctx.casino_id, p_rating_slip_id);
begin
  if v_entry.id is null then
    return null;
  end if;
  return jsonb_build_object('is_existing', true, 'entry', app.ledger_entry_json(v_entry), 'balance', (
    select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = v_entry.player_id));
end;
$$;
comment on function app.accrual_answer(app.rls_context, uuid) is 'The answer to who asks for an accrual that is there: the newest of the slip, as an existing one; null when there is none.';

create function public.rpc_accrue_on_close(p_rating_slip_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_request_hash bytea := app.request_hash('accrue_on_close', jsonb_build_array(p_rating_slip_id));
  v_answer jsonb;
  v_slip public.rating_slip;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  -- The key of the call only tells a reused one; the accrual itself goes by the slip, whoever asks and however often.
  perform app.claim_intent(v_ctx, p_idempotency_key, v_request_hash, app.accrual_key(p_rating_slip_id));
  v_answer := app.accrual_answer(v_ctx, p_rating_slip_id);
  if v_answer is not null then
    return v_answer;
  end if;

  v_slip := app.lock_slip(v_ctx, p_rating_slip_id);
  -- While this call waited, the worker may have come by.
  v_answer := app.accrual_answer(v_ctx, p_rating_slip_id);
  if v_answer is not null then
    return v_answer;
  end if;
  if v_slip.status <> 'closed' then
    perform app.fail(409, 'SLIP_NOT_CLOSED');
  end if;
  if v_slip.accrual_status = 'held' then
    perform app.fail(409, 'SLIP_HELD');
  end if;
  -- What is settled, or waits for somebody to settle it, is not accrued by the way.
  if v_slip.accrual_status <> 'pending' then
    perform app.fail(409, 'NOTHING_TO_ACCRUE', jsonb_build_object('accrualStatus', v_slip.accrual_status));
  end if;
  v_answer := app.accrue_slip(v_ctx, v_slip);
  if v_answer ->> 'why' = 'PLAYER_EXCLUDED' then
    -- The attempt is on record already, and stays there.
    return app.answer_refusal(409, 'PLAYER_EXCLUDED');
  end if;
  if v_answer ->> 'status' = 'none' then
    perform app.fail(409, 'NOTHING_TO_ACCRUE');
  end if;
  -- The entry has its own audit row, under the slip's key; this one says who asked.
  perform app.complete_intent(v_ctx, 'loyalty.accrue_on_close', 'rating_slip', p_rating_slip_id, null,
    jsonb_build_object('entry_id', v_answer #> '{entry,id}', 'balance', v_answer -> 'balance'),
    nullif(p_idempotency_key, app.accrual_key(p_rating_slip_id)), v_request_hash);
  return jsonb_build_object('is_existing', false, 'entry', v_answer -> 'entry', 'balance', v_answer -> 'balance');
end;
$$;
comment on function public.rpc_accrue_on_close(uuid, text, uuid) is
  'Accrues one closed slip by hand, where closing could not. Once per slip: later calls answer the entry there is; one that was taken back is for rpc_settle_rating_slip. Answers {is_existing, entry, balance}. Capability slip.manage. SLIP_NOT_FOUND, SLIP_NOT_CLOSED, SLIP_HELD, NOTHING_TO_ACCRUE, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, NO_EARN_CONFIG, POINTS_OUT_OF_RANGE.';

create function public.rpc_settle_rating_slip(
  p_rating_slip_id uuid,
  p_note text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_note text := app.clean_text(p_note);
  v_hash bytea;
  v_answer jsonb;
  v_slip public.rating_slip;
  v_entry public.loyalty_ledger;
begin
  perform app.require_capability(v_ctx, 'ledger.correct');
  perform app.require_correction_note(v_note);
  v_hash := app.request_hash('settle_rating_slip', jsonb_build_array(p_rating_slip_id, v_note));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer || jsonb_build_object('balance', (
      select balance from public.player_loyalty
      where casino_id = v_ctx.casino_id and player_id = (v_answer #>> '{entry,player_id}')::uuid));
  end if;

  v_slip := app.lock_slip(v_ctx, p_rating_slip_id);
  if v_slip.status <> 'closed' then
    perform app.fail(409, 'SLIP_NOT_CLOSED');
  end if;
  v_entry := app.last_accrual(v_ctx.casino_id, p_rating_slip_id);
  if v_entry.id is not null and app.reversal_id(v_entry) is null then
    perform app.fail(409, 'ALREADY_SETTLED', jsonb_build_object('entryId', v_entry.id, 'points', v_entry.points, 'at', v_entry.created_at));
  end if;
  v_answer := app.accrue_slip(v_ctx, v_slip, v_note);
  if v_answer ->> 'why' = 'PLAYER_EXCLUDED' then
    -- The attempt is on record already, and stays there.
    return app.answer_refusal(409, 'PLAYER_EXCLUDED');
  end if;
  if v_answer ->> 'status' = 'none' then
    perform app.fail(409, 'NOTHING_TO_ACCRUE', jsonb_build_object('why', v_answer -> 'why'));
  end if;
  -- The entry has its own audit row, under the slip's key; this one says who settled the slip, and as what it stood.
  return app.complete_intent(v_ctx, 'loyalty.settle_rating_slip', 'rating_slip', p_rating_slip_id,
    jsonb_build_object('accrual_status', v_slip.accrual_status),
    jsonb_build_object('entry', v_answer -> 'entry', 'balance', v_answer -> 'balance'), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_settle_rating_slip(uuid, text, text, uuid) is
  'A manager posts, with a note, what a closed slip is due that has no accrual in force: one that was taken back, that earned nothing because the player was excluded then, that waits for it, or that the house closed. With the rates of its closing, but for a tier that was given by mistake (app.settled_snapshot), under a key of its own each time (accrue:<slip>, accrue:<slip>:2, ...). Answers {is_existing, entry, balance}. Capability ledger.correct. NOTE_REQUIRED, VALIDATION_FAILED, SLIP_NOT_FOUND, SLIP_NOT_CLOSED, ALREADY_SETTLED (detail: entryId, points, at), NOTHING_TO_ACCRUE (why: NO_POINTS, EARNING_OFF, VISIT_UNRATED), PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, NO_EARN_CONFIG, POINTS_OUT_OF_RANGE.';

create function public.rpc_list_held_slips(p_before_slip_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if p_before_slip_id is not null
    and not exists (select from public.rating_slip where casino_id = v_ctx.casino_id and id = p_before_slip_id) then
    perform app.invalid('cursor', 'Use the nextCursor of the page before.');
  end if;
  select coalesce(jsonb_agg(app.due_slip_json(v_ctx, page.s) order by (page.s).id desc), '[]'::jsonb) into v_items
  from (
    select s from public.rating_slip s
    where s.casino_id = v_ctx.casino_id and s.accrual_status = 'held' and (p_before_slip_id is null or s.id < p_before_slip_id)
    order by s.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_held_slips(uuid, integer) is
  'The slips that the house closed, since nobody did, and that nobody has settled, newest first, paged by the last one seen: {items: [slip with due_points, tier_corrected and due_because], next_cursor}. Capability floor.read. VALIDATION_FAILED for a cursor that is none.';

create function app.lock_many_standings(p_casino_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('many_standings' || p_casino_id::text, 0));
end;
$$;
comment on function app.lock_many_standings(uuid) is
  'The first lock of whoever goes on to lock the balance rows of several players: one of them at a time in a casino, since late accruals go by slip and not by player.';

create function app.accrue_missing(p_ctx app.rls_context, p_limit integer, out tried integer, out accrued integer)
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
begin
  tried := 0;
  accrued := 0;
  perform app.lock_many_standings(p_ctx.casino_id);
  for v_slip in
    select * from public.rating_slip
    where casino_id = p_ctx.casino_id and accrual_status = 'pending'
    order by accrual_tried_at nulls first, id
    limit p_limit
  loop
    tried := tried + 1;
    -- The player's row and then the slip's, as everywhere; a slip that is settled by now is left alone.
    v_slip := app.lock_slip(p_ctx, v_slip.id);
    if v_slip.accrual_status = 'pending' and app.try_accrual(p_ctx, v_slip) ->> 'status' <> 'pending' then
      accrued := accrued + 1;
    end if;
  end loop;
end;
$$;
comment on function app.accrue_missing(app.rls_context, integer) is
  'Accrues up to p_limit slips of one casino that closed without: how many it tried, and how many are settled. One that fails again is put behind the others.';

create function public.rpc_accrue_missing(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('accrue_missing', '[]'::jsonb);
  v_answer jsonb;
  v_outcome record;
begin
  perform app.require_capability(v_ctx, 'ledger.correct');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_outcome := app.accrue_missing(v_ctx, 50);
  return app.complete_intent(v_ctx, 'loyalty.accrue_missing', 'rating_slip', null, null,
    jsonb_build_object('accrued_count', v_outcome.accrued, 'failed_count', v_outcome.tried - v_outcome.accrued), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_accrue_missing(text, uuid) is
  'Accrues the slips of the caller''s casino that closed without, at most 50 a call, by hand; the worker does it by itself. Answers {is_existing, accrued_count, failed_count}. Capability ledger.correct.';

create function public.rpc_worker_accrue_missing()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 50;
  v_ctx app.rls_context;
  v_casino_id uuid;
  v_outcome record;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ctx := app.worker_context(v_casino_id);
      v_outcome := app.accrue_missing(v_ctx, v_batch);
      if v_outcome.accrued > 0 then
        perform app.write_audit(v_ctx, 'loyalty.accrue_missing', 'rating_slip', null, null, jsonb_build_object('accrued_count', v_outcome.accrued));
      end if;
      v_done := v_done + v_outcome.accrued;
      v_failed := v_failed + (v_outcome.tried > v_outcome.accrued)::integer;
      v_has_more := v_has_more or (v_outcome.tried = v_batch and v_outcome.accrued > 0);
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'accrue_missing of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_accrue_missing() is
  'Accrues slips of every casino that closed without, up to 50 each: {done, has_more, failed (casinos with a slip that failed again)}. For the worker only.';

-- ---- Who was first ---------------------------------------------------------------------------------------------------

create function app.last_change(p_ctx app.rls_context, p_entity_type text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_build_object('at', a.at, 'staffName', app.staff_name(a.casino_id, a.staff_id))
    from public.audit_log a
    where a.casino_id = p_ctx.casino_id and a.entity_type = p_entity_type and a.entity_id is null and a.outcome = 'done'
    order by a.id desc
    limit 1
  ), '{}'::jsonb);
end;
$$;
comment on function app.last_change(app.rls_context, text) is
  'Who last changed something that a casino has once, and when, from the audit trail, for whoever comes second: {at, staffName}; empty when nobody did.';

-- ---- The earn config -------------------------------------------------------------------------------------------------

create function app.earn_config_json(p_config public.loyalty_earn_config)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return to_jsonb(p_config) - 'casino_id';
end;
$$;
comment on function app.earn_config_json(public.loyalty_earn_config) is 'The earn config as every RPC answers it.';

create function public.rpc_get_earn_config()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_config public.loyalty_earn_config;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_config from public.loyalty_earn_config where casino_id = v_ctx.casino_id;
  if not found then
    perform app.fail(409, 'NO_EARN_CONFIG');
  end if;
  return app.earn_config_json(v_config);
end;
$$;
comment on function public.rpc_get_earn_config() is 'How players earn: {points_per_theo, default_point_multiplier, rounding_policy, is_active, version, updated_at}. Capability floor.read. NO_EARN_CONFIG.';

create function public.rpc_update_earn_config(
  p_points_per_theo integer,
  p_default_point_multiplier numeric,
  p_rounding_policy text,
  p_is_active boolean,
  p_expected_version integer,
  p_idempotency_key text,
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
  v_before public.loyalty_earn_config;
  v_config public.loyalty_earn_config;
begin
  perform app.require_capability(v_ctx, 'catalog.write');
  if (p_points_per_theo between 0 and 10000) is not true then
    perform app.invalid('pointsPerTheo', 'Give a whole number from 0 to 10000.');
  end if;
  if (p_default_point_multiplier between 0 and 10 and scale(p_default_point_multiplier) <= 2) is not true then
    perform app.invalid('defaultPointMultiplier', 'Give a number from 0 to 10 with at most two decimals.');
  end if;
  if (p_rounding_policy in ('floor', 'nearest', 'ceil')) is not true then
    perform app.invalid('roundingPolicy', 'Give one of floor, nearest, ceil.');
  end if;
  if p_is_active is null then
    perform app.invalid('isActive', 'Say true or false.');
  end if;
  v_hash := app.request_hash('update_earn_config',
    jsonb_build_array(p_points_per_theo, trim_scale(p_default_point_multiplier), p_rounding_policy, p_is_active, p_expected_version));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  select * into v_before from public.loyalty_earn_config where casino_id = v_ctx.casino_id for no key update;
  if not found then
    perform app.fail(409, 'NO_EARN_CONFIG');
  end if;
  if v_before.version is distinct from p_expected_version then
    perform app.fail(409, 'EARN_CONFIG_CHANGED', jsonb_build_object('version', v_before.version) || app.last_change(v_ctx, 'loyalty_earn_config'));
  end if;
  update public.loyalty_earn_config
  set points_per_theo = p_points_per_theo, default_point_multiplier = p_default_point_multiplier,
    rounding_policy = p_rounding_policy::public.rounding_policy, is_active = p_is_active, version = version + 1, updated_at = now()
  where casino_id = v_ctx.casino_id
  returning * into v_config;
  return app.complete_intent(v_ctx, 'loyalty.update_earn_config', 'loyalty_earn_config', null, app.earn_config_json(v_before),
    app.earn_config_json(v_config), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_update_earn_config(integer, numeric, text, boolean, integer, text, uuid) is
  'Sets how players earn, for slips that close from now on. p_expected_version is the version it was read at. Answers the config and is_existing. Capability catalog.write. VALIDATION_FAILED, NO_EARN_CONFIG, EARN_CONFIG_CHANGED (detail: version, at, staffName).';

-- ---- Tiers -----------------------------------------------------------------------------------------------------------

create function app.loyalty_tiers_json(p_casino_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tiers jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name, 'rank', rank, 'multiplier', multiplier,
    'threshold_points', threshold_points) order by rank), '[]'::jsonb)
  into v_tiers
  from public.loyalty_tier
  where casino_id = p_casino_id;
  return jsonb_build_object('items', v_tiers, 'version', md5(v_tiers::text));
end;
$$;
comment on function app.loyalty_tiers_json(uuid) is 'The tiers from the lowest up, and a version that changes whenever one of them does: {items, version}.';

create function public.rpc_list_loyalty_tiers()
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
  return app.loyalty_tiers_json(v_ctx.casino_id);
end;
$$;
comment on function public.rpc_list_loyalty_tiers() is 'The tiers, lowest first: {items: [{code, name, rank, multiplier, threshold_points}], version}. Capability floor.read.';

create function app.require_valid_tier(p_place integer, p_tier jsonb, p_below jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_path text := 'tiers.' || p_place || '.';
begin
  if jsonb_typeof(p_tier) is distinct from 'object' then
    perform app.invalid('tiers.' || p_place, 'Give an object.');
  end if;
  if (p_tier ->> 'code' ~ '^[a-z][a-z0-9_]{0,30}$') is not true then
    perform app.invalid(v_path || 'code', 'Give up to 31 small letters, digits and underscores, a letter first.');
  end if;
  if (jsonb_typeof(p_tier -> 'name') = 'string' and length(btrim(p_tier ->> 'name')) between 1 and 50) is not true then
    perform app.invalid(v_path || 'name', 'Give a name of 1 to 50 characters.');
  end if;
  if not app.is_number_between(p_tier -> 'multiplier', 0.01, 10, false) or scale(trim_scale((p_tier ->> 'multiplier')::numeric)) > 2 then
    perform app.invalid(v_path || 'multiplier', 'Give a number from 0.01 to 10 with at most two decimals.');
  end if;
  if not app.is_number_between(p_tier -> 'threshold_points', 0, 1000000000000, true) then
    perform app.invalid(v_path || 'thresholdPoints', 'Give a whole number from 0 to 1000000000000.');
  end if;
  if p_below is null and (p_tier ->> 'threshold_points')::bigint <> 0 then
    perform app.invalid(v_path || 'thresholdPoints', 'The lowest tier begins at 0: new players stand in it.');
  end if;
  if (p_tier ->> 'threshold_points')::bigint <= (p_below ->> 'threshold_points')::bigint then
    perform app.invalid(v_path || 'thresholdPoints', 'Each tier begins above the one below it.');
  end if;
end;
$$;
comment on function app.require_valid_tier(integer, jsonb, jsonb) is 'VALIDATION_FAILED by field, unless the tier at a place (0 the lowest) is sound by itself and begins above the one below.';

create function app.require_tiers_unused(p_casino_id uuid, p_codes text[])
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tier record;
begin
  select * into v_tier
  from (
    select t.code, t.name, t.rank,
      (select count(*) from public.player_loyalty l where l.casino_id = p_casino_id and l.tier = t.code) as players,
      (select count(distinct r) from (
        select e.reward_id as r from public.reward_entitlement_tier e where e.casino_id = p_casino_id and e.tier = t.code
        union all
        select g.reward_id from public.reward_eligibility g where g.casino_id = p_casino_id and t.code in (g.min_tier, g.max_tier)
      ) rewards) as rewards
    from public.loyalty_tier t
    where t.casino_id = p_casino_id and t.code <> all (p_codes)
  ) removed
  where players > 0 or rewards > 0
  order by rank
  limit 1;
  if found then
    perform app.fail(409, 'TIER_IN_USE', jsonb_build_object('tier', v_tier.code, 'tierName', v_tier.name, 'players', v_tier.players, 'rewards', v_tier.rewards));
  end if;
end;
$$;
comment on function app.require_tiers_unused(uuid, text[]) is 'TIER_IN_USE, with who uses it, when a tier that is not among these codes has players or is named by a reward.';

create function app.require_tiers_in_order(p_casino_id uuid, p_codes text[])
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tier record;
begin
  select held.code, held.name, (select count(*) from public.player_loyalty l where l.casino_id = p_casino_id and l.tier = held.code) as players
  into v_tier
  from public.loyalty_tier held
  where held.casino_id = p_casino_id
    and exists (select from public.player_loyalty l where l.casino_id = p_casino_id and l.tier = held.code)
    and exists (
      select from public.loyalty_tier other
      where other.casino_id = p_casino_id and other.rank < held.rank
        and array_position(p_codes, other.code) > array_position(p_codes, held.code)
    )
  order by held.rank desc
  limit 1;
  if found then
    perform app.fail(409, 'TIER_IN_USE', jsonb_build_object('tier', v_tier.code, 'tierName', v_tier.name, 'players', v_tier.players, 'rewards', 0, 'isMoved', true));
  end if;
end;
$$;
comment on function app.require_tiers_in_order(uuid, text[]) is
  'TIER_IN_USE with isMoved, when a tier that players hold would come below one it was above: they would lose by it.';

create function app.lock_standings(p_ctx app.rls_context)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  perform 1 from public.player_loyalty where casino_id = p_ctx.casino_id order by player_id for no key update;
end;
$$;
comment on function app.lock_standings(app.rls_context) is
  'Locks every player''s balance row of the casino, before the tiers: whoever is lifted into a tier refers to it while holding the player''s row.';

create function public.rpc_replace_loyalty_tiers(
  p_tiers jsonb,
  p_expected_version text,
  p_idempotency_key text,
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
  v_before jsonb;
  v_codes text[];
begin
  perform app.require_capability(v_ctx, 'catalog.write');
  if jsonb_typeof(p_tiers) is distinct from 'array' or jsonb_array_length(p_tiers) not between 1 and 20 then
    perform app.invalid('tiers', 'Give 1 to 20 tiers, the lowest first.');
  end if;
  for v_place in 0 .. jsonb_array_length(p_tiers) - 1 loop
    perform app.require_valid_tier(v_place, p_tiers -> v_place, case when v_place > 0 then p_tiers -> (v_place - 1) end);
  end loop;
  v_codes := array(select tier ->> 'code' from jsonb_array_elements(p_tiers) tier);
  if cardinality(v_codes) <> (select count(distinct code) from unnest(v_codes) code) then
    perform app.invalid('tiers', 'Give each tier a code of its own.');
  end if;
  if (select count(*) <> count(distinct lower(btrim(tier ->> 'name'))) from jsonb_array_elements(p_tiers) tier) then
    perform app.invalid('tiers', 'Give each tier a name of its own.');
  end if;
  v_hash := app.request_hash('replace_loyalty_tiers', jsonb_build_array(p_tiers, p_expected_version));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  perform app.lock_standings(v_ctx);
  perform 1 from public.loyalty_tier where casino_id = v_ctx.casino_id order by id for update;
  v_before := app.loyalty_tiers_json(v_ctx.casino_id);
  if v_before ->> 'version' is distinct from p_expected_version then
    perform app.fail(409, 'TIERS_CHANGED', jsonb_build_object('version', v_before -> 'version') || app.last_change(v_ctx, 'loyalty_tier'));
  end if;
  perform app.require_tiers_unused(v_ctx.casino_id, v_codes);
  perform app.require_tiers_in_order(v_ctx.casino_id, v_codes);
  perform app.write_tiers(v_ctx.casino_id, p_tiers, v_codes);
  return app.complete_intent(v_ctx, 'loyalty.replace_loyalty_tiers', 'loyalty_tier', null, v_before,
    app.loyalty_tiers_json(v_ctx.casino_id), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_replace_loyalty_tiers(jsonb, text, text, uuid) is
  'Sets the casino''s tiers, lowest first, by code: [{code, name, multiplier, threshold_points}]; rank is the place in the list. p_expected_version is the version they were read at. Nobody loses a tier by it, and who reaches a lowered threshold gets the tier with the next points earned. Answers {items, version, is_existing}. Capability catalog.write. VALIDATION_FAILED, TIERS_CHANGED (detail: version, at, staffName), TIER_IN_USE (tier, tierName, players, rewards, and isMoved where it was to come below another).';

create function app.write_tiers(p_casino_id uuid, p_tiers jsonb, p_codes text[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  set constraints all deferred;
  delete from public.loyalty_tier where casino_id = p_casino_id and code <> all (p_codes);
  insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
  select p_casino_id, tier ->> 'code', btrim(tier ->> 'name'), place, (tier ->> 'multiplier')::numeric, (tier ->> 'threshold_points')::bigint
  from jsonb_array_elements(p_tiers) with ordinality listed (tier, place)
  on conflict (casino_id, code) do update
  set name = excluded.name, rank = excluded.rank, multiplier = excluded.multiplier, threshold_points = excluded.threshold_points
  -- A tier that stays as it is keeps its row, and with it the version of every screen that shows it.
  where (loyalty_tier.name, loyalty_tier.rank, loyalty_tier.multiplier, loyalty_tier.threshold_points)
    is distinct from (excluded.name, excluded.rank, excluded.multiplier, excluded.threshold_points);
  set constraints all immediate;

  update public.player_loyalty l
  set tier_progress = p.progress
  from (
    select casino_id, player_id, case when t.to_points is null then 100
      else least(100, greatest(0, (held.lifetime_points - t.from_points) * 100 / (t.to_points - t.from_points))) end as progress
    from public.player_loyalty held
    join (
      select code, threshold_points as from_points, lead(threshold_points) over (order by threshold_points) as to_points
      from public.loyalty_tier
      where casino_id = p_casino_id
    ) t on t.code = held.tier
    where held.casino_id = p_casino_id
  ) p
  where l.casino_id = p.casino_id and l.player_id = p.player_id and l.tier_progress <> p.progress;
end;
$$;
comment on function app.write_tiers(uuid, jsonb, text[]) is 'Makes the tiers what the list says and draws every player''s progress anew; tiers of players stay.';

-- ---- A player's tier -------------------------------------------------------------------------------------------------

create function app.tier_source_json(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('source', c.source, 'from', c.from_tier, 'to', c.to_tier, 'created_at', c.created_at,
      'staff_name', app.staff_name(c.casino_id, c.staff_id), 'reason', c.reason, 'entry_id', c.entry_id, 'reconciliation_id', c.reconciliation_id)
    from public.loyalty_tier_change c
    where c.casino_id = p_casino_id and c.player_id = p_player_id
    order by c.change_no desc
    limit 1
  );
end;
$$;
comment on function app.tier_source_json(uuid, uuid) is
  'Where a player''s tier comes from: {source: earned | reversal | reconciliation | reconciliation_revert | manager, from, to, created_at, staff_name, reason, entry_id, reconciliation_id}; null for the tier of the enrolment.';

create function public.rpc_set_player_tier(
  p_player_id uuid,
  p_tier text,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_reason text := app.clean_text(p_reason);
  v_hash bytea;
  v_answer jsonb;
  v_before public.player_loyalty;
  v_after public.player_loyalty;
begin
  perform app.require_capability(v_ctx, 'ledger.correct');
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'Give a reason of 1 to 500 characters.');
  end if;
  v_hash := app.request_hash('set_player_tier', jsonb_build_array(p_player_id, p_tier, v_reason));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_before := app.lock_player_loyalty(v_ctx, p_player_id);
  perform app.require_known_tier(v_ctx.casino_id, 'tier', coalesce(to_jsonb(p_tier), 'null'));
  v_after := app.write_tier(v_before, p_tier);
  perform app.record_tier_change(v_ctx, v_before, v_after, 'manager', null, v_reason);
  perform app.reopen_after_lowering(v_ctx, v_before, v_reason, jsonb_build_object('by', 'manager', 'tier', v_after.tier));
  return app.complete_intent(v_ctx, 'loyalty.set_player_tier', 'player', p_player_id, jsonb_build_object('tier', v_before.tier),
    jsonb_build_object('player_id', p_player_id, 'tier_before', v_before.tier, 'tier_after', v_after.tier,
      'tier_progress', v_after.tier_progress, 'reason', v_reason), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_set_player_tier(uuid, text, text, text, uuid) is
  'A manager sets a player''s tier, up or down, with a reason; points stay as they are. It holds whatever is taken back of earlier points; who has the points of a higher tier comes to it with the next points they earn. The tier held may be set too: then it holds for this reason. Rows of imports that were kept because of a higher tier wait again (app.reopen_kept_rows). It mends the record and gives nothing, so an exclusion does not stop it. Answers {player_id, tier_before, tier_after, tier_progress, reason, is_existing}. Capability ledger.correct. VALIDATION_FAILED, PLAYER_NOT_FOUND, PLAYER_NOT_ENROLLED, UNKNOWN_TIER.';

create function app.write_tier(p_loyalty public.player_loyalty, p_tier text)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty;
  v_standing app.tier_standing := app.tier_standing(p_loyalty.casino_id, p_tier, p_loyalty.lifetime_points);
begin
  if p_tier = p_loyalty.tier then
    return p_loyalty;
  end if;
  update public.player_loyalty
  -- Points that reach beyond this tier lift nobody before more are earned.
  set tier = p_tier, tier_progress = case when v_standing.tier = p_tier then v_standing.tier_progress else 100 end, updated_at = now()
  where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id
  returning * into v_loyalty;
  return v_loyalty;
end;
$$;
comment on function app.write_tier(public.player_loyalty, text) is
  'Gives a player, whose row is locked, this tier; points and ledger stay as they are. The caller records why.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

alter table public.loyalty_earn_config enable row level security;
create policy "Staff read the earn config of their own casino" on public.loyalty_earn_config
  for select to authenticated using (casino_id = (select app.current_casino_id()));
grant select on public.loyalty_earn_config to authenticated, service_role;

revoke all on function
  public.rpc_accrue_on_close(uuid, text, uuid),
  public.rpc_settle_rating_slip(uuid, text, text, uuid),
  public.rpc_list_held_slips(uuid, integer),
  public.rpc_set_player_tier(uuid, text, text, text, uuid),
  public.rpc_accrue_missing(text, uuid),
  public.rpc_worker_accrue_missing(),
  public.rpc_get_earn_config(),
  public.rpc_update_earn_config(integer, numeric, text, boolean, integer, text, uuid),
  public.rpc_list_loyalty_tiers(),
  public.rpc_replace_loyalty_tiers(jsonb, text, text, uuid)
from public, anon;
grant execute on function
  public.rpc_accrue_on_close(uuid, text, uuid),
  public.rpc_settle_rating_slip(uuid, text, text, uuid),
  public.rpc_list_held_slips(uuid, integer),
  public.rpc_set_player_tier(uuid, text, text, text, uuid),
  public.rpc_accrue_missing(text, uuid),
  public.rpc_get_earn_config(),
  public.rpc_update_earn_config(integer, numeric, text, boolean, integer, text, uuid),
  public.rpc_list_loyalty_tiers(),
  public.rpc_replace_loyalty_tiers(jsonb, text, text, uuid)
to authenticated;
grant execute on function public.rpc_worker_accrue_missing() to service_role;
