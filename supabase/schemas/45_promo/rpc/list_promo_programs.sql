create function public.rpc_list_promo_programs()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'floor.read');
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(app.promo_program_json(g) || jsonb_build_object('outstanding_count', coalesce(o.coupons, 0),
      'outstanding_face_value_cents', coalesce(o.cents, 0)) order by g.status, lower(g.name))
    from public.promo_program g
    left join (
      select promo_program_id, count(*) as coupons, sum(face_value_cents) as cents
      from public.promo_coupon
      where casino_id = v_ctx.casino_id and status = 'issued' and expires_at > now()
      group by promo_program_id
    ) o on o.promo_program_id = g.id
    where g.casino_id = v_ctx.casino_id
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_promo_programs() is
  'All programs, active ones first, each with outstanding_count and outstanding_face_value_cents: {items}. Capability '
  'floor.read.';
