-- Closed slips that have no points yet.

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
  -- The worker posts what is pending. Everybody may see that a slip is held; that play earned nothing at first, or that
  -- its points were taken back, is shown only to those who may settle the slip.
  if p_slip.status <> 'closed' or p_slip.accrual_status = 'pending'
    or (p_slip.accrual_status <> 'held' and not app.may(p_ctx, 'ledger.correct')) then
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
    when p_slip.accrual_status = 'held' then 'held' when v_entry.id is not null then 'taken_back'
      else 'earned_nothing' end);
end;
$$;
comment on function app.due_slip_json(app.rls_context, public.rating_slip) is
  'A closed slip that a manager can settle or leave, as a slip with due_points (what settling would post now), '
  'tier_corrected ({from, to} where the tier of its closing was given by mistake, and is not counted) and '
  'due_because: held (the house closed it), taken_back (its accrual was), earned_nothing (it was closed when its '
  'player could receive nothing). Null when nothing is due; a held one is due whatever it is worth. The last two are '
  'told to who may settle only.';

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
  'The first lock of whoever goes on to lock the balance rows of several players: one of them at a time in a casino, '
  'since late accruals go by slip and not by player.';

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
  'Accrues up to p_limit slips of one casino that closed without: how many it tried, and how many are settled. One '
  'that fails again is put behind the others.';
