-- The report of a case, complete, as it is kept when it is filed and as the batch is made of it.

create function app.ctr_lines(p_parts app.ctr_part[], p_direction public.mtl_direction)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('type', l.line, 'cents', l.cents,
      'other', case when l.line in ('other_in', 'other_out') then 'CASH' end) order by l.line)
    from (
      select e.line, sum(e.amount_cents) as cents
      from (select distinct p.entry_id, p.line, p.amount_cents from unnest(p_parts) p
        where p.direction = p_direction) e
      group by e.line
    ) l), '[]');
end;
$$;
comment on function app.ctr_lines(app.ctr_part[], public.mtl_direction) is
  'What parts come to on each line of the form, in cents, every entry once.';

create function app.ctr_person_report(p_case public.ctr_case, p_person_id uuid, p_role public.ctr_person_role,
  p_parts app.ctr_part[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_unknown text[] := coalesce((select c.unknown from public.ctr_case_person c
    where c.casino_id = p_case.casino_id and c.case_id = p_case.id and c.person_id = p_person_id), '{}');
  -- What is said to be unknown is not reported, also where something had been typed.
  v_known jsonb := app.ctr_person_facts(p_case, p_person_id) - v_unknown;
begin
  return jsonb_build_object('role', p_role, 'is_entity', coalesce((v_known -> 'is_entity')::boolean, false),
    'last_name', v_known -> 'last_name', 'first_name', v_known -> 'first_name',
    'middle_name', v_known -> 'middle_name', 'suffix', v_known -> 'suffix',
    'alternate_name', v_known -> 'alternate_name', 'gender', v_known -> 'gender',
    'birth_date', v_known -> 'birth_date',
    'address', jsonb_build_object('street', v_known -> 'street', 'city', v_known -> 'city',
      'state', case when v_known ->> 'country' in ('US', 'CA', 'MX') then v_known -> 'state' end,
      'zip', v_known -> 'zip', 'country', v_known -> 'country'),
    'phone', v_known -> 'phone', 'email', v_known -> 'email',
    'tin', case when v_known ?& array['tin', 'tin_type'] then
      jsonb_build_object('type', v_known -> 'tin_type', 'number', v_known -> 'tin') end,
    'identification', case when v_known ? 'id_type' and 'identification' <> all (v_unknown) then
      jsonb_build_object('type', v_known -> 'id_type', 'other_type', v_known -> 'id_other_type',
        'number', v_known -> 'id_number', 'issuer_state', v_known -> 'id_state',
        'issuer_country', v_known -> 'id_country') end,
    'occupation', v_known -> 'occupation', 'naics', v_known -> 'naics',
    'is_multiple', (select count(distinct p.entry_id) > 1 from unnest(p_parts) p),
    'cash_in', app.ctr_lines(p_parts, 'in'), 'cash_out', app.ctr_lines(p_parts, 'out'));
end;
$$;
comment on function app.ctr_person_report(public.ctr_case, uuid, public.ctr_person_role, app.ctr_part[]) is
  'One person in one role as the report says it, with what they did in that role.';

create function app.ctr_persons_report(p_case public.ctr_case, p_parts app.ctr_part[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if (select s.is_aggregated from public.ctr_case_sheet s
    where s.casino_id = p_case.casino_id and s.case_id = p_case.id) then
    return jsonb_build_array(app.ctr_person_report(p_case, coalesce(p_case.player_id, p_case.unknown_patron_id),
      'on_behalf', p_parts));
  end if;
  return (
    select jsonb_agg(app.ctr_person_report(p_case, r.person_id, r.role, r.parts) order by r.role, r.person_id)
    from (
      select p.person_id, p.role, array_agg(p) as parts
      from unnest(p_parts) p
      group by p.person_id, p.role
    ) r);
end;
$$;
comment on function app.ctr_persons_report(public.ctr_case, app.ctr_part[]) is
  'Everybody in a report: a person with two roles stands in it twice, each with its amounts.';

create function app.ctr_firm_report(p_facts jsonb, p_prefix text)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- What has no address of its own is where the institution is.
  v_at text := case when p_facts ? (p_prefix || 'street') then p_prefix else '' end;
begin
  return jsonb_build_object('name', coalesce(p_facts -> (p_prefix || 'name'), p_facts -> 'name'),
    'trade_name', p_facts -> 'trade_name', 'ein', p_facts -> 'ein', 'gaming_type', p_facts -> 'gaming_type',
    'gaming_type_other', p_facts -> 'gaming_type_other',
    'address', jsonb_build_object('street', p_facts -> (v_at || 'street'), 'city', p_facts -> (v_at || 'city'),
      'state', p_facts -> (v_at || 'state'), 'zip', p_facts -> (v_at || 'zip'),
      'country', p_facts -> (v_at || 'country')));
end;
$$;
comment on function app.ctr_firm_report(jsonb, text) is
  'A firm as the report says it, by the fields of the profile that begin with a prefix.';

create function app.ctr_report(p_case public.ctr_case, p_kind public.ctr_filing_kind, p_prior_bsa_id text,
  p_filed_on date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_directions public.mtl_direction[] := (select r.directions from app.ctr_reported(p_case) r);
  v_parts app.ctr_part[] := array(select p from app.ctr_parts(p_case) p where p.direction = any (v_directions));
  v_facts jsonb := (select p.facts from public.casino_filing_profile p where p.casino_id = p_case.casino_id);
  v_transmitter jsonb := app.ctr_firm_report(v_facts, 'transmitter_');
begin
  return jsonb_build_object('filing_date', p_filed_on, 'kind', p_kind, 'prior_bsa_id', p_prior_bsa_id,
    'transmitter', jsonb_build_object('name', v_transmitter -> 'name', 'address', v_transmitter -> 'address',
      'tin', v_facts -> 'transmitter_tin', 'control_code', v_facts -> 'transmitter_control_code',
      'contact_name', v_facts -> 'transmitter_contact', 'phone', v_facts -> 'transmitter_phone'),
    'institution', app.ctr_firm_report(v_facts, ''),
    'contact_office', jsonb_build_object('name', v_facts -> 'contact_office', 'phone', v_facts -> 'contact_phone',
      'extension', v_facts -> 'contact_extension'),
    'location', app.ctr_firm_report(v_facts, 'location_'), 'transaction_date', p_case.gaming_day,
    'is_aggregated', coalesce((select s.is_aggregated from public.ctr_case_sheet s
      where s.casino_id = p_case.casino_id and s.case_id = p_case.id), false),
    'cash_in', app.ctr_lines(v_parts, 'in'), 'cash_out', app.ctr_lines(v_parts, 'out'),
    'persons', app.ctr_persons_report(p_case, v_parts));
end;
$$;
comment on function app.ctr_report(public.ctr_case, public.ctr_filing_kind, text, date) is
  'Everything that FinCEN Report 112 says of a case, amounts in cents. Complete once app.ctr_missing is empty. Read by '
  'ctrReportSchema.';
