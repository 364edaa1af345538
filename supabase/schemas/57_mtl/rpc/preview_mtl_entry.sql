create function public.rpc_preview_mtl_entry(
  p_kind text,
  p_tender text,
  p_amount_cents bigint default 0,
  p_player_id uuid default null,
  p_unknown_patron_id uuid default null,
  p_occurred_at timestamptz default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_patron app.mtl_patron := row(p_player_id, p_unknown_patron_id)::app.mtl_patron;
  v_settings public.casino_settings;
  v_entry public.mtl_entry;
  v_day public.mtl_patron_day;
  v_counted_cents bigint;
begin
  perform app.require_capability(v_ctx, 'mtl.read');
  if (p_amount_cents between 0 and 100000000000) is not true then
    perform app.invalid('amountCents', 'centsBetween', jsonb_build_object('lowest', 0, 'highest', 100000000000));
  end if;
  -- An amount that is not typed yet is as good as a cent, and any table as good as the one that is not chosen yet, to
  -- see what an entry of the kind would be.
  v_entry := app.mtl_entry_of_request(v_ctx, p_kind, p_tender, greatest(p_amount_cents, 1), null, null, p_occurred_at,
    true);
  perform app.require_known_patron(v_ctx, v_patron);
  select * into v_settings from public.casino_settings where casino_id = v_ctx.casino_id;
  v_day := app.find_mtl_totals(v_ctx.casino_id, app.gaming_day(v_ctx.casino_id, v_entry.occurred_at),
    app.current_mtl_patron(v_ctx.casino_id, v_patron));
  v_counted_cents := case when v_entry.counts_toward_ctr then p_amount_cents else 0 end;
  return jsonb_build_object('direction', v_entry.direction, 'counts_toward_ctr', v_entry.counts_toward_ctr,
    'before', app.mtl_totals_json(v_settings, v_day.gaming_day, v_day.cash_in_cents, v_day.cash_out_cents),
    'after', app.mtl_totals_json(v_settings, v_day.gaming_day,
      v_day.cash_in_cents + case v_entry.direction when 'in' then v_counted_cents else 0 end,
      v_day.cash_out_cents + case v_entry.direction when 'out' then v_counted_cents else 0 end),
    'ctr_case_id', app.find_ctr_case_id(v_ctx.casino_id, v_day.gaming_day,
      app.current_mtl_patron(v_ctx.casino_id, v_patron)));
end;
$$;
comment on function public.rpc_preview_mtl_entry(text, text, bigint, uuid, uuid, timestamptz) is
  'What an entry would make of a patron''s gaming day, for the badge that stands while the amount is typed: '
  '{direction, counts_toward_ctr, before, after, ctr_case_id}, before and after as totals of rpc_record_mtl_entry. '
  'Without a patron those of somebody new. Writes nothing, and refuses no amount. Capability mtl.read. '
  'VALIDATION_FAILED, PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND.';
