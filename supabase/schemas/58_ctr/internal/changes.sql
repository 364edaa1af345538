-- What compliance says of a case and of the persons in it.

create function app.change_ctr_person(p_ctx app.rls_context, p_case public.ctr_case, p_change jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_person_id uuid := p_change ->> 'person_id';
  v_is_seen boolean := (p_change -> 'is_verified')::boolean;
begin
  if v_person_id <> all (app.ctr_person_ids(p_case)) then
    perform app.fail(404, 'CTR_PERSON_NOT_FOUND');
  end if;
  insert into public.ctr_case_person as c (casino_id, case_id, person_id, facts, unknown, verified_by_staff_id,
    verified_at)
  values (p_case.casino_id, p_case.id, v_person_id, app.ctr_person_change('{}', p_change),
    app.ctr_unknown('{}', p_change), case when v_is_seen then p_ctx.staff_id end, case when v_is_seen then now() end)
  on conflict (casino_id, case_id, person_id) do update
  set facts = app.ctr_person_change(c.facts, p_change), unknown = app.ctr_unknown(c.unknown, p_change),
    verified_by_staff_id = case when v_is_seen is null then c.verified_by_staff_id else excluded.verified_by_staff_id
      end,
    verified_at = case when v_is_seen is null then c.verified_at else excluded.verified_at end;
end;
$$;
comment on function app.change_ctr_person(app.rls_context, public.ctr_case, jsonb) is
  'Says who somebody in a locked case is: fields of the form, what is unknown (the whole list), and whether the caller '
  'saw the document. CTR_PERSON_NOT_FOUND for who is not in the case.';

create function app.ctr_unknown(p_unknown text[], p_change jsonb)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_options constant text[] := array['last_name', 'first_name', 'birth_date', 'street', 'city', 'state', 'zip',
    'country', 'tin', 'identification', 'occupation'];
begin
  if not p_change ? 'unknown' then
    return p_unknown;
  end if;
  if jsonb_typeof(p_change -> 'unknown') <> 'array'
    or exists (select from jsonb_array_elements_text(p_change -> 'unknown') u where u <> all (v_options)) then
    perform app.invalid('unknown', 'oneOf',
      jsonb_build_object('options', array_to_string(app.camel_names(v_options), ', ')));
  end if;
  return array(select u from unnest(v_options) u where p_change -> 'unknown' ? u);
end;
$$;
comment on function app.ctr_unknown(text[], jsonb) is
  'What is said to be unknown after a change: the list that it gives, or as before. VALIDATION_FAILED.';

create function app.require_ctr_changes(p_changes jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_decision jsonb := p_changes -> 'decision';
begin
  perform app.require_known_fields('changes', p_changes, array['is_aggregated', 'decision', 'person']);
  if p_changes = '{}' then
    perform app.invalid('changes', 'changeOne');
  end if;
  if p_changes ? 'is_aggregated' and jsonb_typeof(p_changes -> 'is_aggregated') <> 'boolean' then
    perform app.invalid('isAggregated', 'trueOrFalse');
  end if;
  if p_changes ? 'person' then
    if jsonb_typeof(p_changes -> 'person') <> 'object' then
      perform app.invalid('person', 'object');
    end if;
    if pg_input_is_valid(p_changes -> 'person' ->> 'person_id', 'uuid') is not true then
      perform app.invalid('personId', 'id');
    end if;
    if jsonb_typeof(coalesce(p_changes -> 'person' -> 'is_verified', 'true')) <> 'boolean' then
      perform app.invalid('isVerified', 'trueOrFalse');
    end if;
    perform app.ctr_person_change('{}', p_changes -> 'person'), app.ctr_unknown('{}', p_changes -> 'person');
  end if;
  if p_changes ? 'decision' then
    perform app.require_known_fields('decision', v_decision, array['status', 'reason']);
    if (v_decision ->> 'status' in ('open', 'not_required')) is not true then
      perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'open, not_required'));
    end if;
    if v_decision ->> 'status' = 'not_required'
      and (length(btrim(v_decision ->> 'reason')) between 1 and 500) is not true then
      perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
    end if;
  end if;
