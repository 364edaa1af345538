-- Reports on their way out, and what came back.

create function app.take_ctr_filings(p_ctx app.rls_context, p_case_ids uuid[])
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_case_id uuid;
  v_case public.ctr_case;
begin
  if cardinality(p_case_ids) <> (
    select count(*) from public.ctr_case where casino_id = p_ctx.casino_id and id = any (p_case_ids)) then
    perform app.fail(404, 'CTR_CASE_NOT_FOUND');
  end if;
  -- By gaming day, as whoever identifies a patron of several days takes them.
  for v_case_id in
    select c.id from public.ctr_case c
    where c.casino_id = p_ctx.casino_id
      and (c.id = any (p_case_ids) or p_case_ids = '{}'
        and c.id in (select u.case_id from app.ctr_unsent(p_ctx.casino_id) u))
    order by c.gaming_day, c.id
  loop
    v_case := app.lock_ctr_case(p_ctx, v_case_id);
    -- Without names, whoever was first has taken it meanwhile.
    if p_case_ids <> '{}'
      and not exists (select from app.ctr_unsent(p_ctx.casino_id) u where u.case_id = v_case_id) then
      perform app.file_ctr_case(p_ctx, v_case, null);
    end if;
  end loop;
  return array(
    select u.filing_id from app.ctr_unsent(p_ctx.casino_id) u
    where p_case_ids = '{}' or u.case_id = any (p_case_ids)
    order by u.gaming_day, u.filing_id);
end;
$$;
comment on function app.take_ctr_filings(app.rls_context, uuid[]) is
  'The reports that a batch is made of, their cases locked; those of the named cases that are not filed are filed. '
  'Without cases: all that have not gone out.';

create function app.ctr_unsent(p_casino_id uuid)
returns table (filing_id uuid, case_id uuid, gaming_day date)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select f.id, f.case_id, c.gaming_day from public.ctr_filing f
  join public.ctr_case c on c.casino_id = f.casino_id and c.id = f.case_id
  where f.casino_id = p_casino_id and f.own_bsa_id is null and c.merged_into_case_id is null
    and not exists (select from public.ctr_batch_report b where b.casino_id = f.casino_id and b.filing_id = f.id)
    and not exists (select from public.ctr_withdrawal w where w.casino_id = f.casino_id and w.filing_id = f.id);
end;
$$;
comment on function app.ctr_unsent(uuid) is
  'Reports that are filed, and have not gone out in a batch. What became part of another case goes out no more: that '
  'one says it all; nor does what was taken back.';

create function app.waiting_ctr_cases(p_casino_id uuid)
returns setof public.ctr_case
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select c.* from public.ctr_case c
  where c.casino_id = p_casino_id and c.merged_into_case_id is null
    and (c.status not in ('filed', 'not_required') or c.needs_amendment
      or c.id in (select u.case_id from app.ctr_unsent(p_casino_id) u));
end;
$$;
comment on function app.waiting_ctr_cases(uuid) is
  'The cases that somebody has something to do about: what is not filed and was not found not to be required, what has '
  'changed since, and what is filed and has not gone out.';

create function app.ctr_batch_json(p_batch public.ctr_batch)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('batch_id', p_batch.id, 'report_count', p_batch.report_count,
      'created_at', p_batch.created_at, 'staff_name', app.staff_name(p_batch.casino_id, p_batch.staff_id),
      'cases', jsonb_agg(jsonb_build_object('case_id', f.case_id, 'filing_id', f.id, 'kind', f.kind)
        order by r.position),
      'acknowledged_at', max(a.created_at), 'is_accepted', bool_and(a.is_accepted))
    from public.ctr_batch_report r
    join public.ctr_filing f on f.casino_id = r.casino_id and f.id = r.filing_id
    left join public.ctr_acknowledgement a on a.casino_id = f.casino_id and a.filing_id = f.id
    where r.casino_id = p_batch.casino_id and r.batch_id = p_batch.id
  );
end;
$$;
comment on function app.ctr_batch_json(public.ctr_batch) is
  'A batch: which cases, in which order, and whether FinCEN has answered. Ids and figures only.';

