-- Whether a case can be filed, and what is missing.

create function app.ctr_missing_of_person(p_facts jsonb, p_unknown text[], p_is_verified boolean)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_is_entity boolean := coalesce((p_facts -> 'is_entity')::boolean, false);
  v_has_states boolean := p_facts ->> 'country' in ('US', 'CA', 'MX');
begin
  return array(
    select f.field from (values
      (1, 'last_name', p_facts ? 'last_name'),
      (2, 'first_name', p_facts ? 'first_name' or v_is_entity),
      (3, 'birth_date', p_facts ? 'birth_date' or v_is_entity),
      (4, 'street', p_facts ? 'street'),
      (5, 'city', p_facts ? 'city'),
      (6, 'state', p_facts ? 'state' or not coalesce(v_has_states, false)),
      (7, 'zip', p_facts ? 'zip'),
      (8, 'country', p_facts ? 'country'),
      (9, 'tin', p_facts ?& array['tin', 'tin_type']),
      (10, 'identification', p_facts ?& array['id_type', 'id_number', 'id_country']
        and (p_facts ? 'id_other_type' or p_facts ->> 'id_type' <> 'other')),
      (11, 'verified_by', p_is_verified or 'identification' = any (p_unknown)),
      (12, 'occupation', p_facts ? 'occupation')
    ) f (place, field, is_there)
    where not f.is_there and f.field <> all (p_unknown)
    order by f.place);
end;
$$;
comment on function app.ctr_missing_of_person(jsonb, text[], boolean) is
  'What the form asks of a person that is neither known nor said to be unknown, in its order. An entity has no first '
  'name and no birth date; only some countries have states there.';

create function app.ctr_missing_of_profile(p_casino_id uuid)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_facts jsonb := coalesce((select p.facts from public.casino_filing_profile p where p.casino_id = p_casino_id), '{}');
begin
  return array(
    select 'profile_' || f.field
    from unnest(array['name', 'ein', 'gaming_type', 'gaming_type_other', 'street', 'city', 'state', 'zip', 'country',
      'contact_office', 'contact_phone', 'transmitter_name', 'transmitter_tin', 'transmitter_control_code',
      'transmitter_contact', 'transmitter_phone']) with ordinality f (field, place)
    where not v_facts ? f.field and (f.field <> 'gaming_type_other' or v_facts ->> 'gaming_type' = 'other')
    order by f.place) || array(
    -- An address of its own is whole, or it is the institution's.
    select 'profile_' || p.prefix || f.field
    from unnest(array['location_', 'transmitter_']) p (prefix),
      unnest(array['city', 'state', 'zip', 'country']) with ordinality f (field, place)
    where v_facts ? (p.prefix || 'street') and not v_facts ? (p.prefix || f.field)
    order by p.prefix, f.place);
end;
$$;
comment on function app.ctr_missing_of_profile(uuid) is
  'What the form asks of the house that no admin has set, as profile_<field>.';

create function app.ctr_missing(p_case public.ctr_case)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
begin
  if (select r.directions = '{}' from app.ctr_reported(p_case) r) then
    return array['below_threshold'];
  end if;
  return array(
    select m.field from (
      select field, min(place) as place
      from unnest(app.ctr_person_ids(p_case)) who (id)
      left join public.ctr_case_person c
        on c.casino_id = p_case.casino_id and c.case_id = p_case.id and c.person_id = who.id
      cross join lateral unnest(app.ctr_missing_of_person(app.ctr_person_facts(p_case, who.id),
        coalesce(c.unknown, '{}'), c.verified_at is not null)) with ordinality missing (field, place)
      group by field
    ) m
    order by m.place, m.field)
    || app.ctr_missing_of_profile(p_case.casino_id);
end;
$$;
comment on function app.ctr_missing(public.ctr_case) is
  'What stands between a case and its filing: fields of persons, of the house, or below_threshold where no direction '
  'is to be reported any more, so that nothing can be filed and somebody decides.';

create function app.ctr_status(p_case public.ctr_case, p_missing text[])
returns public.ctr_case_status
language plpgsql
stable
set search_path = ''
as $$
begin
  return case
    when p_case.status in ('filed', 'not_required') then p_case.status
    when p_missing = '{}' then 'ready'
    when p_case.status = 'open' and not exists (select from public.ctr_case_person p
      where p.casino_id = p_case.casino_id and p.case_id = p_case.id) then 'open'
    else 'information_missing'
  end;
end;
$$;
comment on function app.ctr_status(public.ctr_case, text[]) is
  'How far a case is. Open until somebody has begun with it; then as what is missing says, whatever the cash log has '
  'added since.';
