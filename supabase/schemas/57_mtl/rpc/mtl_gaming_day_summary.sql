create function public.rpc_mtl_gaming_day_summary(p_gaming_day date default null)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_gaming_day date := coalesce(p_gaming_day, v_ctx.gaming_day);
  v_settings public.casino_settings;
  v_close public.mtl_gaming_day_close;
  v_figures jsonb;
  v_late jsonb;
begin
  perform app.require_capability(v_ctx, 'mtl.read');
  perform app.require_gaming_day(v_ctx, v_gaming_day);
  select * into v_settings from public.casino_settings where casino_id = v_ctx.casino_id;
  select * into v_close from public.mtl_gaming_day_close
  where casino_id = v_ctx.casino_id and gaming_day = v_gaming_day;
  if v_close.id is not null then
    select jsonb_agg(app.mtl_entry_json(e) order by e.entry_no) into v_late from public.mtl_entry e
    where e.casino_id = v_ctx.casino_id and e.gaming_day = v_gaming_day and e.entry_no > v_close.last_entry_no;
  end if;
  v_figures := app.mtl_day_figures(v_ctx.casino_id, v_gaming_day);
  -- As text: thousands of patrons are not taken apart to be sent.
  return json_build_object('gaming_day', v_gaming_day, 'is_closed', v_close.id is not null,
    'close', case when v_close.id is not null then app.mtl_day_close_json(v_close) end,
    'patrons', app.mtl_day_patrons(v_settings, v_gaming_day), 'late_entries', coalesce(v_late, '[]'::jsonb),
    'thresholds', jsonb_build_object('watchlist_floor_cents', v_settings.watchlist_floor_cents,
      'ctr_threshold_cents', v_settings.ctr_threshold_cents,
      'near_ctr_percents', jsonb_build_array(v_settings.near_ctr_first_percent, v_settings.near_ctr_second_percent)),
    'totals', v_figures -> 'totals', 'by_area', v_figures -> 'by_area', 'by_kind', v_figures -> 'by_kind');
end;
$$;
comment on function public.rpc_mtl_gaming_day_summary(date) is
  'The cash log of a gaming day (today''s unless given): {gaming_day, is_closed, close, patrons: [{player_id, '
  'player_name, unknown_patron_id, description, cash_in_cents, cash_out_cents, entry_count, level, '
  'near_ctr_percent, ctr_case_id}], '
  'totals, by_area, by_kind, late_entries (what was entered after it was closed), thresholds}. In and out each on its '
  'own. Totals, areas and kinds have each entry once; a patron has all that is about them. Capability mtl.read. '
  'VALIDATION_FAILED.';
