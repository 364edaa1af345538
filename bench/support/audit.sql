-- A long audit trail: a year of what a house does, in the shares in which it does it, by people of whom some hardly do anything.
-- On top of the fixture, in a copy of it.

create table bench.audit_share (place integer, action text, entity_type text, share integer);
insert into bench.audit_share (place, action, entity_type, share)
select n, action, entity_type, share from unnest(
  array['loyalty.issue_mid_session_reward', 'floor.open_rating_slip', 'floor.close_rating_slip', 'loyalty.accrue_on_close', 'floor.update_average_bet',
    'floor.pause_rating_slip', 'floor.resume_rating_slip', 'floor.move_rating_slip', 'floor.start_visit', 'floor.end_visit', 'promo.issue_promo_coupon',
    'promo.expire_promo_coupons', 'promo.void_promo_coupon', 'promo.replace_promo_coupon', 'catalog.issue_reward', 'loyalty.post_correction',
    'imports.apply_reconciliation', 'imports.stage_player_import', 'imports.start_apply', 'shift.record_table_count', 'shift.acknowledge_alert',
    'exclusion.exclude_player', 'exclusion.refuse_mid_session_reward', 'webhook.update_endpoint', 'casino.update_settings'],
  array['loyalty_ledger', 'rating_slip', 'rating_slip', 'loyalty_ledger', 'rating_slip', 'rating_slip', 'rating_slip', 'rating_slip', 'visit', 'visit',
    'promo_coupon', 'promo_coupon', 'promo_coupon', 'promo_coupon', 'promo_coupon', 'loyalty_ledger', 'player', 'player_import', 'reconciliation_run',
    'table_count', 'alert_acknowledgement', 'player', 'player', 'webhook_endpoint', 'casino_settings'],
  array[25000, 12000, 12000, 12000, 8000, 3000, 3000, 2000, 4000, 4000, 5000, 2000, 300, 200, 1500, 100, 5000, 500, 20, 350, 20, 5, 3, 1, 1])
  with ordinality as s (action, entity_type, share, n);

create function bench.add_audit(p_casino_id uuid, p_from bigint, p_to bigint, p_total bigint)
returns void
language plpgsql
as $$
declare
  v_places integer[] := array(select place from bench.audit_share, generate_series(1, share) order by place);
  v_staff uuid[] := array(select id from public.staff where casino_id = p_casino_id and role = 'pit_boss' order by email);
  v_players uuid[] := array(select id from public.player where casino_id = p_casino_id order by id);
begin
  perform setseed(0.13);
  insert into public.audit_log (casino_id, id, at, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, outcome, before, after,
    correlation_id, idempotency_key, request_hash)
  select p_casino_id, bench.id_at(d.at), d.at, app.gaming_day(p_casino_id, d.at), d.staff_id, case when d.staff_id is not null then 'pit_boss'::public.staff_role end,
    split_part(s.action, '.', 1), s.action, s.entity_type,
    case s.entity_type when 'player' then v_players[1 + floor(random() * cardinality(v_players))::integer] when 'casino_settings' then null
      when 'loyalty_ledger' then bench.id_at(d.at) else (select slip from bench.audit_slip where no = (d.n / 5) % 100000) end,
    case when s.action like '%.refuse_%' then 'refused' else 'done' end,
    '{"balance": 1200}', '{"balance": 1300, "status": "open", "table_label": "BJ-01", "average_bet_cents": 5000}', bench.id_at(d.at),
    'reward:' || bench.id_at(d.at), sha256('request')
  from (
    select n, now() - interval '365 days' * (1 - n::float8 / p_total) - interval '1 hour' as at,
      v_places[1 + floor(random() * cardinality(v_places))::integer] as place,
      -- Every tenth is the system's; the last of the people did one thing in a million.
      case when n % 10 = 0 then null when n % 1000003 = 7 then v_staff[cardinality(v_staff)]
        else v_staff[1 + floor(random() * (cardinality(v_staff) - 1))::integer] end as staff_id
    from generate_series(p_from, p_to) n
  ) d
  join bench.audit_share s on s.place = d.place;
end;
$$;

-- One player who came on a thousand days, and the slips that everything else is about.
create table bench.audit_slip (no integer primary key, slip uuid not null);

create function bench.add_regular(p_casino_id uuid)
returns uuid
language plpgsql
as $$
declare
  v_slip public.rating_slip;
begin
  select * into v_slip from public.rating_slip where casino_id = p_casino_id order by id limit 1;
  for day in 1..1000 loop
    v_slip.id := bench.id_at(now() - make_interval(days => day));
    v_slip.status := 'closed';
    v_slip.started_at := now() - make_interval(days => day);
    v_slip.ended_at := v_slip.started_at + interval '1 hour';
    v_slip.theo_cents := 0;
    v_slip.accrual_status := 'posted';
    insert into public.rating_slip select v_slip.*;
    insert into bench.audit_slip values (day - 1, v_slip.id);
  end loop;
  insert into bench.audit_slip select n, app.uuid_v7() from generate_series(1000, 99999) n;
  return v_slip.player_id;
end;
$$;
