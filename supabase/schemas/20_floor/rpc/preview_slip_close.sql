create function public.rpc_preview_slip_close(p_rating_slip_id uuid, p_ended_at timestamptz default null)
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
  perform app.require_capability(v_ctx, 'slip.manage');
  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  if v_slip.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
  end if;
  v_slip := app.ended_slip(v_slip, p_ended_at);
  return jsonb_build_object('ended_at', v_slip.ended_at, 'play_seconds', app.play_seconds(v_slip, now()),
    'theo_cents', app.slip_theo_cents(v_slip, now())) || app.accrual_preview(v_ctx, v_slip);
end;
$$;
comment on function public.rpc_preview_slip_close(uuid, timestamptz) is
  'What closing a live slip would come to, now or at p_ended_at, and changes nothing: {ended_at, play_seconds, '
  'theo_cents, points, why}, as closing answers them; points is null where they can''t be told yet. Capability '
  'slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, VALIDATION_FAILED (an end before the slip began or still to come).';
