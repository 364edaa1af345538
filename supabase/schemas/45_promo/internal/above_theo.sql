-- Whether a visit is given more than its play is worth to the house.

create function app.confirmed_above_theo(
  p_ctx app.rls_context,
  p_player_id uuid,
  p_face_value_cents bigint,
  p_is_confirmed boolean
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_visit_id uuid;
  v_began_at timestamptz;
  v_given bigint;
  v_theo bigint;
begin
  select v.id, min(v.started_at), coalesce(sum(app.slip_theo_cents(s, now())) filter (where s.id is not null), 0)
  into v_visit_id, v_began_at, v_theo
  from public.visit v
  left join public.rating_slip s on s.casino_id = v.casino_id and s.visit_id = v.id
  where v.casino_id = p_ctx.casino_id and v.player_id = p_player_id and v.ended_at is null
  group by v.id;
  if v_visit_id is null then
    return null;
  end if;
  -- A coupon from the desk names no visit, and is given during one all the same. Of a replaced coupon what replaces it
  -- counts, and nothing else.
  select coalesce(sum(c.face_value_cents), 0) into v_given
  from public.promo_coupon c
  where c.casino_id = p_ctx.casino_id and c.player_id = p_player_id and c.status not in ('voided', 'replaced')
    and (c.visit_id = v_visit_id
      or c.visit_id is null and coalesce(c.first_issued_at, c.issued_at) >= v_began_at);
  if v_given + p_face_value_cents <= v_theo then
    return null;
  end if;
  if not p_is_confirmed then
    perform app.fail(409, 'GIVEN_ABOVE_THEO', jsonb_build_object('faceValueCents', p_face_value_cents,
      'givenCents', v_given, 'theoCents', v_theo));
  end if;
  return jsonb_build_object('confirmed_above_theo', jsonb_build_object('given_cents', v_given, 'theo_cents', v_theo));
end;
$$;
comment on function app.confirmed_above_theo(app.rls_context, uuid, bigint, boolean) is
  'What the audit trail keeps of a coupon that was confirmed although the coupons that a player was given during the '
  'running visit come to more, by face value, than all its play is worth: {confirmed_above_theo: {given_cents (before '
  'it), theo_cents}}. Null for one within it, and for who is not in the house. Called under the player''s lock, in '
  'statements that see what was given while it was waited for. GIVEN_ABOVE_THEO (faceValueCents, givenCents, '
  'theoCents) where it is false.';