end;
$$;
comment on function app.require_ctr_changes(jsonb) is 'VALIDATION_FAILED unless the changes of a case can be read.';

create function app.decide_ctr_case(p_ctx app.rls_context, p_case public.ctr_case, p_decision jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_is_dismissed boolean := p_decision ->> 'status' = 'not_required';
  v_is_out boolean := app.is_ctr_report_out(p_case);
begin
  if p_case.status = 'filed' and (v_is_out or not v_is_dismissed) then
    perform app.require_nothing_to_amend(p_case, v_is_dismissed);
  end if;
  if v_is_dismissed then
    insert into public.ctr_withdrawal (casino_id, filing_id, staff_id)
    select p_case.casino_id, u.filing_id, p_ctx.staff_id from app.ctr_unsent(p_case.casino_id) u
    where u.case_id = p_case.id;
  end if;
  update public.ctr_case_sheet
  set not_required_reason = case when v_is_dismissed then btrim(p_decision ->> 'reason') end,
    decided_by_staff_id = case when v_is_dismissed then p_ctx.staff_id end,
    decided_at = case when v_is_dismissed then now() end
  where casino_id = p_case.casino_id and case_id = p_case.id;
  -- What FinCEN has stays filed: it is the amendment that is not required.
  update public.ctr_case
  set status = case when v_is_out then 'filed' when v_is_dismissed then 'not_required'
      else 'open' end::public.ctr_case_status,
    needs_amendment = v_is_out and not v_is_dismissed
  where casino_id = p_case.casino_id and id = p_case.id;
end;
$$;
comment on function app.decide_ctr_case(app.rls_context, public.ctr_case, jsonb) is
  'Finds that a locked case needs no report, with the reason, or takes that back. A report that has not gone out goes '
  'out no more; of a case of which one did, it is found that there is nothing to amend. CTR_CASE_CLOSED, '
  'CTR_ACKNOWLEDGEMENT_AWAITED.';

create function app.require_nothing_to_amend(p_case public.ctr_case, p_is_dismissed boolean)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_is_gone boolean := (select r.directions = '{}' from app.ctr_reported(p_case) r);
  v_is_decided boolean := exists (select from public.ctr_case_sheet s
    where s.casino_id = p_case.casino_id and s.case_id = p_case.id and s.not_required_reason is not null);
begin
  if (p_is_dismissed and not v_is_gone) or not (p_is_dismissed or v_is_decided) then
    perform app.fail(409, 'CTR_CASE_CLOSED', jsonb_build_object('status', p_case.status));
  end if;
  -- What has not gone out is taken back by the decision itself.
  if p_is_dismissed and exists (
    select from app.ctr_live_filings(p_case) f where f.is_own and f.is_out and f.bsa_id is null) then
    perform app.fail(409, 'CTR_ACKNOWLEDGEMENT_AWAITED');
  end if;
end;
$$;
comment on function app.require_nothing_to_amend(public.ctr_case, boolean) is
  'FinCEN takes no report back, and an amendment says what there was: of a case of which a report went out it can be '
  'found that there is nothing to amend once none of its cash is left, and FinCEN has answered. CTR_CASE_CLOSED, also '
  'for one of which that was not found and is to be taken back; CTR_ACKNOWLEDGEMENT_AWAITED.';

create function app.ctr_change_json(p_case public.ctr_case, p_version integer, p_changes jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('case_id', p_case.id, 'status', p_case.status, 'version', p_version,
    'needs_amendment', p_case.needs_amendment,
    'person_id', p_changes -> 'person' -> 'person_id',
    'changed', (
      select jsonb_agg(c.field order by c.field) from (
        select app.camel_case(key) as field from jsonb_each(p_changes - 'person')
        union all
        select 'person.' || app.camel_case(key)
        from jsonb_each(coalesce(p_changes -> 'person', '{}') - 'person_id')
      ) c));
end;
$$;
comment on function app.ctr_change_json(public.ctr_case, integer, jsonb) is
  'What is answered of a change, and kept in the audit trail: which fields it named, never what they say.';
