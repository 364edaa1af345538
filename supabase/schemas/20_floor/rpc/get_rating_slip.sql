create function public.rpc_get_rating_slip(p_rating_slip_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_slip public.rating_slip;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  return app.rating_slip_json(v_slip) || jsonb_build_object('stretches', app.stretches_json(v_slip, now()),
    'accrual_status', v_slip.accrual_status, 'closed_by_staff_name', case when v_slip.status = 'closed'
      then app.last_change(v_ctx, 'floor.close_rating_slip', 'rating_slip', v_slip.id) -> 'staffName' end);
end;
$$;
comment on function public.rpc_get_rating_slip(uuid) is
  'One slip with its stretches, oldest first: [{average_bet_cents, game_type, table_label, started_at, play_seconds, '
  'theo_cents, corrected_from_cents, confirmed_above_maximum_cents}], its accrual_status, and closed_by_staff_name, '
  'which is null while it is live and where the house closed it; seconds and theo hold at as_of. Capability '
  'floor.read. SLIP_NOT_FOUND.';

create function app.stretches_json(p_slip public.rating_slip, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'average_bet_cents', stretch -> 'average_bet_cents', 'game_type', stretch -> 'game_type', 'table_label',
        stretch -> 'table_label',
      'started_at', stretch -> 'started_at',
      'play_seconds', (stretch ->> 'until_seconds')::bigint - (stretch ->> 'from_seconds')::bigint,
      'theo_cents', app.whole_cents(app.stretches_theo_x3600(jsonb_build_array(stretch))),
      'corrected_from_cents', stretch #> '{bet_entry,corrected_from_cents}',
      'confirmed_above_maximum_cents', stretch #> '{bet_entry,confirmed_above_maximum_cents}') order by place)
    from jsonb_array_elements(app.all_stretches(p_slip, p_at)) with ordinality listed (stretch, place)
  ), '[]'::jsonb);
end;
$$;
comment on function app.stretches_json(public.rating_slip, timestamptz) is
  'The stretches of a slip as the API answers them: [{average_bet_cents, game_type, table_label, started_at, '
  'play_seconds, theo_cents, corrected_from_cents, confirmed_above_maximum_cents}]. Each theo is rounded for itself; '
  'the slip''s is the sum of the exact ones.';
