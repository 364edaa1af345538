create function public.rpc_mtl_day_version(p_gaming_day date default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_gaming_day date := coalesce(p_gaming_day, v_ctx.gaming_day);
begin
  perform app.require_capability(v_ctx, 'mtl.read');
  perform app.require_gaming_day(v_ctx, v_gaming_day);
  return jsonb_build_object('gaming_day', v_gaming_day, 'version', app.mtl_day_version(v_ctx.casino_id, v_gaming_day));
end;
$$;
comment on function public.rpc_mtl_day_version(date) is
  'The version of a gaming day''s cash log (today''s unless given), for who has read it and asks whether there is '
  'anything new: {gaming_day, version}. Capability mtl.read. VALIDATION_FAILED.';

create function app.mtl_day_version(p_casino_id uuid, p_gaming_day date)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Whoever changes anything of a day writes its row of mtl_day (app.add_to_mtl_day), so the row's xmin is the version
  -- of all of it. Beside that the log shows what people are called, and levels by the thresholds of today.
  return md5(concat_ws(',', p_gaming_day,
    (select xmin from public.mtl_day where casino_id = p_casino_id and gaming_day = p_gaming_day),
    (select xmin from public.casino_settings where casino_id = p_casino_id),
    (select string_agg(p.xmin::text, ',' order by p.id) from public.mtl_patron_day d
      join public.player p on p.casino_id = d.casino_id and p.id = d.player_id
      where d.casino_id = p_casino_id and d.gaming_day = p_gaming_day)));
end;
$$;
comment on function app.mtl_day_version(uuid, date) is
  'Changes whenever the log of a gaming day does: its entries, who their patrons are, its sums and its closing.';