create function app.ctr_batch_results(p_batch public.ctr_batch)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_agg(jsonb_build_object('case_id', whole.id, 'filing_id', f.id, 'gaming_day', c.gaming_day,
      'player_name', app.player_name(whole.casino_id, whole.player_id), 'is_accepted', a.is_accepted,
      'bsa_id', a.bsa_id, 'errors', coalesce(a.errors, '[]')) order by r.position)
    from public.ctr_batch_report r
    join public.ctr_filing f on f.casino_id = r.casino_id and f.id = r.filing_id
    join public.ctr_case c on c.casino_id = f.casino_id and c.id = f.case_id
    cross join lateral app.whole_ctr_case(c) whole
    left join public.ctr_acknowledgement a on a.casino_id = f.casino_id and a.filing_id = f.id
    where r.casino_id = p_batch.casino_id and r.batch_id = p_batch.id
  );
end;
$$;
comment on function app.ctr_batch_results(public.ctr_batch) is
  'What FinCEN said of each report of a batch, in their order, and whose it is: of one whose case became part of '
  'another, that one''s.';

create function app.require_ctr_answers(p_is_accepted boolean, p_reports jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_reports) is distinct from 'array' or exists (
    select from jsonb_array_elements(p_reports) r
    where jsonb_typeof(r) <> 'object' or jsonb_typeof(coalesce(r -> 'errors', '[]')) <> 'array'
      or case when p_is_accepted then (r ->> 'bsa_id' ~ '^\d{14}$') is not true else r ->> 'bsa_id' is not null end)
  then
    perform app.invalid('reports', 'acknowledgedReports');
  end if;
end;
$$;
comment on function app.require_ctr_answers(boolean, jsonb) is
  'VALIDATION_FAILED unless it is a list of reports, of which exactly the accepted have a BSA identifier.';

create function app.awaiting_ctr_batch(p_ctx app.rls_context, p_batch_id uuid)
returns public.ctr_batch
language plpgsql
set search_path = ''
as $$
declare
  v_batch public.ctr_batch;
  v_open uuid[] := array(
    select b.id from public.ctr_batch b
    where b.casino_id = p_ctx.casino_id and not exists (
      select from public.ctr_batch_report r
      join public.ctr_acknowledgement a on a.casino_id = r.casino_id and a.filing_id = r.filing_id
      where r.casino_id = b.casino_id and r.batch_id = b.id));
begin
  select * into v_batch from public.ctr_batch
  where casino_id = p_ctx.casino_id and id = coalesce(p_batch_id, case when cardinality(v_open) = 1 then v_open[1] end)
  for no key update;
  if not found then
    perform app.fail(404, 'CTR_BATCH_NOT_FOUND', jsonb_build_object('awaiting', to_jsonb(v_open)));
  end if;
  -- Looked up anew, after whoever had the batch.
  if exists (select from public.ctr_batch_report r
    join public.ctr_acknowledgement a on a.casino_id = r.casino_id and a.filing_id = r.filing_id
    where r.casino_id = v_batch.casino_id and r.batch_id = v_batch.id) then
    perform app.fail(409, 'CTR_BATCH_ACKNOWLEDGED');
  end if;
  return v_batch;
end;
$$;
comment on function app.awaiting_ctr_batch(app.rls_context, uuid) is
  'A batch that waits for FinCEN''s answer, locked: the one that is named, or the only one there is. '
  'CTR_BATCH_NOT_FOUND, with those that wait, CTR_BATCH_ACKNOWLEDGED.';

create function app.reopen_ctr_cases(p_batch public.ctr_batch)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.ctr_case c
  set status = case when app.is_ctr_report_out(c) then c.status else 'ready' end,
    needs_amendment = app.is_ctr_report_out(c)
  where c.casino_id = p_batch.casino_id and c.status = 'filed' and c.id in (
    select f.case_id from public.ctr_batch_report r
    join public.ctr_filing f on f.casino_id = r.casino_id and f.id = r.filing_id
    where r.casino_id = p_batch.casino_id and r.batch_id = p_batch.id);
end;
$$;
comment on function app.reopen_ctr_cases(public.ctr_batch) is
  'What of a rejected batch has still to be filed: a case that FinCEN knows nothing of is ready again, one of which it '
  'has an earlier report still needs its amendment.';
