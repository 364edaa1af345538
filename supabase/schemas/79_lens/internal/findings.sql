-- Findings of both lenses, alike: which there are, which were acknowledged, and how they are answered.

create function app.lens_findings(p_casino_id uuid, p_lens public.lens, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.casino_settings;
begin
  if p_lens = 'cash' then
    select * into strict v_settings from public.casino_settings where casino_id = p_casino_id;
    return query select * from app.lens_under_step(v_settings, p_from, p_to);
    return query select * from app.lens_in_out_alike(v_settings, p_from, p_to);
    return query select * from app.lens_same_description(v_settings, p_from, p_to);
    return query select * from app.lens_chip_walk(v_settings, p_from, p_to);
    return query select * from app.lens_own_past(v_settings, p_from, p_to);
  else
    return query select * from app.lens_patron_share(p_casino_id, p_from, p_to);
    return query select * from app.lens_outside_usual(p_casino_id, p_from, p_to);
    return query select * from app.lens_void_after_play(p_casino_id, p_from, p_to);
    return query select * from app.lens_replace_chain(p_casino_id, p_from, p_to);
    return query select * from app.lens_dormant_account(p_casino_id, p_from, p_to);
    return query select * from app.lens_staff_namesake(p_casino_id, p_from, p_to);
    return query select * from app.lens_overrides(p_casino_id, p_from, p_to);
    return query select * from app.lens_overrides_own_past(p_casino_id, p_from, p_to);
  end if;
end;
$$;
comment on function app.lens_findings(uuid, public.lens, date, date) is
  'All that stands out in a lens in some gaming days, worked out from the records as they are now.';

create function app.lens_finding_id(p_finding app.lens_finding)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return md5(p_finding.kind || ' ' || p_finding.about || ' ' || array_to_string(p_finding.row_ids, ' '));
end;
$$;
comment on function app.lens_finding_id(app.lens_finding) is
  'What a finding is known by: the same rows for the same reason are one finding, whatever the days asked for. One row '
  'more is another.';

create function app.is_lens_acknowledged(p_casino_id uuid, p_finding app.lens_finding)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_finding.row_ids <@ array(
    select unnest(a.row_ids) from public.lens_acknowledgement a
    where a.casino_id = p_casino_id and a.kind = p_finding.kind and a.about = p_finding.about);
end;
$$;
comment on function app.is_lens_acknowledged(uuid, app.lens_finding) is
  'Whether somebody has looked into every row behind a finding.';

create function app.lens_acknowledgement_json(p_casino_id uuid, p_kind public.lens_kind, p_about text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('acknowledged_at', a.created_at, 'staff_id', a.staff_id,
      'staff_name', app.staff_name(a.casino_id, a.staff_id), 'reason', a.reason)
    from public.lens_acknowledgement a
    where a.casino_id = p_casino_id and a.kind = p_kind and a.about = p_about
    order by a.id desc
    limit 1
  );
end;
$$;
comment on function app.lens_acknowledgement_json(uuid, public.lens_kind, text) is
  'Who last acknowledged what a finding is about, when and with what reason; null while nobody has.';

create function app.lens_finding_json(p_casino_id uuid, p_finding app.lens_finding)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', app.lens_finding_id(p_finding), 'kind', p_finding.kind,
    'gaming_day', p_finding.gaming_day, 'player_id', p_finding.player_id,
    'player_name', app.player_name(p_casino_id, p_finding.player_id),
    'unknown_patron_id', p_finding.unknown_patron_id,
    'description', (select u.description from public.mtl_unknown_patron u
      where u.casino_id = p_casino_id and u.id = p_finding.unknown_patron_id),
    'staff_id', p_finding.staff_id, 'staff_name', app.staff_name(p_casino_id, p_finding.staff_id),
    'figure', p_finding.figure, 'line', p_finding.line, 'baseline', case when (p_finding.baseline).n > 0
      then to_jsonb(p_finding.baseline) end,
    'params', p_finding.params, 'row_count', cardinality(p_finding.row_ids),
    'is_acknowledged', app.is_lens_acknowledged(p_casino_id, p_finding),
    'acknowledgement', app.lens_acknowledgement_json(p_casino_id, p_finding.kind, p_finding.about));
end;
$$;
comment on function app.lens_finding_json(uuid, app.lens_finding) is 'A finding as every RPC answers it.';

