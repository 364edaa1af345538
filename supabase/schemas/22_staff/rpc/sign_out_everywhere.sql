create function public.rpc_sign_out_everywhere(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('sign_out_everywhere', null, p_idempotency_key, 'null', p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.end_own_sessions(v_ctx);
  return app.finish_call(v_call, 'staff.sign_out', 'staff', v_ctx.staff_id, null,
    jsonb_build_object('is_signed_out', true));
end;
$$;
comment on function public.rpc_sign_out_everywhere(text, uuid) is
  'Signs the caller out on every device, this one too, and of every casino where they work: their tokens are refused '
  '(UNAUTHENTICATED) from the next request on, a repetition of this one among them. Answers {is_existing, '
  'is_signed_out}. Every active member of staff may.';
