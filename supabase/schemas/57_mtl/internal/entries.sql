-- What an entry is, and the one way it gets into the log.

create function app.require_mtl_table(p_ctx app.rls_context, p_table_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_table_id is null then
    return;
  end if;
  if not exists (select from public.gaming_table where casino_id = p_ctx.casino_id and id = p_table_id) then
    perform app.fail(404, 'TABLE_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_mtl_table(app.rls_context, uuid) is
  'TABLE_NOT_FOUND for a table that is not of the caller''s casino; none at all is as good as one.';

create function app.mtl_entry_of_request(
  p_ctx app.rls_context,
  p_kind text,
  p_tender text,
  p_amount_cents bigint,
  p_area text,
  p_note text,
  p_occurred_at timestamptz,
  p_has_table boolean
)
returns public.mtl_entry
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.mtl_entry;
begin
  begin
    v_entry.kind := p_kind;
    v_entry.tender := p_tender;
    v_entry.area := p_area;
  exception when invalid_text_representation then
    -- Which of them it was is looked into only where one is wrong.
    perform app.require_mtl_words(p_kind, p_tender, p_area);
  end;
  if v_entry.kind is null or v_entry.tender is null then
    perform app.require_mtl_words(p_kind, p_tender, p_area);
  end if;
  if (p_amount_cents between 1 and 100000000000) is not true then
    perform app.invalid('amountCents', 'centsBetween', jsonb_build_object('lowest', 1, 'highest', 100000000000));
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if p_occurred_at is not null and (p_occurred_at between timestamptz '2000-01-02 00:00Z'
    and now() + interval '5 minutes') is not true then
    perform app.invalid('occurredAt', 'timePast');
  end if;
  if app.is_table_kind(v_entry.kind) and not p_has_table then
    perform app.invalid('tableId', 'tableNeeded');
  end if;
  v_entry.direction := app.mtl_direction(v_entry.kind);
  v_entry.counts_toward_ctr := app.is_ctr_kind(v_entry.kind) and v_entry.tender = 'currency';
  v_entry.amount_cents := p_amount_cents;
  v_entry.note := p_note;
  -- A tablet's clock may be a little ahead.
  v_entry.occurred_at := least(coalesce(p_occurred_at, now()), now());
  v_entry.casino_id := p_ctx.casino_id;
  return v_entry;
end;
$$;
comment on function app.mtl_entry_of_request(app.rls_context, text, text, bigint, text, text, timestamptz, boolean) is
  'What can be said of an entry by itself: its kind gives the direction and, with the tender, whether it counts. '
  'p_has_table says whether a table is named, or a slip, which is at one. VALIDATION_FAILED.';

create function app.require_mtl_words(p_kind text, p_tender text, p_area text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_enum('public.mtl_kind', 'kind', p_kind);
  perform app.require_enum('public.mtl_tender', 'tender', p_tender);
  if p_area is not null then
    perform app.require_enum('public.mtl_area', 'area', p_area);
  end if;
end;
$$;
comment on function app.require_mtl_words(text, text, text) is
  'VALIDATION_FAILED, naming the field and what there is, unless each word of an entry is one of its list; no area is '
  'as good as one.';

create function app.place_mtl_entry(
  p_entry public.mtl_entry,
  p_patron app.mtl_patron,
  p_table_id uuid,
  p_rating_slip_id uuid
)
returns public.mtl_entry
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.mtl_entry := p_entry;
  v_slip public.rating_slip;
begin
  v_entry.player_id := p_patron.player_id;
  v_entry.unknown_patron_id := p_patron.unknown_patron_id;
  v_entry.table_id := p_table_id;
  v_entry.rating_slip_id := p_rating_slip_id;
  if p_rating_slip_id is not null then
    select * into v_slip from public.rating_slip where casino_id = p_entry.casino_id and id = p_rating_slip_id;
    if not found then
      perform app.fail(404, 'SLIP_NOT_FOUND');
    end if;
    v_entry.table_id := coalesce(p_table_id, v_slip.table_id);
    if v_entry.player_id <> v_slip.player_id then
      perform app.fail(409, 'PLAYER_MISMATCH');
    end if;
    if v_entry.unknown_patron_id is null then
      v_entry.player_id := v_slip.player_id;
    end if;
  end if;
  v_entry.area := coalesce(v_entry.area, case
    when v_entry.table_id is not null then 'pit'
    when v_entry.kind = 'jackpot_hand_pay' then 'slots'
    else 'cage'
  end::public.mtl_area);
  return v_entry;
end;
$$;
comment on function app.place_mtl_entry(public.mtl_entry, app.mtl_patron, uuid, uuid) is
  'By whom and where it was, as far as a slip says so: the slip''s table, unless another is given, and its player. '
  'SLIP_NOT_FOUND, PLAYER_MISMATCH.';

create function app.sign_mtl_entry(p_ctx app.rls_context, p_entry public.mtl_entry)
returns public.mtl_entry
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.mtl_entry := p_entry;
begin
  v_entry.staff_id := p_ctx.staff_id;
  v_entry.correlation_id := p_ctx.correlation_id;
  v_entry.created_at := now();
  v_entry.is_after_close := exists (
    select from public.mtl_gaming_day_close
    where casino_id = v_entry.casino_id and gaming_day = v_entry.gaming_day);
  return v_entry;
end;
$$;
comment on function app.sign_mtl_entry(app.rls_context, public.mtl_entry) is
  'An entry that the caller makes now, whoever made the one that it was copied from, marked where its day had been '
  'closed: under the day''s lock, shared or alone, so that nobody closes it meanwhile.';

create function app.post_mtl_entry(p_entry public.mtl_entry)
returns public.mtl_entry
language plpgsql
set search_path = ''
as $$
declare
  -- Who waits for a row asks for it anew whenever its holder ends; of those who queue here, each is woken once.
  v_queue constant text := pg_advisory_xact_lock(app.mtl_day_key(p_entry.casino_id, p_entry.gaming_day) + 1);
  v_entry public.mtl_entry := p_entry;
begin
  v_entry.entry_no := app.add_to_mtl_day(v_entry.casino_id, v_entry.gaming_day, 1);
  -- Not before there is a lock: whoever seals the log knows that a row of an earlier id has begun to write.
  v_entry.id := app.uuid_v7();
  insert into public.mtl_entry select (v_entry).*;
  return v_entry;
end;
$$;
comment on function app.post_mtl_entry(public.mtl_entry) is
  'The only writer of the log: numbers an entry that is signed (app.sign_mtl_entry) under its day''s lock.';

create function app.mtl_entry_json(p_entry public.mtl_entry)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_principal_id uuid;
  v_joint jsonb := '[]';
  v_voided_by_entry_id uuid;
begin
  -- Of a row that voids, who else it is about is who else is in what it voids.
  select min(p.player_id::text) filter (where p.role = 'principal')::uuid,
    coalesce(jsonb_agg(jsonb_build_object('player_id', p.player_id,
      'player_name', app.player_name(p.casino_id, p.player_id), 'unknown_patron_id', p.unknown_patron_id)
      order by coalesce(p.player_id, p.unknown_patron_id))
      filter (where p.role = 'joint'), '[]'::jsonb)
  into v_principal_id, v_joint
  from public.mtl_entry_party p
  where p.casino_id = p_entry.casino_id and p.entry_id = coalesce(p_entry.voids_entry_id, p_entry.id);
  select id into v_voided_by_entry_id from public.mtl_entry
  where casino_id = p_entry.casino_id and voids_entry_id = p_entry.id;
  return app.new_mtl_entry_json(p_entry, app.player_name(p_entry.casino_id, p_entry.player_id),
      app.staff_name(p_entry.casino_id, p_entry.staff_id))
    || jsonb_build_object('agent_of_player_id', v_principal_id,
      'agent_of_player_name', app.player_name(p_entry.casino_id, v_principal_id), 'shared_with', v_joint,
      'voided_by_entry_id', v_voided_by_entry_id);
end;
$$;
comment on function app.mtl_entry_json(public.mtl_entry) is 'An entry of the log as every RPC answers it.';

create function app.new_mtl_entry_json(p_entry public.mtl_entry, p_player_name text, p_staff_name text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_table_label text;
  v_unknown_patron jsonb;
begin
  if p_entry.table_id is not null then
    select label into v_table_label from public.gaming_table
    where casino_id = p_entry.casino_id and id = p_entry.table_id;
  end if;
  if p_entry.unknown_patron_id is not null then
    v_unknown_patron := app.unknown_patron_json(p_entry.casino_id, p_entry.unknown_patron_id);
  end if;
  -- An expression without a query of its own, which is a third as dear.
  return jsonb_build_object('id', p_entry.id, 'entry_no', p_entry.entry_no, 'gaming_day', p_entry.gaming_day,
    'direction', p_entry.direction, 'kind', p_entry.kind, 'tender', p_entry.tender,
    'amount_cents', p_entry.amount_cents, 'counts_toward_ctr', p_entry.counts_toward_ctr, 'area', p_entry.area,
    'table_id', p_entry.table_id, 'table_label', v_table_label, 'rating_slip_id', p_entry.rating_slip_id,
    'player_id', p_entry.player_id,
    'player_name', coalesce(p_player_name, app.player_name(p_entry.casino_id, p_entry.player_id)),
    'unknown_patron_id', p_entry.unknown_patron_id, 'unknown_patron', v_unknown_patron, 'agent_of_player_id', null,
    'agent_of_player_name', null, 'shared_with', jsonb '[]', 'staff_id', p_entry.staff_id,
    'staff_name', p_staff_name, 'note', p_entry.note, 'is_after_close', p_entry.is_after_close,
    'occurred_at', p_entry.occurred_at, 'created_at', p_entry.created_at, 'voids_entry_id', p_entry.voids_entry_id,
    'voided_by_entry_id', null, 'correlation_id', p_entry.correlation_id);
end;
$$;
comment on function app.new_mtl_entry_json(public.mtl_entry, text, text) is
  'An entry that nobody else is part of and nothing has voided, as app.mtl_entry_json has it, by names that its writer '
  'has at hand; the player''s is looked up where it is not.';

create function app.other_mtl_patrons(p_entry public.mtl_entry, p_patron app.mtl_patron)
returns setof app.mtl_patron
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select distinct now_known.player_id, now_known.unknown_patron_id
  from public.mtl_entry_party p
  cross join lateral app.current_mtl_patron(p.casino_id,
    row(p.player_id, p.unknown_patron_id)::app.mtl_patron) now_known
  where p.casino_id = p_entry.casino_id and p.entry_id = p_entry.id
    and coalesce(now_known.player_id, now_known.unknown_patron_id)
      <> coalesce(p_patron.player_id, p_patron.unknown_patron_id)
  order by 1, 2;
end;
$$;
comment on function app.other_mtl_patrons(public.mtl_entry, app.mtl_patron) is
  'Everybody but its patron whose totals an entry is part of, each once, as far as it is known today who they are.';

create function app.count_mtl_entry(
  p_ctx app.rls_context,
  p_settings public.casino_settings,
  p_entry public.mtl_entry,
  p_about public.mtl_entry
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_own app.mtl_patron := app.current_mtl_patron(p_about.casino_id,
    row(p_about.player_id, p_about.unknown_patron_id)::app.mtl_patron);
  v_other app.mtl_patron;
  v_answer jsonb;
  v_others jsonb := '[]';
begin
  v_answer := app.count_for_mtl_patron(p_ctx, p_settings, p_entry, p_about, v_own);
  for v_other in select * from app.other_mtl_patrons(p_about, v_own) loop
    v_others := v_others || (to_jsonb(v_other)
      || app.count_for_mtl_patron(p_ctx, p_settings, p_entry, p_about, v_other));
  end loop;
  return v_answer || jsonb_build_object('entry', app.mtl_entry_json(p_entry), 'others', v_others);
end;
$$;
comment on function app.count_mtl_entry(app.rls_context, public.casino_settings, public.mtl_entry,
  public.mtl_entry) is
  'Brings the totals of everybody an entry is about up to date, opens the cases that are due, and returns the answer. '
  'p_about is the entry itself, or the one that it voids.';

create function app.count_for_mtl_patron(
  p_ctx app.rls_context,
  p_settings public.casino_settings,
  p_entry public.mtl_entry,
  p_about public.mtl_entry,
  p_patron app.mtl_patron
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_day public.mtl_patron_day;
  v_case_id uuid;
begin
  if p_entry.voids_entry_id is null then
    v_day := app.add_to_mtl_patron_day(p_entry, p_patron);
  else
    v_day := app.recount_mtl_patron_day(p_about.casino_id, p_about.gaming_day, p_patron);
  end if;
  v_case_id := app.find_ctr_case_id(v_day.casino_id, v_day.gaming_day, p_patron);
  return jsonb_build_object(
    'totals', app.mtl_totals_json(p_settings, v_day.gaming_day, v_day.cash_in_cents, v_day.cash_out_cents),
    'ctr_case_id', case when p_about.counts_toward_ctr
      then app.follow_ctr_line(p_ctx, p_settings, v_day, v_case_id, p_about.id) else v_case_id end);
end;
$$;
comment on function app.count_for_mtl_patron(app.rls_context, public.casino_settings, public.mtl_entry,
  public.mtl_entry, app.mtl_patron) is
  'What app.count_mtl_entry does for one of its patrons: {totals, ctr_case_id}.';