create function app.lens_rows_json(p_casino_id uuid, p_finding app.lens_finding)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with row_of as (
      select 'mtl_entry'::public.lens_row_type as type, e.id, e.gaming_day, e.occurred_at as happened_at,
        e.kind::text as what, e.amount_cents, null::bigint as points, e.player_id, e.unknown_patron_id, e.staff_id,
        e.table_id, '#' || e.entry_no as label
      from public.mtl_entry e
      where e.casino_id = p_casino_id and e.id = any (p_finding.row_ids)
      union all
      select 'loyalty_ledger', l.id, l.gaming_day, l.created_at, l.reason::text, null, l.points, l.player_id, null,
        l.staff_id, (select r.table_id from public.rating_slip r where r.casino_id = p_casino_id
          and r.id = l.rating_slip_id), null
      from public.loyalty_ledger l
      where l.casino_id = p_casino_id and l.id = any (p_finding.row_ids)
      union all
      select 'promo_coupon', c.id, app.gaming_day(p_casino_id, coalesce(c.voided_at, c.replaced_at)),
        coalesce(c.voided_at, c.replaced_at), c.status::text, c.face_value_cents, null, c.player_id, null,
        coalesce(c.voided_by_staff_id, c.replaced_by_staff_id), null, c.validation_number
      from public.promo_coupon c
      where c.casino_id = p_casino_id and c.id = any (p_finding.row_ids)
    )
    select coalesce(jsonb_agg(jsonb_build_object('type', r.type, 'id', r.id, 'gaming_day', r.gaming_day,
      'happened_at', r.happened_at, 'what', r.what, 'amount_cents', r.amount_cents, 'points', r.points,
      'player_id', r.player_id, 'player_name', app.player_name(p_casino_id, r.player_id),
      'unknown_patron_id', r.unknown_patron_id, 'staff_id', r.staff_id,
      'staff_name', app.staff_name(p_casino_id, r.staff_id),
      'table_label', (select t.label from public.gaming_table t where t.casino_id = p_casino_id and t.id = r.table_id),
      'label', r.label) order by r.happened_at desc, r.id desc), '[]')
    from (select * from row_of order by happened_at desc, id desc limit 500) r
  );
end;
$$;
comment on function app.lens_rows_json(uuid, app.lens_finding) is
  'The rows behind a finding, the newest 500 first: entries of the cash log (label: number of the day), of the ledger, '
  'or coupons (label: validation number).';

create function app.require_lens(p_ctx app.rls_context, p_lens text, p_from date, p_to date)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_enum('public.lens', 'lens', p_lens);
  if (p_to between date '2000-01-01' and p_ctx.gaming_day) is not true then
    perform app.invalid('to', 'gamingDayPast');
  end if;
  if (p_from between p_to - 30 and p_to) is not true then
    perform app.invalid('from', 'lensDays', jsonb_build_object('highest', 31));
  end if;
end;
$$;
comment on function app.require_lens(app.rls_context, text, date, date) is
  'VALIDATION_FAILED unless there is such a lens, and the gaming days are at most 31 up to today''s.';

create function app.find_lens_finding(p_ctx app.rls_context, p_finding text, p_lens text, p_from date, p_to date)
returns app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
declare
  v_finding app.lens_finding;
begin
  select f.* into v_finding
  from app.lens_findings(p_ctx.casino_id, p_lens::public.lens, p_from, p_to) f
  where app.lens_finding_id(f) = p_finding;
  if not found then
    perform app.fail(404, 'LENS_FINDING_NOT_FOUND');
  end if;
  return v_finding;
end;
$$;
comment on function app.find_lens_finding(app.rls_context, text, text, date, date) is
  'LENS_FINDING_NOT_FOUND unless it stands out in those days with these very rows; one row more is another finding.';

create function app.acknowledge_finding(p_ctx app.rls_context, p_finding app.lens_finding, p_reason text)
returns public.lens_acknowledgement
language plpgsql
set search_path = ''
as $$
declare
  v_acknowledgement public.lens_acknowledgement;
begin
  if app.is_lens_acknowledged(p_ctx.casino_id, p_finding) then
    return null;
  end if;
  insert into public.lens_acknowledgement (casino_id, finding_id, kind, about, row_ids, figure, reason, staff_id,
    gaming_day, correlation_id)
  values (p_ctx.casino_id, app.lens_finding_id(p_finding), p_finding.kind, p_finding.about, p_finding.row_ids,
    p_finding.figure, p_reason, p_ctx.staff_id, p_ctx.gaming_day, p_ctx.correlation_id)
  on conflict (casino_id, finding_id) do nothing
  returning * into v_acknowledgement;
  return v_acknowledgement;
end;
$$;
comment on function app.acknowledge_finding(app.rls_context, app.lens_finding, text) is
  'Notes that the caller has looked into a finding as it is now, and why it needs nothing more; an empty row where '
  'somebody was first, be it in the same moment.';

create function app.acknowledged_finding_json(p_casino_id uuid, p_finding app.lens_finding)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', app.lens_finding_id(p_finding), 'kind', p_finding.kind, 'figure', p_finding.figure,
    'row_count', cardinality(p_finding.row_ids),
    'acknowledgement', app.lens_acknowledgement_json(p_casino_id, p_finding.kind, p_finding.about));
end;
$$;
comment on function app.acknowledged_finding_json(uuid, app.lens_finding) is
  'What was acknowledged, as who did it is answered: {id, kind, figure, row_count, acknowledgement}.';
