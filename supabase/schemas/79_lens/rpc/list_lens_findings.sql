create function public.rpc_list_lens_findings(
  p_lens text,
  p_from date default null,
  p_to date default null,
  p_with_acknowledged boolean default false,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_to date := coalesce(p_to, v_ctx.gaming_day);
  v_from date := coalesce(p_from, v_to - 14);
  v_answer jsonb;
begin
  perform app.require_capability(v_ctx, 'ctr.manage');
  perform app.require_lens(v_ctx, p_lens, v_from, v_to);
  with shown as (
    select f from app.lens_findings(v_ctx.casino_id, p_lens::public.lens, v_from, v_to) f
    where p_with_acknowledged or not app.is_lens_acknowledged(v_ctx.casino_id, f)
  )
  select jsonb_build_object('total', (select count(*) from shown), 'items', coalesce(
    jsonb_agg(app.lens_finding_json(v_ctx.casino_id, s.f) order by (s.f).figure / (s.f).line desc,
      (s.f).gaming_day desc, (s.f).kind, (s.f).about), '[]'))
  into v_answer
  from (select f from shown order by (f).figure / (f).line desc, (f).gaming_day desc, (f).kind, (f).about limit 200) s;
  perform app.record_readings(v_ctx, 'mtl.read_description', 'mtl_unknown_patron', array(
    select (item ->> 'unknown_patron_id')::uuid from jsonb_array_elements(v_answer -> 'items') item
    where item ->> 'unknown_patron_id' is not null));
  return v_answer || jsonb_build_object('from', v_from, 'to', v_to);
end;
$$;
comment on function public.rpc_list_lens_findings(text, date, date, boolean, uuid) is
  'What stands out in a lens (cash: patterns of the cash log; insider: what staff do with rewards and coupons) in some '
  'gaming days, the last 15 unless given, at most 31, most unusual first (figure over line), at most 200: {from, to, '
  'total, items: [{id, kind, gaming_day, player_id, player_name, unknown_patron_id, description, staff_id, staff_name, '
  'figure, line, baseline: {median, mad, n, allowed} or null, params, row_count, is_acknowledged, acknowledgement: '
  '{acknowledged_at, staff_id, staff_name, reason} or null}]}. What was acknowledged is left out unless asked for; '
  'that descriptions of unknown patrons were read goes on record. Units and formulas: docs/lens.md. Capability '
  'ctr.manage. VALIDATION_FAILED.';
