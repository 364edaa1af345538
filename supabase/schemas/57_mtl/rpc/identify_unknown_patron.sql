create function public.rpc_identify_unknown_patron(
  p_unknown_patron_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_player_id uuid default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('identify_unknown_patron', 'mtl.write', p_idempotency_key,
    jsonb_build_array(p_unknown_patron_id, p_player_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_unknown app.mtl_patron := row(null, p_unknown_patron_id)::app.mtl_patron;
  v_before jsonb;
  v_link public.mtl_patron_link;
begin
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- Whoever is entering something under this description ends first, and finds the link afterwards.
  perform from public.mtl_unknown_patron where casino_id = v_ctx.casino_id and id = p_unknown_patron_id for update;
  if not found then
    perform app.fail(404, 'UNKNOWN_PATRON_NOT_FOUND');
  end if;
  perform app.require_known_patron(v_ctx, row(p_player_id, null)::app.mtl_patron);
  v_before := app.unknown_patron_json(v_ctx.casino_id, p_unknown_patron_id);
  if (v_before ->> 'player_id')::uuid is not distinct from p_player_id then
    perform app.fail(409, 'UNKNOWN_PATRON_IDENTIFIED', jsonb_build_object('playerId', p_player_id));
  end if;
  -- Every day that this concerns, in one order.
  perform app.lock_mtl_day(v_ctx.casino_id, days.gaming_day)
  from (
    select distinct gaming_day from public.mtl_entry
    where casino_id = v_ctx.casino_id and id = any (app.mtl_entry_ids(v_ctx.casino_id, v_unknown))
    order by gaming_day
  ) days;
  v_link := app.add_mtl_patron_link(v_ctx, p_unknown_patron_id, p_player_id, v_reason);
  return app.finish_call(v_call, 'mtl.identify_patron', 'mtl_unknown_patron', p_unknown_patron_id, v_before,
    app.apply_mtl_patron_link(v_ctx, v_link, (v_before ->> 'player_id')::uuid));
end;
$$;
comment on function public.rpc_identify_unknown_patron(uuid, text, text, uuid, uuid) is
  'Says who an unknown patron turned out to be: a new row of mtl_patron_link, which holds from now on; no player '
  'takes the identification back. No entry moves; totals follow, and where one sum of two is over the threshold, a '
  'case opens. A case that had opened under the description becomes the player''s, or part of the one they have. '
  'Answers {is_existing, unknown_patron, days: [{gaming_day, totals, ctr_case_id}]}, for whoever the patron is '
  'now. Capability mtl.write. VALIDATION_FAILED, UNKNOWN_PATRON_NOT_FOUND, PLAYER_NOT_FOUND, '
  'UNKNOWN_PATRON_IDENTIFIED.';

create function app.add_mtl_patron_link(
  p_ctx app.rls_context,
  p_unknown_patron_id uuid,
  p_player_id uuid,
  p_reason text
)
returns public.mtl_patron_link
language plpgsql
set search_path = ''
as $$
declare
  v_link public.mtl_patron_link;
begin
  insert into public.mtl_patron_link (casino_id, unknown_patron_id, link_no, player_id, reason, staff_id, gaming_day,
    correlation_id)
  select p_ctx.casino_id, p_unknown_patron_id, coalesce(max(link_no), 0) + 1, p_player_id, p_reason, p_ctx.staff_id,
    p_ctx.gaming_day, p_ctx.correlation_id
  from public.mtl_patron_link where casino_id = p_ctx.casino_id and unknown_patron_id = p_unknown_patron_id
  returning * into v_link;
  return v_link;
end;
$$;
comment on function app.add_mtl_patron_link(app.rls_context, uuid, uuid, text) is
  'Adds who an unknown patron turned out to be; the caller holds the patron''s row.';

create function app.apply_mtl_patron_link(
  p_ctx app.rls_context,
  p_link public.mtl_patron_link,
  p_former_player_id uuid
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_unknown app.mtl_patron := row(null, p_link.unknown_patron_id)::app.mtl_patron;
  v_now app.mtl_patron := app.current_mtl_patron(p_link.casino_id, v_unknown);
  v_gaming_day date;
  v_sums jsonb;
  v_days jsonb := '[]';
begin
  for v_gaming_day in
    select distinct gaming_day from public.mtl_entry
    where casino_id = p_link.casino_id and id = any (app.mtl_entry_ids(p_link.casino_id, v_unknown))
    order by gaming_day
  loop
    perform app.move_ctr_case(p_link, v_gaming_day, v_now);
    if p_former_player_id is not null then
      perform app.settle_mtl_patron_day(p_ctx, v_gaming_day, row(p_former_player_id, null)::app.mtl_patron);
    end if;
    v_sums := app.settle_mtl_patron_day(p_ctx, v_gaming_day, v_unknown);
    if v_now is distinct from v_unknown then
      v_sums := app.settle_mtl_patron_day(p_ctx, v_gaming_day, v_now);
    end if;
    perform app.mark_ctr_cases_of(p_link, v_gaming_day);
    v_days := v_days || (jsonb_build_object('gaming_day', v_gaming_day) || v_sums);
  end loop;
  return jsonb_build_object('unknown_patron', app.unknown_patron_json(p_link.casino_id, p_link.unknown_patron_id),
    'days', v_days);
end;
$$;
comment on function app.apply_mtl_patron_link(app.rls_context, public.mtl_patron_link, uuid) is
  'Lets cases and totals of every day follow a new link: of whom the patron was taken for, of the description itself '
  'and of whom the patron is now. Returns the answer.';

create function app.mark_ctr_cases_of(p_link public.mtl_patron_link, p_gaming_day date)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[] := array(
    select e.id from public.mtl_entry e
    where e.casino_id = p_link.casino_id and e.counts_toward_ctr
      and e.id = any (app.mtl_entry_ids(p_link.casino_id, row(null, p_link.unknown_patron_id)::app.mtl_patron,
        p_gaming_day))
      and not exists (select from public.mtl_entry v where v.casino_id = e.casino_id and v.voids_entry_id = e.id));
begin
  -- Of a patron with such a case the entries are looked up; there are few on a day.
  update public.ctr_case c set needs_amendment = true
  where c.casino_id = p_link.casino_id and c.gaming_day = p_gaming_day and c.merged_into_case_id is null
    and c.status in ('filed', 'not_required') and not c.needs_amendment
    and v_ids && app.mtl_entry_ids(c.casino_id,
      row(c.player_id, case when c.player_id is null then c.unknown_patron_id end)::app.mtl_patron, c.gaming_day);
end;
$$;
comment on function app.mark_ctr_cases_of(public.mtl_patron_link, date) is
  'Marks the cases of a gaming day that were filed or dismissed while somebody in them, who acted for the patron or '
  'shared with them, was taken for another: figures stay, and the report names who they are.';

create function app.settle_mtl_patron_day(p_ctx app.rls_context, p_gaming_day date, p_patron app.mtl_patron)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.casino_settings;
  v_before public.mtl_patron_day := app.find_mtl_totals(p_ctx.casino_id, p_gaming_day, p_patron);
  v_day public.mtl_patron_day := app.recount_mtl_patron_day(p_ctx.casino_id, p_gaming_day, p_patron);
  v_case_id uuid := app.find_ctr_case_id(p_ctx.casino_id, p_gaming_day, p_patron);
begin
  select * into v_settings from public.casino_settings where casino_id = p_ctx.casino_id;
  if v_day.cash_in_cents <> v_before.cash_in_cents or v_day.cash_out_cents <> v_before.cash_out_cents then
    v_case_id := app.follow_ctr_line(p_ctx, v_settings, v_day, v_case_id, app.last_counting_entry_id(v_day));
  end if;
  return jsonb_build_object(
    'totals', app.mtl_totals_json(v_settings, p_gaming_day, v_day.cash_in_cents, v_day.cash_out_cents),
    'ctr_case_id', v_case_id);
end;
$$;
comment on function app.settle_mtl_patron_day(app.rls_context, date, app.mtl_patron) is
  'Works out a patron''s totals of a gaming day anew and lets their case follow: {totals, ctr_case_id}.';

create function app.move_ctr_case(p_link public.mtl_patron_link, p_gaming_day date, p_now app.mtl_patron)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_other_id uuid := app.find_ctr_case_id(p_link.casino_id, p_gaming_day, p_now);
begin
  update public.ctr_case
  set player_id = case when v_other_id is null then p_link.player_id else player_id end,
    merged_into_case_id = v_other_id, needs_amendment = needs_amendment or status in ('filed', 'not_required')
  where casino_id = p_link.casino_id and gaming_day = p_gaming_day and unknown_patron_id = p_link.unknown_patron_id
    and merged_into_case_id is null and id is distinct from v_other_id;
end;
$$;
comment on function app.move_ctr_case(public.mtl_patron_link, date, app.mtl_patron) is
  'A case that opened under a description becomes that of whom the patron is now, or part of the one they have that '
  'day. One that was filed stays as it was filed, and needs an amendment.';
