create function public.rpc_get_lens_finding(
  p_finding text,
  p_lens text,
  p_from date,
  p_to date,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_finding app.lens_finding;
  v_rows jsonb;
begin
  perform app.require_capability(v_ctx, 'ctr.manage');
  perform app.require_lens(v_ctx, p_lens, p_from, p_to);
  v_finding := app.find_lens_finding(v_ctx, p_finding, p_lens, p_from, p_to);
  v_rows := app.lens_rows_json(v_ctx.casino_id, v_finding);
  -- How they looked, or whom somebody who was only described turned out to be.
  perform app.record_readings(v_ctx, 'mtl.read_description', 'mtl_unknown_patron', array(
    select (r ->> 'unknown_patron_id')::uuid from jsonb_array_elements(v_rows) r
    where r ->> 'unknown_patron_id' is not null
    union
    select v_finding.unknown_patron_id where v_finding.unknown_patron_id is not null));
  return jsonb_build_object('finding', app.lens_finding_json(v_ctx.casino_id, v_finding), 'rows', v_rows);
end;
$$;
comment on function public.rpc_get_lens_finding(text, text, date, date, uuid) is
  'A finding of rpc_list_lens_findings with the rows behind it, newest first, at most 500: {finding, rows: [{type '
  '(mtl_entry, loyalty_ledger, promo_coupon), id, gaming_day, happened_at, what (kind, reason or status), '
  'amount_cents, points, player_id, player_name, unknown_patron_id, staff_id, staff_name, table_label, label}]}; that '
  'unknown patrons were read of goes on record. Capability ctr.manage. VALIDATION_FAILED, LENS_FINDING_NOT_FOUND.';
