-- What belongs to a thing: whose rows in the audit trail are also about it.

create function app.player_subjects(p_casino_id uuid, p_player_id uuid)
returns table (entity_type text, entity_id uuid)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  select 'visit', v.id from public.visit v where v.casino_id = p_casino_id and v.player_id = p_player_id
  union all
  select 'rating_slip', s.id from public.rating_slip s where s.casino_id = p_casino_id and s.player_id = p_player_id
  union all
  select 'loyalty_ledger', e.id from public.loyalty_ledger e
  where e.casino_id = p_casino_id and e.player_id = p_player_id
  union all
  select 'promo_coupon', c.id from public.promo_coupon c
  where c.casino_id = p_casino_id and c.player_id = p_player_id
  union all
  select 'loyalty_reconciliation', r.id from public.loyalty_reconciliation r
  where r.casino_id = p_casino_id and r.player_id = p_player_id;
end;
$$;
comment on function app.player_subjects(uuid, uuid) is
  'A player''s visits, slips, ledger entries, coupons and reconciliations.';

create function app.coupon_chain(p_casino_id uuid, p_coupon_id uuid)
returns setof uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with recursive chain as (
    select c.id, c.replaces_coupon_id, c.replacement_coupon_id from public.promo_coupon c
    where c.casino_id = p_casino_id and c.id = p_coupon_id
    union
    select c.id, c.replaces_coupon_id, c.replacement_coupon_id from chain
    join public.promo_coupon c on c.casino_id = p_casino_id
      and c.id in (chain.replaces_coupon_id, chain.replacement_coupon_id)
  )
  select chain.id from chain;
end;
$$;
comment on function app.coupon_chain(uuid, uuid) is 'A coupon with those that it replaces and that replaced it.';

create function app.audit_subjects(p_casino_id uuid, p_entity_type text, p_entity_id uuid)
returns table (entity_type text, entity_id uuid)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query select p_entity_type, p_entity_id;
  case p_entity_type
    when 'player' then
      return query select * from app.player_subjects(p_casino_id, p_entity_id);
    when 'rating_slip' then
      return query
      select 'loyalty_ledger', e.id from public.loyalty_ledger e
      where e.casino_id = p_casino_id and e.rating_slip_id = p_entity_id;
      return query
      select 'visit', s.visit_id from public.rating_slip s where s.casino_id = p_casino_id and s.id = p_entity_id;
    when 'promo_coupon' then
      return query
      select 'promo_coupon', c from app.coupon_chain(p_casino_id, p_entity_id) c where c <> p_entity_id;
    when 'player_import' then
      return query
      select 'reconciliation_run', r.id from public.reconciliation_run r
      where r.casino_id = p_casino_id and (r.filter ->> 'import_id' = p_entity_id::text or exists (
        select from public.player_import_row w
        where w.casino_id = r.casino_id and w.id = any (r.row_ids) and w.import_id = p_entity_id));
    else null;
  end case;
end;
$$;
comment on function app.audit_subjects(uuid, text, uuid) is
  'A thing and what belongs to it, once each: of a player the visits, slips, entries, coupons and reconciliations; of '
  'a slip its entries and visit; of a coupon the chain of replacements; of an import the runs over it or over rows of '
  'it.';
