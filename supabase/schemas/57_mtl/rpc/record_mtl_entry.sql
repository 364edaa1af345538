create function public.rpc_record_mtl_entry(
  p_kind text,
  p_tender text,
  p_amount_cents bigint,
  p_idempotency_key text,
  p_player_id uuid default null,
  p_unknown_patron_id uuid default null,
  p_unknown_patron jsonb default null,
  p_table_id uuid default null,
  p_rating_slip_id uuid default null,
  p_area text default null,
  p_agent_of_player_id uuid default null,
  p_shared_with jsonb default null,
  p_occurred_at timestamptz default null,
  p_note text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('record_mtl_entry', 'mtl.write', p_idempotency_key,
    jsonb_build_array(p_kind, p_tender, p_amount_cents, p_player_id, p_unknown_patron_id, p_unknown_patron, p_table_id,
      p_rating_slip_id, p_area, p_agent_of_player_id, p_shared_with, extract(epoch from p_occurred_at), v_note),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_entry public.mtl_entry := app.mtl_entry_of_request(v_ctx, p_kind, p_tender, p_amount_cents, p_area, v_note,
    p_occurred_at, num_nonnulls(p_table_id, p_rating_slip_id) > 0);
  v_patron app.mtl_patron := app.mtl_patron_of_request(p_player_id, p_unknown_patron_id, p_unknown_patron,
    p_rating_slip_id is not null);
  v_player_name text;
  v_day public.mtl_patron_day;
  v_case_id uuid;
  v_totals jsonb;
  v_shown jsonb;
  v_answer jsonb;
begin
  if p_shared_with is not null then
    perform app.require_parties(p_shared_with);
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_entry.gaming_day := case when p_occurred_at is null then v_ctx.gaming_day
    else app.gaming_day(v_ctx.casino_id, v_entry.occurred_at) end;
  if p_table_id is not null then
    perform app.require_mtl_table(v_ctx, p_table_id);
  end if;
  v_player_name := app.require_known_patron(v_ctx, v_patron);
  if p_unknown_patron_id is not null then
    perform app.hold_unknown_patron(v_ctx, p_unknown_patron_id);
  end if;
  if p_unknown_patron is not null then
    v_patron.unknown_patron_id := app.add_unknown_patron(v_ctx, v_entry.gaming_day, p_unknown_patron);
  end if;
  v_entry := app.place_mtl_entry(v_entry, v_patron, p_table_id, p_rating_slip_id);

  if p_agent_of_player_id is not null or p_shared_with is not null then
    perform app.require_other_parties(v_ctx, v_entry, p_agent_of_player_id, p_shared_with);
    perform app.lock_mtl_day(v_entry.casino_id, v_entry.gaming_day);
    v_entry := app.post_mtl_entry(app.sign_mtl_entry(v_ctx, v_entry));
    perform app.add_mtl_parties(v_entry, p_agent_of_player_id, p_shared_with);
    v_answer := app.count_mtl_entry(v_ctx, v_call.settings, v_entry, v_entry);
  else
    -- What can be done before the number is taken is done before: everybody else waits for its holder's commit.
    v_day := app.share_mtl_day(v_entry);
    v_case_id := app.find_ctr_case_id(v_ctx.casino_id, v_day.gaming_day,
      row(v_day.player_id, v_day.unknown_patron_id)::app.mtl_patron);
    v_totals := app.mtl_totals_json(v_call.settings, v_day.gaming_day, v_day.cash_in_cents, v_day.cash_out_cents);
    v_entry := app.sign_mtl_entry(v_ctx, v_entry);
    v_shown := app.new_mtl_entry_json(v_entry, v_player_name, v_call.staff_name);
    v_entry := app.post_mtl_entry(v_entry);
    if v_entry.counts_toward_ctr then
      v_case_id := app.follow_ctr_line(v_ctx, v_call.settings, v_day, v_case_id, v_entry.id);
    end if;
    v_answer := jsonb_build_object('totals', v_totals, 'others', jsonb '[]', 'ctr_case_id', v_case_id,
      'entry', v_shown || jsonb_build_object('id', v_entry.id, 'entry_no', v_entry.entry_no));
  end if;
  return app.finish_call(v_call, 'mtl.record_entry', 'mtl_entry', v_entry.id, null, v_answer);
end;
$$;
comment on function public.rpc_record_mtl_entry(text, text, bigint, text, uuid, uuid, jsonb, uuid, uuid, text, uuid,
  jsonb, timestamptz, text, uuid) is
  'Logs one movement of value between a patron and the house. The kind decides the direction and, with the tender, '
  'whether it counts (app.is_ctr_kind). The patron is a player, an unknown patron, a description of a new one '
  '({description, sex, age_range, hair, height, clothing, table_id, seat}), or the player of the slip. '
  'p_agent_of_player_id is for whom the patron acts; p_shared_with are others in the same transaction, '
  '[{player_id} or {unknown_patron_id}]. The gaming day is that of p_occurred_at, else of now. Answers '
  '{is_existing, entry, totals of the patron''s gaming day, ctr_case_id, others: [{player_id, unknown_patron_id, '
  'totals, ctr_case_id}]}; a case opens by itself for everybody whose cash in or cash out is strictly more than '
  'the threshold. Capability mtl.write. VALIDATION_FAILED, PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND, '
  'TABLE_NOT_FOUND, SLIP_NOT_FOUND, PLAYER_MISMATCH.';

create function app.mtl_patron_of_request(
  p_player_id uuid,
  p_unknown_patron_id uuid,
  p_unknown_patron jsonb,
  p_has_slip boolean
)
returns app.mtl_patron
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_count constant integer := num_nonnulls(p_player_id, p_unknown_patron_id, p_unknown_patron);
begin
  if v_count > 1 or (v_count = 0 and not p_has_slip) then
    perform app.invalid('playerId', 'onePatron');
  end if;
  if p_unknown_patron is not null then
    perform app.require_description(p_unknown_patron);
  end if;
  return row(p_player_id, p_unknown_patron_id)::app.mtl_patron;
end;
$$;
comment on function app.mtl_patron_of_request(uuid, uuid, jsonb, boolean) is
  'Whom an entry names: nobody yet where it describes somebody, or leaves it to its slip. VALIDATION_FAILED unless it '
  'names one patron.';

create function app.require_parties(p_shared_with jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if jsonb_typeof(p_shared_with) is distinct from 'array' or jsonb_array_length(p_shared_with) not between 1 and 10
    or exists (
      select from jsonb_array_elements(p_shared_with) party
      where jsonb_typeof(party) is distinct from 'object'
        or num_nonnulls(party ->> 'player_id', party ->> 'unknown_patron_id') <> 1
        or not pg_input_is_valid(coalesce(party ->> 'player_id', party ->> 'unknown_patron_id'), 'uuid')) then
    perform app.invalid('sharedWith', 'parties');
  end if;
end;
$$;
comment on function app.require_parties(jsonb) is
  'VALIDATION_FAILED unless it is a list of 1 to 10 of {player_id} or {unknown_patron_id}.';

create function app.mtl_parties_of_request(p_shared_with jsonb)
returns setof app.mtl_patron
language plpgsql
immutable
set search_path = ''
as $$
begin
  return query
  select (party ->> 'player_id')::uuid, (party ->> 'unknown_patron_id')::uuid
  from jsonb_array_elements(p_shared_with) party
  order by 1, 2;
end;
$$;
comment on function app.mtl_parties_of_request(jsonb) is 'Those who share a transaction, in one order.';

create function app.require_other_parties(
  p_ctx app.rls_context,
  p_entry public.mtl_entry,
  p_agent_of_player_id uuid,
  p_shared_with jsonb
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_parties app.mtl_patron[] := array(select p from app.mtl_parties_of_request(p_shared_with) p);
  v_party app.mtl_patron;
  v_ids uuid[] := array(select coalesce(p.player_id, p.unknown_patron_id) from unnest(v_parties) p);
begin
  if p_agent_of_player_id = p_entry.player_id or p_agent_of_player_id = any (v_ids) then
    perform app.invalid('agentOfPlayerId', 'otherPerson');
  end if;
  if coalesce(p_entry.player_id, p_entry.unknown_patron_id) = any (v_ids)
    or cardinality(v_ids) <> (select count(distinct id) from unnest(v_ids) id) then
    perform app.invalid('sharedWith', 'otherPerson');
  end if;
  perform app.require_known_patron(p_ctx, row(p_agent_of_player_id, null)::app.mtl_patron);
  foreach v_party in array v_parties loop
    perform app.require_known_patron(p_ctx, v_party);
    perform app.hold_unknown_patron(p_ctx, v_party.unknown_patron_id);
  end loop;
end;
$$;
comment on function app.require_other_parties(app.rls_context, public.mtl_entry, uuid, jsonb) is
  'Everybody else of an entry is somebody of the casino, and named once. VALIDATION_FAILED, PLAYER_NOT_FOUND, '
  'UNKNOWN_PATRON_NOT_FOUND.';

create function app.add_mtl_parties(p_entry public.mtl_entry, p_agent_of_player_id uuid, p_shared_with jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.mtl_entry_party (casino_id, entry_id, role, player_id, unknown_patron_id)
  select p_entry.casino_id, p_entry.id, 'principal'::public.mtl_party_role, p_agent_of_player_id, null
  where p_agent_of_player_id is not null
  union all
  select p_entry.casino_id, p_entry.id, 'joint', p.player_id, p.unknown_patron_id
  from app.mtl_parties_of_request(p_shared_with) p;
end;
$$;
comment on function app.add_mtl_parties(public.mtl_entry, uuid, jsonb) is
  'Writes down who else an entry is about.';
