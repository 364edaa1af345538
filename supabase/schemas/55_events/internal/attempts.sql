create function app.webhook_retry_delay(p_attempts integer)
returns interval
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_full double precision := least(21600, 10 * 2 ^ (least(greatest(p_attempts, 1), 30) - 1));
begin
  -- Half of it fixed, half by chance: a receiver that comes back is not met by everything it missed in one moment.
  return make_interval(secs => v_full / 2 + random() * v_full / 2);
end;
$$;
comment on function app.webhook_retry_delay(integer) is
  'How long to wait after this many attempts: 10 seconds doubled with each attempt, at most 6 hours, of which the '
  'second half is left to chance.';

create function app.is_last_webhook_attempt(p_attempts integer)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_attempts >= 15;
end;
$$;
comment on function app.is_last_webhook_attempt(integer) is
  'Whether a delivery that failed this often is given up: with the delays of app.webhook_retry_delay, after 12 to 24 '
  'hours.';

create function app.webhook_failure_of(p_http_status integer, p_reported text)
returns public.webhook_failure
language plpgsql
stable
set search_path = ''
as $$
begin
  return case
    when p_http_status between 200 and 299 then null
    when p_http_status between 300 and 399 then 'redirected'
    when p_http_status is not null then 'http_status'
    when p_reported = any(enum_range('no_answer'::public.webhook_failure, null)::text[]) then p_reported
    else 'no_answer' end;
end;
$$;
comment on function app.webhook_failure_of(integer, text) is
  'Why an attempt failed: by the status where there is one, else by the code that the worker reports. A code that is '
  'not known is no_answer, so that no report is refused for it. Null for a 2xx.';

create function app.end_webhook_attempt(
  p_delivery public.webhook_delivery,
  p_http_status integer,
  p_error text,
  p_retry_after_seconds integer
)
returns public.webhook_delivery_status
language plpgsql
set search_path = ''
as $$
declare
  v_failure public.webhook_failure := app.webhook_failure_of(p_http_status, p_error);
  v_is_delivered boolean := v_failure is null;
  v_status public.webhook_delivery_status := case
    when v_is_delivered then 'delivered'
    when app.is_last_webhook_attempt(p_delivery.attempts) then 'dead'
    else 'pending' end;
  v_is_behind boolean;
begin
  -- The event is locked before its deliveries are looked at: of the last two, one has to see that it is the last.
  perform 1 from public.loyalty_outbox where casino_id = p_delivery.casino_id
    and id = p_delivery.event_id for no key update;

  -- A dead letter of the same line that was sent again meanwhile is older, and goes before this one's next attempt.
  v_is_behind := exists (
    select from public.webhook_delivery d
    where d.casino_id = p_delivery.casino_id and d.endpoint_id = p_delivery.endpoint_id
      and d.order_key = p_delivery.order_key
      and d.status = 'pending' and d.seq < p_delivery.seq);
  update public.webhook_delivery
  set status = v_status, claimed_until = null, claim_token = null, last_status = p_http_status,
    last_error = v_failure,
    delivered_at = case when v_is_delivered then now() end,
    next_attempt_at = case when v_status = 'pending' and not v_is_behind then now() + greatest(
      app.webhook_retry_delay(attempts),
        make_interval(secs => least(21600, greatest(0, coalesce(p_retry_after_seconds, 0))))) end
  where casino_id = p_delivery.casino_id and id = p_delivery.id;
  update public.loyalty_outbox o
  set attempts = o.attempts + 1, last_error = coalesce(v_failure, o.last_error),
    delivered_at = case when not exists (
      select from public.webhook_delivery d
      where d.casino_id = o.casino_id and d.event_id = o.id and d.status <> 'delivered') then now() end
  where o.casino_id = p_delivery.casino_id and o.id = p_delivery.event_id;
  perform app.advance_webhook_line(p_delivery);
  return v_status;
end;
$$;
comment on function app.end_webhook_attempt(public.webhook_delivery, integer, text, integer) is
  'What comes of an attempt: delivered after a 2xx, else due again later, or dead after the last; then the next of '
  'the line becomes its head. The caller holds the delivery''s row and, before that, app.lock_webhook_lines(false). '
  'Answers the new status.';
