-- Cases that are due a currency transaction report: how they open, and what becomes of them when figures change.

create function app.find_ctr_case_id(p_casino_id uuid, p_gaming_day date, p_patron app.mtl_patron)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select id from public.ctr_case
    where casino_id = p_casino_id and gaming_day = p_gaming_day and merged_into_case_id is null
      and coalesce(player_id, unknown_patron_id) = coalesce(p_patron.player_id, p_patron.unknown_patron_id)
  );
end;
$$;
comment on function app.find_ctr_case_id(uuid, date, app.mtl_patron) is
  'The case of a patron and gaming day; null where none has opened.';

create function app.open_ctr_case(p_ctx app.rls_context, p_day public.mtl_patron_day, p_entry_id uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_case public.ctr_case;
begin
  insert into public.ctr_case (casino_id, gaming_day, player_id, unknown_patron_id, due_on, opened_by_entry_id,
    correlation_id)
  values (p_day.casino_id, p_day.gaming_day, p_day.player_id, p_day.unknown_patron_id, p_day.gaming_day + 15,
    p_entry_id, p_ctx.correlation_id)
  returning * into v_case;
  perform app.emit_event(p_ctx, 'ctr.case_opened', v_case.player_id, jsonb_build_object('case_id', v_case.id,
    'gaming_day', v_case.gaming_day, 'player_id', v_case.player_id, 'unknown_patron_id', v_case.unknown_patron_id,
    'due_on', v_case.due_on, 'opened_by_entry_id', v_case.opened_by_entry_id));
  return v_case.id;
end;
$$;
comment on function app.open_ctr_case(app.rls_context, public.mtl_patron_day, uuid) is
  'Opens the one case of a patron and gaming day and tells the webhooks, with ids and days only.';

create function app.follow_ctr_line(
  p_ctx app.rls_context,
  p_settings public.casino_settings,
  p_day public.mtl_patron_day,
  p_case_id uuid,
  p_entry_id uuid
)
returns uuid
language plpgsql
set search_path = ''
as $$
begin
  if p_case_id is not null then
    -- What was decided on other figures is for a person to look at again.
    update public.ctr_case set needs_amendment = true
    where casino_id = p_day.casino_id and id = p_case_id and status in ('filed', 'not_required')
      and not needs_amendment;
    return p_case_id;
  end if;
  if greatest(p_day.cash_in_cents, p_day.cash_out_cents) > p_settings.ctr_threshold_cents then
    return app.open_ctr_case(p_ctx, p_day, p_entry_id);
  end if;
  return null;
end;
$$;
comment on function app.follow_ctr_line(app.rls_context, public.casino_settings, public.mtl_patron_day, uuid, uuid) is
  'Called with a patron''s totals of a gaming day under the lock of their row or of the day, with that day''s case, if '
  'there is one, and with the entry that counts and changed them or was taken out of them. Opens the case when one '
  'direction is strictly more than the threshold and there is none yet, and marks one that was filed or dismissed. '
  'Falling below closes nothing. Returns the case, if there is one.';

create function app.last_counting_entry_id(p_day public.mtl_patron_day)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select e.id from public.mtl_entry e
    where e.casino_id = p_day.casino_id and e.counts_toward_ctr and e.id = any (app.mtl_entry_ids(p_day.casino_id,
      row(p_day.player_id, p_day.unknown_patron_id)::app.mtl_patron, p_day.gaming_day))
    order by e.entry_no desc
    limit 1
  );
end;
$$;
comment on function app.last_counting_entry_id(public.mtl_patron_day) is
  'The last entry of a patron''s day that is part of a total: the one that is said to have passed the line when a '
  'link made one sum of two.';
