-- Whether a visit is given more than its play is worth to the house.

create function app.confirmed_above_theo(
  p_ctx app.rls_context,
  p_visit_id uuid,
  p_face_value_cents bigint,
  p_is_confirmed boolean
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_given bigint;
  v_theo bigint;
begin
  -- Nobody pays for the question who does not ask to be asked.
  if p_is_confirmed is null or p_visit_id is null then
    return null;
  end if;
  -- Of a replaced coupon what replaces it counts, and nothing else.
  select coalesce(sum(c.face_value_cents), 0) into v_given
  from public.promo_coupon c
  where c.casino_id = p_ctx.casino_id and c.visit_id = p_visit_id and c.status not in ('voided', 'replaced');
  select coalesce(sum(app.slip_theo_cents(s, now())), 0) into v_theo
  from public.rating_slip s
  where s.casino_id = p_ctx.casino_id and s.visit_id = p_visit_id;
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
  'What the audit trail keeps of a coupon that was confirmed although the coupons of its visit come to more, by face '
  'value, than all play of the visit is worth: {confirmed_above_theo: {given_cents (before it), theo_cents}}. Null for '
  'one within it, off a visit, and where nobody asks (null). Called under the player''s lock, in statements that see '
  'what was given while it was waited for. GIVEN_ABOVE_THEO (faceValueCents, givenCents, theoCents) where it is false.';
