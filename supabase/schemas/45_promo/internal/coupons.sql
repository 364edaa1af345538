-- What a coupon is, what of it never changes, and until when.

create function app.guard_promo_coupon()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  -- The columns that say what became of the coupon. All others stay as they were issued.
  v_fate text[] := array['status', 'voided_at', 'voided_by_staff_id', 'void_reason', 'replaced_at',
    'replaced_by_staff_id',
    'replace_reason', 'replacement_coupon_id', 'expired_at', 'cleared_at'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - v_fate is distinct from to_jsonb(old) - v_fate then
    perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op));
  end if;
  if old.status <> 'issued' then
    perform app.fail(409, 'COUPON_NOT_OUTSTANDING', jsonb_build_object('status', old.status));
  end if;
  return new;
end;
$$;
comment on function app.guard_promo_coupon() is
  'Trigger: value, owner and number of a coupon never change, its status changes once, from issued, and no coupon is '
  'deleted; not by the owner either.';

create trigger promo_coupon_guard before update or delete on public.promo_coupon
  for each row execute function app.guard_promo_coupon();
alter table public.promo_coupon enable always trigger promo_coupon_guard;

create function app.coupon_status(p_coupon public.promo_coupon)
returns public.promo_coupon_status
language plpgsql
stable
set search_path = ''
as $$
begin
  return case when p_coupon.status = 'issued' and p_coupon.expires_at <= now() then 'expired' else p_coupon.status end;
end;
$$;
comment on function app.coupon_status(public.promo_coupon) is
  'The status that counts: an overdue coupon is expired, also before anything marked it.';

create function app.final_coupon_status(p_coupon public.promo_coupon)
returns public.promo_coupon_status
language plpgsql
stable
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon := p_coupon;
begin
  while v_coupon.status = 'replaced' loop
    select * into v_coupon from public.promo_coupon where casino_id = p_coupon.casino_id
      and id = v_coupon.replacement_coupon_id;
  end loop;
  return v_coupon.status;
end;
$$;
comment on function app.final_coupon_status(public.promo_coupon) is
  'What became in the end of a coupon: its own status, or that of the last of its replacements.';

create function app.is_given(p_coupon public.promo_coupon)
returns boolean
language sql
stable
return p_coupon.replaces_coupon_id is null and p_coupon.status <> 'voided'
  and (p_coupon.status <> 'replaced' or app.final_coupon_status(p_coupon) <> 'voided');
comment on function app.is_given(public.promo_coupon) is
  'Whether a coupon counts as given: one that was voided gives back, also by what replaced it, and a replacement is '
  'not given anew.';

create function app.is_coupon_held(p_coupon public.promo_coupon)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_coupon.player_id is not null and app.coupon_status(p_coupon) = 'issued'
    and app.has_exclusion_in_force(p_coupon.casino_id, p_coupon.player_id);
end;
$$;
comment on function app.is_coupon_held(public.promo_coupon) is
  'Whether an outstanding coupon is held: its player may receive nothing now. It is outstanding all the same, expires '
  'when it would, and is good again once the exclusion is lifted or over.';

create function app.latest_expiry(p_coupon public.promo_coupon, p_program_end timestamptz)
returns timestamptz
language plpgsql
immutable
set search_path = ''
as $$
begin
  return greatest(p_coupon.expires_at, least(coalesce(p_coupon.valid_until, p_coupon.expires_at), p_program_end));
end;
$$;
comment on function app.latest_expiry(public.promo_coupon, timestamptz) is
  'The latest expiry that a replacement may have: what the program gave the first coupon of the line, not beyond the '
  'program''s end; its own expiry may always stay.';

