-- How a case is locked, changed and filed.

create function app.lock_ctr_case(p_ctx app.rls_context, p_case_id uuid)
returns public.ctr_case
language plpgsql
set search_path = ''
as $$
declare
  v_case public.ctr_case;
begin
  -- The day first, as whoever writes its log does: figures stand still while a report is made of them.
  perform 1 from public.mtl_day d
  join public.ctr_case c on c.casino_id = d.casino_id and c.gaming_day = d.gaming_day
  where c.casino_id = p_ctx.casino_id and c.id = p_case_id
  for no key update of d;
  select * into v_case from public.ctr_case where casino_id = p_ctx.casino_id and id = p_case_id for no key update;
  if not found or v_case.merged_into_case_id is not null then
    perform app.fail(404, 'CTR_CASE_NOT_FOUND');
  end if;
  return v_case;
end;
$$;
comment on function app.lock_ctr_case(app.rls_context, uuid) is
  'A case of the caller''s casino, locked with its gaming day. CTR_CASE_NOT_FOUND, also for one that became part of '
  'another.';

create function app.touch_ctr_sheet(p_ctx app.rls_context, p_case public.ctr_case, p_expected_version integer)
returns public.ctr_case_sheet
language plpgsql
set search_path = ''
as $$
declare
  v_sheet public.ctr_case_sheet;
begin
  select * into v_sheet from public.ctr_case_sheet where casino_id = p_case.casino_id and case_id = p_case.id;
  if p_expected_version <> coalesce(v_sheet.version, 0) then
    perform app.fail(409, 'CTR_CASE_CHANGED', jsonb_build_object('version', coalesce(v_sheet.version, 0))
      || app.last_change(p_ctx, 'ctr.update_case', 'ctr_case', p_case.id));
  end if;
  insert into public.ctr_case_sheet as s (casino_id, case_id) values (p_case.casino_id, p_case.id)
  on conflict (casino_id, case_id) do update set version = s.version + 1
  returning * into v_sheet;
  return v_sheet;
end;
$$;
comment on function app.touch_ctr_sheet(app.rls_context, public.ctr_case, integer) is
  'The sheet of a locked case, a version on. CTR_CASE_CHANGED, with who and when, when it is not at the version '
  'that was expected; 0 is one of which nothing has been said.';

create function app.settle_ctr_case(p_case_id uuid, p_casino_id uuid)
returns public.ctr_case
language plpgsql
set search_path = ''
as $$
declare
  v_case public.ctr_case;
begin
  select * into v_case from public.ctr_case where casino_id = p_casino_id and id = p_case_id;
  update public.ctr_case set status = app.ctr_status(v_case, app.ctr_missing(v_case))
  where casino_id = p_casino_id and id = p_case_id
  returning * into v_case;
  return v_case;
end;
$$;
comment on function app.settle_ctr_case(uuid, uuid) is 'Writes down how far a case is after something was said of it.';

create function app.file_ctr_case(p_ctx app.rls_context, p_case public.ctr_case, p_own_bsa_id text)
returns public.ctr_filing
language plpgsql
set search_path = ''
as $$
declare
  v_missing text[] := app.ctr_missing(p_case);
  v_bsa_id text := (select p.bsa_id from app.ctr_prior_filing(p_case) p);
  v_kind public.ctr_filing_kind := case when v_bsa_id is null then 'initial' else 'amendment' end;
  v_filing public.ctr_filing;
  v_today date := (select app.wall_today(s) from public.casino_settings s
    where s.casino_id = p_case.casino_id);
begin
  if p_case.status in ('filed', 'not_required') and not (p_case.status = 'filed' and p_case.needs_amendment) then
    perform app.fail(409, 'CTR_CASE_CLOSED', jsonb_build_object('status', p_case.status));
  end if;
  if app.is_ctr_answer_awaited(p_case) then
    perform app.fail(409, 'CTR_ACKNOWLEDGEMENT_AWAITED');
  end if;
  if v_missing <> '{}' then
    perform app.fail(409, 'CTR_CASE_NOT_READY', jsonb_build_object('missing', app.camel_names(v_missing)));
  end if;
  insert into public.ctr_filing (casino_id, case_id, filing_no, kind, report, own_bsa_id, filed_on, staff_id,
    correlation_id)
  values (p_case.casino_id, p_case.id,
    (select count(*) + 1 from public.ctr_filing f where f.casino_id = p_case.casino_id and f.case_id = p_case.id),
    v_kind, app.ctr_report(p_case, v_kind, v_bsa_id, v_today), p_own_bsa_id, v_today, p_ctx.staff_id,
    p_ctx.correlation_id)
  returning * into v_filing;
  update public.ctr_case set status = 'filed', needs_amendment = false
  where casino_id = p_case.casino_id and id = p_case.id;
  -- That there was nothing to amend is over.
  update public.ctr_case_sheet set not_required_reason = null, decided_by_staff_id = null, decided_at = null
  where casino_id = p_case.casino_id and case_id = p_case.id and not_required_reason is not null;
  return v_filing;
end;
$$;
comment on function app.file_ctr_case(app.rls_context, public.ctr_case, text) is
  'Files a locked case: its report is kept as it stands, for a batch or with the identifier of what was typed into '
  'FinCEN''s own form. A filed case that has changed since is filed again as an amendment of what FinCEN has, and so '
  'is the first report of one that took in a case of which FinCEN has one. '
  'CTR_CASE_CLOSED, CTR_ACKNOWLEDGEMENT_AWAITED, CTR_CASE_NOT_READY.';

create function app.camel_names(p_fields text[])
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array(select app.camel_case(f.field) from unnest(p_fields) with ordinality f (field, place) order by f.place);
end;
$$;
comment on function app.camel_names(text[]) is 'Fields as the API names them.';
