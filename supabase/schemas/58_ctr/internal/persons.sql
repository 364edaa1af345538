-- Who is in a case, in which role and with how much. All of it follows from the cash log.

create function app.ctr_line(p_kind public.mtl_kind, p_direction public.mtl_direction)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case p_kind
    when 'chip_purchase' then 'chip_purchase'
    when 'front_money_in' then 'deposit'
    when 'safekeeping_in' then 'deposit'
    when 'marker_payment' then 'payment'
    when 'cash_bet' then 'wager'
    when 'money_play_rebet' then 'wager'
    when 'cheque_purchase' then 'instrument_purchase'
    when 'wire_in' then 'wire_out'
    when 'exchange_in' then 'exchange_in'
    when 'chip_redemption' then 'chip_redemption'
    when 'front_money_out' then 'withdrawal'
    when 'safekeeping_out' then 'withdrawal'
    when 'marker_advance' then 'credit_advance'
    when 'payout' then 'wager_payment'
    when 'money_play_return' then 'wager_payment'
    when 'jackpot_hand_pay' then 'wager_payment'
    when 'cheque_cashing' then 'instrument_cashed'
    when 'wire_out' then 'wire_in'
    when 'exchange_out' then 'exchange_out'
    when 'cash_comp' then 'incentive'
    when 'prize' then 'tournament'
    else case p_direction when 'in' then 'other_in' else 'other_out' end
  end;
end;
$$;
comment on function app.ctr_line(public.mtl_kind, public.mtl_direction) is
  'The line of the form (items 25 and 27) that a kind of entry counts in. Currency that is taken in to be wired out '
  'is, on the form, from a wire transfer out, and the other way round. What has no line of its own is other cash.';

create function app.ctr_entry_ids(p_case public.ctr_case)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return app.mtl_entry_ids(p_case.casino_id,
    row(p_case.player_id, case when p_case.player_id is null then p_case.unknown_patron_id end)::app.mtl_patron,
    p_case.gaming_day);
end;
$$;
comment on function app.ctr_entry_ids(public.ctr_case) is
  'The entries of the cash log that are about the patron of a case on its day, also what does not count and what was '
  'voided.';

create function app.ctr_parts(p_case public.ctr_case)
returns setof app.ctr_part
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with entry as (
    select e.*, exists (select from public.mtl_entry_party p
      where p.casino_id = e.casino_id and p.entry_id = e.id and p.role = 'principal') as is_for_another
    from public.mtl_entry e
    where e.casino_id = p_case.casino_id and e.counts_toward_ctr
      and e.id = any (app.ctr_entry_ids(p_case))
      and not exists (select from public.mtl_entry v where v.casino_id = e.casino_id and v.voids_entry_id = e.id)
  ), named as (
    select e.id, e.player_id, e.unknown_patron_id,
      case when e.is_for_another then 'for_another' else 'own_behalf' end::public.ctr_person_role as role
    from entry e
    union all
    select e.id, p.player_id, p.unknown_patron_id,
      case p.role when 'principal' then 'on_behalf' else 'own_behalf' end::public.ctr_person_role
    from entry e
    join public.mtl_entry_party p on p.casino_id = e.casino_id and p.entry_id = e.id
  )
  select distinct e.id, coalesce(who.player_id, who.unknown_patron_id), n.role, e.direction,
    app.ctr_line(e.kind, e.direction), e.amount_cents
  from named n
  join entry e on e.id = n.id
  cross join lateral app.current_mtl_patron(p_case.casino_id,
    row(n.player_id, n.unknown_patron_id)::app.mtl_patron) who;
end;
$$;
comment on function app.ctr_parts(public.ctr_case) is
  'Every person''s part in every entry behind a case that counts and stands: who stood at the window acts on their own '
  'behalf, or for the principal, and who shared the transaction on their own. Unknown patrons are whom they turned out '
  'to be.';

create function app.ctr_reported(p_case public.ctr_case)
returns table (cash_in_cents bigint, cash_out_cents bigint, directions public.mtl_direction[])
language plpgsql
stable
set search_path = ''
as $$
declare
  v_line bigint := (select s.ctr_threshold_cents from public.casino_settings s where s.casino_id = p_case.casino_id);
  v_before jsonb;
begin
  select coalesce(sum(e.amount_cents) filter (where e.direction = 'in'), 0)::bigint,
    coalesce(sum(e.amount_cents) filter (where e.direction = 'out'), 0)::bigint
  into cash_in_cents, cash_out_cents
  from (select distinct p.entry_id, p.direction, p.amount_cents from app.ctr_parts(p_case) p) e;
  -- What was reported before is looked up where it can make a difference.
  if cash_in_cents between 1 and v_line or cash_out_cents between 1 and v_line then
    v_before := (select (p.filing).report from app.ctr_prior_filing(p_case) p);
  end if;
  directions := array_remove(array[
    case when cash_in_cents > v_line or cash_in_cents > 0 and v_before -> 'cash_in' <> '[]' then 'in' end,
    case when cash_out_cents > v_line or cash_out_cents > 0 and v_before -> 'cash_out' <> '[]' then 'out' end
  ], null)::public.mtl_direction[];
  return next;
end;
$$;
comment on function app.ctr_reported(public.ctr_case) is
  'What a case comes to, in and out, and which of the two the report says: that which is more than the threshold. An '
  'amendment also says what was reported before, however little of it is left; what FinCEN rejected was not reported.';

create function app.ctr_person_facts(p_case public.ctr_case, p_person_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    -- The form has less room for a first name than the house.
    select jsonb_strip_nulls(jsonb_build_object('last_name', p.last_name,
      'first_name', case when length(p.first_name) <= 35 then p.first_name end, 'birth_date', p.birth_date))
    from public.player p where p.casino_id = p_case.casino_id and p.id = p_person_id), '{}')
    || coalesce((select c.facts from public.ctr_case_person c
      where c.casino_id = p_case.casino_id and c.case_id = p_case.id and c.person_id = p_person_id), '{}');
end;
$$;
comment on function app.ctr_person_facts(public.ctr_case, uuid) is
  'What is known of somebody in a case: name and birth date as enrolled, unless the case says otherwise, and what was '
  'found out for the case.';

create function app.ctr_person_ids(p_case public.ctr_case)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  if (select s.is_aggregated from public.ctr_case_sheet s
    where s.casino_id = p_case.casino_id and s.case_id = p_case.id) then
    return array[coalesce(p_case.player_id, p_case.unknown_patron_id)];
  end if;
  return array(
    select p.person_id from app.ctr_parts(p_case) p
    where p.direction = any ((select r.directions from app.ctr_reported(p_case) r)::public.mtl_direction[])
    group by p.person_id
    order by p.person_id);
end;
$$;
comment on function app.ctr_person_ids(public.ctr_case) is
  'Who stands in the report of a case. Of an aggregated one it is the patron alone.';
