create function app.exclusion_list_columns(p_headers jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(field, place) from (
      select distinct on (f.field) f.field, h.place - 1 as place
      from jsonb_array_elements_text(p_headers) with ordinality h (header, place)
      join (values
        ('name', array['name', 'fullname', 'personname', 'patronname', 'excludedperson']),
        ('first_name', array['firstname', 'first', 'givenname', 'forename', 'fname']),
        ('last_name', array['lastname', 'last', 'surname', 'familyname', 'lname']),
        ('birth_date', array['birthdate', 'dateofbirth', 'dob', 'birthday']),
        ('starts_on', array['from', 'startdate', 'start', 'effectivedate', 'effective', 'begindate', 'enrollmentdate',
          'exclusiondate', 'datefrom', 'validfrom']),
        ('ends_on', array['until', 'enddate', 'end', 'expirationdate', 'expires', 'expirydate', 'dateto', 'to',
          'validuntil', 'validto', 'removaldate']),
        ('reference', array['reference', 'referencenumber', 'referenceno', 'ref', 'id', 'listid', 'entryid',
          'casenumber', 'exclusionid', 'exclusionnumber', 'number'])
      ) f (field, names) on app.header_key(h.header) = any (f.names)
      order by f.field, array_position(f.names, app.header_key(h.header)), h.place
    ) found
  ), '{}'::jsonb);
end;
$$;
comment on function app.exclusion_list_columns(jsonb) is
  'Which columns of a list hold what, by the names that they usually have: {<field>: <place from 0>}.';

create function app.exclusion_list_day(p_cell text, p_date_order text)
returns date
language plpgsql
immutable
set search_path = ''
as $$
begin
  return ((app.read_import_time(app.clean_loyalty_id(p_cell), p_date_order, '1900')).local_time)::date;
end;
$$;
comment on function app.exclusion_list_day(text, text) is
  'The day that a cell of a list says, by the order of its dates (mdy, dmy, ymd); null when it says none.';

create function app.exclusion_list_rows(p_list public.exclusion_list, p_rows jsonb)
returns table (
  row_number integer,
  person_key text,
  birth_date date,
  starts_on date,
  ends_on date,
  reference text,
  error text,
  is_period_unread boolean
)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with given as materialized (
    select (r ->> 'n')::integer as n, r ? 'fault' as is_broken,
      app.person_key(app.clean_name_cell(coalesce(c.cell ->> (p_list.columns ->> 'name')::integer,
        c.cell ->> (p_list.columns ->> 'first_name')::integer)),
        app.clean_name_cell(c.cell ->> (p_list.columns ->> 'last_name')::integer)) as person,
      app.exclusion_list_day(c.cell ->> (p_list.columns ->> 'birth_date')::integer, p_list.date_order) as born,
      app.clean_text(c.cell ->> (p_list.columns ->> 'starts_on')::integer) as starts,
      app.clean_text(c.cell ->> (p_list.columns ->> 'ends_on')::integer) as ends,
      left(app.clean_loyalty_id(c.cell ->> (p_list.columns ->> 'reference')::integer), 200) as ref
    from jsonb_array_elements(p_rows) r
    cross join lateral (select r -> 'cells' as cell) c
    where (r ->> 'n')::integer > p_list.read_through
  )
  select g.n, g.person, g.born, d.starts_on, d.ends_on, g.ref,
    case when g.is_broken then 'CELL_COUNT' when g.person is null then 'NAME_MISSING'
      when g.born is null then 'BIRTH_DATE_UNREADABLE' end,
    (g.starts is not null and d.starts_on is null) or (g.ends is not null and d.ends_on is null)
      or coalesce(d.ends_on < d.starts_on, false)
  from given g
  cross join lateral (select app.exclusion_list_day(g.starts, p_list.date_order) as starts_on,
    app.exclusion_list_day(g.ends, p_list.date_order) as ends_on) d;
end;
$$;
comment on function app.exclusion_list_rows(public.exclusion_list, jsonb) is
  'Rows of a list ([{n, cells, fault?}]) that were not read yet, in the normal forms that players are compared by. '
  'error says why a row names nobody: CELL_COUNT, NAME_MISSING, BIRTH_DATE_UNREADABLE; is_period_unread that it does '
  'not say from when until when.';

create function app.lock_exclusion_list(p_ctx app.rls_context, p_list_id uuid)
returns public.exclusion_list
language plpgsql
set search_path = ''
as $$
declare
  v_list public.exclusion_list;