create function app.promo_coupon_json_by_names(
  p_coupon public.promo_coupon,
  p_program public.promo_program,
  p_status text,
  p_player_name text,
  p_issued_by_name text,
  p_voided_by_name text default null,
  p_replaced_by_name text default null
)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- An expression without a query of its own, which is a third as dear.
  return jsonb_build_object(
    'id', p_coupon.id, 'promo_program_id', p_coupon.promo_program_id, 'program_name', p_program.name,
    'promo_type', p_program.promo_type, 'validation_number', p_coupon.validation_number, 'status', p_status,
    'face_value_cents', p_coupon.face_value_cents, 'required_match_wager_cents', p_coupon.required_match_wager_cents,
    'player_id', p_coupon.player_id, 'player_name', p_player_name, 'visit_id', p_coupon.visit_id,
    'gaming_day', p_coupon.gaming_day, 'issued_at', p_coupon.issued_at,
    'issued_by_staff_id', p_coupon.issued_by_staff_id, 'issued_by_staff_name', p_issued_by_name,
    'expires_at', p_coupon.expires_at, 'latest_expires_at', app.latest_expiry(p_coupon, p_program.end_at),
    'voided_at', p_coupon.voided_at, 'voided_by_staff_name', p_voided_by_name, 'void_reason', p_coupon.void_reason,
    'replaced_at', p_coupon.replaced_at, 'replaced_by_staff_name', p_replaced_by_name,
    'replace_reason', p_coupon.replace_reason, 'replacement_coupon_id', p_coupon.replacement_coupon_id,
    'replaces_coupon_id', p_coupon.replaces_coupon_id, 'reward_id', p_coupon.reward_id,
    'reward_name', p_coupon.metadata -> 'reward_name', 'note', p_coupon.metadata -> 'note',
    'correlation_id', p_coupon.correlation_id);
end;
$$;
comment on function app.promo_coupon_json_by_names(public.promo_coupon, public.promo_program, text, text, text, text,
  text) is
  'The one shape of a coupon in answers, of its program, the status that counts and the names of its player, of who '
  'issued, voided and replaced it: for a writer that has them at hand.';

create function app.promo_coupon_json(p_coupon public.promo_coupon)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_program public.promo_program;
begin
  select * into v_program from public.promo_program
  where casino_id = p_coupon.casino_id and id = p_coupon.promo_program_id;
  return app.promo_coupon_json_by_names(p_coupon, v_program,
    case when app.is_coupon_held(p_coupon) then 'held' else app.coupon_status(p_coupon)::text end,
    app.player_name(p_coupon.casino_id, p_coupon.player_id),
    app.staff_name(p_coupon.casino_id, p_coupon.issued_by_staff_id),
    app.staff_name(p_coupon.casino_id, p_coupon.voided_by_staff_id),
    app.staff_name(p_coupon.casino_id, p_coupon.replaced_by_staff_id));
end;
$$;
comment on function app.promo_coupon_json(public.promo_coupon) is
  'A coupon as every RPC answers it. Its status is the one that counts: overdue is expired, and held while its player '
  'may receive nothing.';

create function app.lock_outstanding_coupon(p_ctx app.rls_context, p_coupon_id uuid)
returns public.promo_coupon
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
  v_status public.promo_coupon_status;
begin
  select * into v_coupon from public.promo_coupon
  where casino_id = p_ctx.casino_id and id = p_coupon_id
  for no key update;
  if not found then
    perform app.fail(404, 'COUPON_NOT_FOUND');
  end if;
  v_status := app.coupon_status(v_coupon);
  if v_status <> 'issued' then
    perform app.fail(409, 'COUPON_NOT_OUTSTANDING', jsonb_build_object('status', v_status,
      'at', coalesce(v_coupon.voided_at, v_coupon.replaced_at, v_coupon.cleared_at, v_coupon.expires_at),
      'staffName', app.staff_name(v_coupon.casino_id,
        coalesce(v_coupon.voided_by_staff_id, v_coupon.replaced_by_staff_id)),
      'replacementCouponId', v_coupon.replacement_coupon_id));
  end if;
  return v_coupon;
end;
$$;
comment on function app.lock_outstanding_coupon(app.rls_context, uuid) is
  'Locks a coupon that can still change. COUPON_NOT_FOUND; COUPON_NOT_OUTSTANDING, with what became of it, when and '
  'by whom, for one that was voided, replaced or cleared, or is overdue.';
