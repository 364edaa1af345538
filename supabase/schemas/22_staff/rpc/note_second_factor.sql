create function public.rpc_note_second_factor(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('note_second_factor', null, p_idempotency_key, 'null', p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_is_new boolean;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if (auth.jwt() ->> 'aal' = 'aal2') is not true then
    perform app.fail(403, 'SECOND_FACTOR_NEEDED', jsonb_build_object('isEnrolled', app.has_second_factor(auth.uid())));
  end if;
  v_is_new := exists (
    select from auth.mfa_factors
    where user_id = auth.uid() and status::text = 'verified' and created_at > app.signed_in_at());
  return app.finish_call(v_call,
    case when v_is_new then 'staff.enrol_second_factor' else 'staff.give_second_factor' end, 'staff', v_ctx.staff_id,
    null, jsonb_build_object('is_enrolment', v_is_new));
end;
$$;
comment on function public.rpc_note_second_factor(text, uuid) is
  'Puts on record that the caller gave their second factor in this session, or set one up in it. The web server says '
  'so right after Supabase Auth took the code. Answers {is_existing, is_enrolment}. Every active member of staff may, '
  'by a session that has one. SECOND_FACTOR_NEEDED (detail: isEnrolled).';