begin
  select * into v_list from public.exclusion_list
  where casino_id = p_ctx.casino_id and id = p_list_id
  for no key update;
  if not found then
    perform app.fail(404, 'EXCLUSION_LIST_NOT_FOUND');
  end if;
  return v_list;
end;
$$;
comment on function app.lock_exclusion_list(app.rls_context, uuid) is
  'Locks and returns a list of the caller''s casino. EXCLUSION_LIST_NOT_FOUND.';

create function app.exclusion_list_json(p_list public.exclusion_list)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_list.id, 'file_name', p_list.file_name, 'date_order', p_list.date_order,
    'read_through', p_list.read_through, 'row_count', p_list.row_count, 'proposed_count', p_list.proposed_count,
    'known_count', p_list.known_count, 'over_count', p_list.over_count, 'error_count', p_list.error_count,
    'errors', p_list.errors, 'created_at', p_list.created_at, 'finished_at', p_list.finished_at,
    'uploaded_by_name', app.staff_name(p_list.casino_id, p_list.staff_id));
end;
$$;
comment on function app.exclusion_list_json(public.exclusion_list) is
  'A list as the RPCs answer it: how many rows it has and what became of them.';

create function app.exclusion_proposal_json(p_proposal public.exclusion_proposal)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_proposal.id, 'list_id', l.id, 'file_name', l.file_name, 'row_number', p_proposal.row_number,
      'player_id', p.id, 'player_name', p.first_name || ' ' || p.last_name, 'loyalty_id', p.loyalty_id,
      'birth_date', p.birth_date, 'starts_on', p_proposal.starts_on, 'ends_on', p_proposal.ends_on,
      'reference', p_proposal.reference, 'status', p_proposal.status, 'exclusion_id', p_proposal.exclusion_id,
      'is_excluded', app.has_exclusion_in_force(p.casino_id, p.id), 'dismiss_reason', p_proposal.dismiss_reason,
      'decided_by_name', app.staff_name(p.casino_id, p_proposal.decided_by_staff_id),
      'decided_at', p_proposal.decided_at, 'created_at', p_proposal.created_at)
    from public.player p
    join public.exclusion_list l on l.casino_id = p.casino_id and l.id = p_proposal.list_id
    where p.casino_id = p_proposal.casino_id and p.id = p_proposal.player_id);
end;
$$;
comment on function app.exclusion_proposal_json(public.exclusion_proposal) is
  'A proposal as the RPCs answer it: the player as they are known here, the row of the list, and what was decided.';

create function app.proposal_decision(p_proposal public.exclusion_proposal)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_proposal.id, 'list_id', p_proposal.list_id, 'row_number', p_proposal.row_number,
    'status', p_proposal.status, 'exclusion_id', p_proposal.exclusion_id);
end;
$$;
comment on function app.proposal_decision(public.exclusion_proposal) is
  'A decision on a proposal as the audit trail keeps it: by ids.';

create function app.decided_proposal(p_ctx app.rls_context, p_answer jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_answer || (
    select app.exclusion_proposal_json(o) from public.exclusion_proposal o
    where o.casino_id = p_ctx.casino_id and o.id = (p_answer ->> 'id')::uuid);
end;
$$;
comment on function app.decided_proposal(app.rls_context, jsonb) is
  'The answer to who decided on a proposal, now or before: a decision is final.';

create function app.lock_exclusion_proposal(p_ctx app.rls_context, p_proposal_id uuid)
returns public.exclusion_proposal
language plpgsql
set search_path = ''
as $$
declare
  v_proposal public.exclusion_proposal;
begin
  select * into v_proposal from public.exclusion_proposal
  where casino_id = p_ctx.casino_id and id = p_proposal_id
  for no key update;
  if not found then
    perform app.fail(404, 'EXCLUSION_PROPOSAL_NOT_FOUND');
  end if;
  if v_proposal.status <> 'proposed' then
    perform app.fail(409, 'PROPOSAL_DECIDED', jsonb_build_object('status', v_proposal.status,
      'at', v_proposal.decided_at, 'staffName', app.staff_name(p_ctx.casino_id, v_proposal.decided_by_staff_id)));
  end if;
  return v_proposal;
end;
$$;
comment on function app.lock_exclusion_proposal(app.rls_context, uuid) is
  'Locks a proposal that waits for a person. EXCLUSION_PROPOSAL_NOT_FOUND, PROPOSAL_DECIDED (detail: status, at, '
  'staffName).';
