-- The rate of one person.

create function app.recent_entry_count(p_ctx app.rls_context, p_limit integer)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select count(*)::integer from (
      select 1 from public.loyalty_ledger
      where casino_id = p_ctx.casino_id and staff_id = p_ctx.staff_id and created_at > now() - interval '60 seconds'
        -- An entry that lies ahead was given before the clock was set back. Held against the clock and not against
        -- `now()`: other calls may have begun and ended since this transaction began.
        and created_at <= clock_timestamp()
        -- Reversals and corrections mend the record and give nothing, and nobody gives what play earned. A correction
        -- on a slip is a bonus by another name, and counts.
        and reason not in ('reversal', 'session_accrual') and (reason <> 'correction' or rating_slip_id is not null)
      limit p_limit
    ) recent
  );
end;
$$;
comment on function app.recent_entry_count(app.rls_context, integer) is
  'Rewards the caller gave in the last 60 seconds, counted no further than p_limit.';

create function app.lock_issuer(p_ctx app.rls_context)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('issuer' || p_ctx.staff_id::text, 0));
end;
$$;
comment on function app.lock_issuer(app.rls_context) is
  'Lines up what one person gives, so that what they gave is counted exactly: after the player''s row, as the last '
  'lock before anything is written.';

create function app.require_reward_rate(p_ctx app.rls_context, p_limit integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_seconds integer;
begin
  -- One person has few calls in flight: far from the limit nobody waits, near it they queue and are counted exactly.
  if p_limit is null or p_limit > 32 and p_limit - app.recent_entry_count(p_ctx, p_limit) > 32 then
    return;
  end if;
  perform app.lock_issuer(p_ctx);
  if app.recent_entry_count(p_ctx, p_limit) < p_limit then
    return;
  end if;
  select greatest(1, ceil(60 - extract(epoch from clock_timestamp() - min(created_at))))::integer into v_seconds
  from (
    select created_at from public.loyalty_ledger
    where casino_id = p_ctx.casino_id and staff_id = p_ctx.staff_id
      and created_at <= clock_timestamp() and reason not in ('reversal', 'session_accrual')
        and (reason <> 'correction' or rating_slip_id is not null)
    order by created_at desc
    limit p_limit
  ) newest;
  perform app.fail(429, 'RATE_LIMITED', jsonb_build_object(
    'retryAfterSeconds', v_seconds, 'limitPerMinute', p_limit, 'limit', p_limit, 'windowSeconds', 60));
end;
$$;
comment on function app.require_reward_rate(app.rls_context, integer) is
  'RATE_LIMITED, with the limit, its window and the seconds to wait, when the caller gave p_limit rewards within the '
  'last 60 seconds. Lines up one person''s rewards (app.lock_issuer) when that is within 32.';
