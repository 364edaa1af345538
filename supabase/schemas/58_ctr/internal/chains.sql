-- What FinCEN has of a case, also by cases that became part of it, and which report the next one amends.

create function app.ctr_case_ids(p_case public.ctr_case)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return array(
    with recursive part (id) as (
      select p_case.id
      union all
      select c.id from part
      join public.ctr_case c on c.casino_id = p_case.casino_id and c.merged_into_case_id = part.id
    )
    select id from part);
end;
$$;
comment on function app.ctr_case_ids(public.ctr_case) is
  'A case, and those that became part of it when a patron was identified, or part of one of those.';

create function app.whole_ctr_case(p_case public.ctr_case)
returns public.ctr_case
language plpgsql
stable
set search_path = ''
as $$
declare
  v_case public.ctr_case := p_case;
begin
  while v_case.merged_into_case_id is not null loop
    select * into strict v_case from public.ctr_case
    where casino_id = v_case.casino_id and id = v_case.merged_into_case_id;
  end loop;
  return v_case;
end;
$$;
comment on function app.whole_ctr_case(public.ctr_case) is
  'The case that another became part of; the case itself where it stands.';

create function app.ctr_live_filings(p_case public.ctr_case)
returns table (filing public.ctr_filing, bsa_id text, is_own boolean, is_out boolean)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select f, coalesce(a.bsa_id, f.own_bsa_id), f.case_id = p_case.id, way.is_out
  from public.ctr_filing f
  cross join lateral (
    select f.own_bsa_id is not null or exists (
      select from public.ctr_batch_report b where b.casino_id = f.casino_id and b.filing_id = f.id) as is_out
  ) way
  left join public.ctr_acknowledgement a on a.casino_id = f.casino_id and a.filing_id = f.id
  where f.casino_id = p_case.casino_id and f.case_id = any (app.ctr_case_ids(p_case)) and a.is_accepted is not false
    and not exists (select from public.ctr_withdrawal w where w.casino_id = f.casino_id and w.filing_id = f.id)
    -- What had not gone out when its case became part of another goes out no more.
    and (f.case_id = p_case.id or way.is_out);
end;
$$;
comment on function app.ctr_live_filings(public.ctr_case) is
  'The reports of a case that FinCEN has or is to have, with their identifiers, null until FinCEN has answered, and '
  'whether they went out (in a batch, or typed into FinCEN''s own form). Those of cases that became part of this one '
  'are not its own. What FinCEN rejected, and what was taken back before it went out, was never filed.';

create function app.ctr_prior_filing(p_case public.ctr_case)
returns table (filing public.ctr_filing, bsa_id text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select f.filing, f.bsa_id from app.ctr_live_filings(p_case) f
  order by f.is_own desc, case when f.is_own then (f.filing).filing_no end desc, (f.filing).id desc
  limit 1;
end;
$$;
comment on function app.ctr_prior_filing(public.ctr_case) is
  'The report that the next one of a case amends: its own newest, or, of a case of which nothing was filed, the newest '
  'of the cases that became part of it. Without one, the next is the first.';

create function app.ctr_other_bsa_ids(p_case public.ctr_case)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return array(
    with live as (
      select (f.filing).id, (f.filing).report ->> 'prior_bsa_id' as amends, f.bsa_id from app.ctr_live_filings(p_case) f
    )
    select l.bsa_id from live l
    where l.bsa_id is not null and not exists (select from live o where o.amends = l.bsa_id)
      and l.bsa_id is distinct from (select p.bsa_id from app.ctr_prior_filing(p_case) p)
    order by l.id);
end;
$$;
comment on function app.ctr_other_bsa_ids(public.ctr_case) is
  'Identifiers of reports that FinCEN has of cases that became part of this one and that no amendment names, first to '
  'last: an amendment names one report.';

create function app.is_ctr_report_out(p_case public.ctr_case)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (select from app.ctr_live_filings(p_case) f where f.is_own and f.is_out);
end;
$$;
comment on function app.is_ctr_report_out(public.ctr_case) is
  'Whether a report of a case itself went out and was not rejected.';

create function app.is_ctr_answer_awaited(p_case public.ctr_case)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from app.ctr_live_filings(p_case) f where f.bsa_id is null and (f.is_own or p_case.status <> 'filed'));
end;
$$;
comment on function app.is_ctr_answer_awaited(public.ctr_case) is
  'Whether FinCEN has not answered a report yet whose identifier the next one of a case names: an amendment too, and, '
  'where nothing was filed of the case itself, that of a case that became part of it.';
