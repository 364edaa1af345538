-- Cash in a pack: cases that are due a report, with the entries behind them, and the rows that the seals of the cash
-- log cover.

create function app.pack_ctr_cases(p_casino_id uuid, p_from date, p_to date, p_after_id uuid, p_limit integer)
returns setof public.ctr_case
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select c.* from public.ctr_case c
  where c.casino_id = p_casino_id and c.gaming_day between p_from and p_to and c.merged_into_case_id is null
    and (p_after_id is null or c.id > p_after_id)
  order by c.id
  limit p_limit;
end;
$$;
comment on function app.pack_ctr_cases(uuid, date, date, uuid, integer) is
  'The cases of gaming days in the order of their ids, without those that became part of another.';

create function app.pack_ctr_entries(p_case public.ctr_case)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_agg(jsonb_build_object('case_id', p_case.id, 'entry_id', e.id, 'gaming_day', e.gaming_day,
      'entry_no', e.entry_no, 'occurred_at', e.occurred_at, 'kind', e.kind, 'tender', e.tender, 'area', e.area,
      'cash_in_cents', case e.direction when 'in' then e.amount_cents else 0 end,
      'cash_out_cents', case e.direction when 'out' then e.amount_cents else 0 end,
      'is_after_close', e.is_after_close, 'staff_id', e.staff_id,
      'staff_name', app.staff_name(e.casino_id, e.staff_id)) order by e.entry_no)
    from public.mtl_entry e
    where e.casino_id = p_case.casino_id and e.id in (select p.entry_id from app.ctr_parts(p_case) p)
  );
end;
$$;
comment on function app.pack_ctr_entries(public.ctr_case) is 'Every entry behind a case that counts and stands.';

create function app.pack_ctr_row(p_case public.ctr_case)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_patron app.mtl_patron := row(p_case.player_id,
    case when p_case.player_id is null then p_case.unknown_patron_id end)::app.mtl_patron;
  -- The running totals, which were kept apart from the entries that the rows are made of.
  v_day public.mtl_patron_day := app.find_mtl_totals(p_case.casino_id, p_case.gaming_day, v_patron);
  v_filed public.ctr_filing;
begin
  select * into v_filed from public.ctr_filing f
  where f.casino_id = p_case.casino_id and f.case_id = p_case.id
    and not exists (select from public.ctr_withdrawal w where w.casino_id = f.casino_id and w.filing_id = f.id)
  order by f.filing_no desc limit 1;
  return jsonb_build_object('id', p_case.id, 'case_id', p_case.id, 'gaming_day', p_case.gaming_day,
    'player_id', p_case.player_id, 'unknown_patron_id', p_case.unknown_patron_id,
    'patron', coalesce(app.player_name(p_case.casino_id, p_case.player_id),
      app.unknown_patron_json(p_case.casino_id, p_case.unknown_patron_id) ->> 'description'),
    'status', app.ctr_status(p_case, app.ctr_missing(p_case)), 'due_on', p_case.due_on,
    'opened_at', p_case.opened_at, 'cash_in_cents', v_day.cash_in_cents, 'cash_out_cents', v_day.cash_out_cents,
    'filings', coalesce(v_filed.filing_no, 0), 'filed_on', v_filed.filed_on,
    'bsa_id', (select p.bsa_id from app.ctr_prior_filing(p_case) p),
    'other_bsa_ids', array_to_string(app.ctr_other_bsa_ids(p_case), ' '), 'needs_amendment', p_case.needs_amendment,
    'entries', coalesce(app.pack_ctr_entries(p_case), '[]'));
end;
$$;
comment on function app.pack_ctr_row(public.ctr_case) is
  'A case of a pack: whose, how far, what it comes to, when it was last filed and the identifier that FinCEN gave, '
  'with its entries. No identification: that is in the report.';

create function app.pack_cash_seal(p_casino_id uuid, p_through date)
returns public.seal
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select s from public.seal s
    where s.casino_id = p_casino_id and s.kind = 'mtl' and s.gaming_day <= p_through
    order by s.gaming_day desc limit 1);
end;
$$;
comment on function app.pack_cash_seal(uuid, date) is
  'The last seal of the cash log up to a gaming day; null where there is none.';
