-- The gaming days of a pack: closed and sealed ones, so that what a pack says of them can be held against their seals.

create function app.require_pack_days(p_ctx app.rls_context, p_from date, p_to date)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last_sealed date;
begin
  perform app.require_gaming_day(p_ctx, p_to);
  if (p_from between p_to - 366 and p_to) is not true then
    perform app.invalid('from', 'packDays', jsonb_build_object('most', 367));
  end if;
  v_last_sealed := (select max(gaming_day) from public.seal where casino_id = p_ctx.casino_id and kind = 'ledger');
  if p_to > v_last_sealed or v_last_sealed is null then
    perform app.fail(409, 'PACK_DAYS_NOT_SEALED', jsonb_build_object('lastSealedDay', v_last_sealed));
  end if;
end;
$$;
comment on function app.require_pack_days(app.rls_context, date, date) is
  'The days of a pack, both included: at most 367 of them (VALIDATION_FAILED), the last one sealed '
  '(PACK_DAYS_NOT_SEALED, with the last day that is).';

create function app.day_ids(p_casino_id uuid, p_from date, p_to date, out lowest uuid, out highest uuid)
returns record
language plpgsql
stable
set search_path = ''
as $$
begin
  -- An id is drawn within the transaction whose beginning decides the gaming day: an hour is far more than one may
  -- take.
  lowest := app.lowest_id_at(app.gaming_day_start(p_casino_id, p_from) - interval '1 hour');
  highest := app.lowest_id_at(app.gaming_day_start(p_casino_id, p_to + 1) + interval '1 hour');
end;
$$;
comment on function app.day_ids(uuid, date, date) is
  'Between which ids the rows of gaming days are, for their keys are time-ordered. Generous at both ends: the gaming '
  'day itself still has to be asked for.';
