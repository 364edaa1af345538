-- A case as the RPCs answer it.

create function app.ctr_person_json(p_case public.ctr_case, p_person_id uuid, p_parts app.ctr_part[],
  p_with_identity boolean)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_person public.ctr_case_person;
  v_facts jsonb := app.ctr_person_facts(p_case, p_person_id);
  v_is_player boolean := exists (select from public.player p
    where p.casino_id = p_case.casino_id and p.id = p_person_id);
begin
  select * into v_person from public.ctr_case_person c
  where c.casino_id = p_case.casino_id and c.case_id = p_case.id and c.person_id = p_person_id;
  return jsonb_build_object('person_id', p_person_id, 'player_id', case when v_is_player then p_person_id end,
    'unknown_patron_id', case when not v_is_player then p_person_id end,
    'player_name', app.player_name(p_case.casino_id, p_person_id),
    'roles', (select jsonb_agg(jsonb_build_object('role', r.role, 'cash_in_cents', r.cash_in,
        'cash_out_cents', r.cash_out, 'entry_count', r.entries) order by r.role)
      from (
        select p.role, coalesce(sum(p.amount_cents) filter (where p.direction = 'in'), 0) as cash_in,
          coalesce(sum(p.amount_cents) filter (where p.direction = 'out'), 0) as cash_out, count(*) as entries
        from unnest(p_parts) p where p.person_id = p_person_id
        group by p.role
      ) r),
    'facts', case when p_with_identity then v_facts end,
    'unknown', case when p_with_identity then app.camel_names(coalesce(v_person.unknown, '{}')) end,
    'verified_by_staff_id', v_person.verified_by_staff_id,
    'verified_by_staff_name', app.staff_name(p_case.casino_id, v_person.verified_by_staff_id),
    'verified_at', v_person.verified_at,
    'missing', app.camel_names(app.ctr_missing_of_person(v_facts, coalesce(v_person.unknown, '{}'),
      v_person.verified_at is not null)));
end;
$$;
comment on function app.ctr_person_json(public.ctr_case, uuid, app.ctr_part[], boolean) is
  'Somebody in a case: their roles with what they did in each, what is known of them where identity may be read, and '
  'what is missing.';

create function app.ctr_filings_json(p_casino_id uuid, p_case_ids uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('filing_id', f.id, 'filing_no', f.filing_no, 'kind', f.kind,
      'filed_on', f.filed_on, 'staff_name', app.staff_name(f.casino_id, f.staff_id), 'created_at', f.created_at,
      'batch_id', b.batch_id, 'bsa_id', coalesce(a.bsa_id, f.own_bsa_id),
      'is_accepted', coalesce(a.is_accepted, case when f.own_bsa_id is not null then true end),
      'acknowledged_at', a.created_at, 'errors', coalesce(a.errors, '[]'), 'withdrawn_at', w.created_at,
      'withdrawn_by_staff_name', app.staff_name(w.casino_id, w.staff_id)) order by f.case_id, f.filing_no)
    from public.ctr_filing f
    left join public.ctr_batch_report b on b.casino_id = f.casino_id and b.filing_id = f.id
    left join public.ctr_acknowledgement a on a.casino_id = f.casino_id and a.filing_id = f.id
    left join public.ctr_withdrawal w on w.casino_id = f.casino_id and w.filing_id = f.id
    where f.casino_id = p_casino_id and f.case_id = any (p_case_ids)), '[]');
end;
$$;
comment on function app.ctr_filings_json(uuid, uuid[]) is
  'What was filed of cases, of each first to last: in which batch, and what FinCEN said; is_accepted is null until it '
  'did. What was taken back before it went out has withdrawn_at.';

create function app.ctr_reports_json(p_case public.ctr_case)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_merged_ids uuid[] := array_remove(app.ctr_case_ids(p_case), p_case.id);
begin
  return jsonb_build_object('filings', app.ctr_filings_json(p_case.casino_id, array[p_case.id]),
    'merged_filings', app.ctr_filings_json(p_case.casino_id, v_merged_ids),
    'amends_bsa_id', (select p.bsa_id from app.ctr_prior_filing(p_case) p),
    'other_bsa_ids', case when v_merged_ids = '{}' then '[]' else to_jsonb(app.ctr_other_bsa_ids(p_case)) end);
end;
$$;
comment on function app.ctr_reports_json(public.ctr_case) is
  'What was filed of a case and of cases that became part of it, which report the next one amends, and which others '
  'FinCEN has: {filings, merged_filings, amends_bsa_id, other_bsa_ids}.';

create function app.ctr_voided_entries_json(p_case public.ctr_case)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(app.mtl_entry_json(e) || jsonb_build_object('void_reason', v.note, 'voided_at', v.created_at,
      'voided_by_staff_name', app.staff_name(v.casino_id, v.staff_id)) order by e.entry_no)
    from public.mtl_entry e
    join public.mtl_entry v on v.casino_id = e.casino_id and v.voids_entry_id = e.id
    where e.casino_id = p_case.casino_id and e.id = any (app.ctr_entry_ids(p_case)) and e.counts_toward_ctr), '[]');
end;
$$;
comment on function app.ctr_voided_entries_json(public.ctr_case) is
  'What counted towards a case until it was voided: the entries, with why, when and by whom.';

create function app.ctr_case_json(p_case public.ctr_case, p_with_identity boolean)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_missing text[] := app.ctr_missing(p_case);
  v_parts app.ctr_part[] := array(select p from app.ctr_parts(p_case) p);
  v_sheet public.ctr_case_sheet;
begin
  select * into v_sheet from public.ctr_case_sheet s
  where s.casino_id = p_case.casino_id and s.case_id = p_case.id;
  return (
    select jsonb_build_object('id', p_case.id, 'gaming_day', p_case.gaming_day,
      'status', app.ctr_status(p_case, v_missing), 'due_on', p_case.due_on, 'opened_at', p_case.opened_at,
      'player_id', p_case.player_id, 'player_name', app.player_name(p_case.casino_id, p_case.player_id),
      'unknown_patron_id', p_case.unknown_patron_id, 'cash_in_cents', r.cash_in_cents,
      'cash_out_cents', r.cash_out_cents, 'reported', r.directions,
      'is_aggregated', coalesce(v_sheet.is_aggregated, false), 'needs_amendment', p_case.needs_amendment,
      'not_required_reason', v_sheet.not_required_reason,
      'decided_by_staff_name', app.staff_name(p_case.casino_id, v_sheet.decided_by_staff_id),
      'decided_at', v_sheet.decided_at, 'version', coalesce(v_sheet.version, 0),
      'persons', coalesce((select jsonb_agg(app.ctr_person_json(p_case, p.person_id, v_parts, p_with_identity)
          order by p.place)
        from unnest(app.ctr_person_ids(p_case)) with ordinality p (person_id, place)), '[]'),
      'entries', coalesce((select jsonb_agg(app.mtl_entry_json(e) order by e.entry_no) from public.mtl_entry e
        where e.casino_id = p_case.casino_id and e.id in (select p.entry_id from unnest(v_parts) p)), '[]'),
      'voided_entries', app.ctr_voided_entries_json(p_case),
      'missing', app.camel_names(v_missing)) || app.ctr_reports_json(p_case)
    from app.ctr_reported(p_case) r
  );
end;
$$;
comment on function app.ctr_case_json(public.ctr_case, boolean) is
  'A case as the RPCs answer it, with every entry behind it that counts, and apart from them those that did until they '
  'were voided; with its reports, and those of cases that became part of it. Identification only for who may read it.';
