create function public.rpc_set_language(p_language text, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_language', null, p_idempotency_key, to_jsonb(p_language), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before text;
begin
  if (p_language in ('en', 'es', 'zh-Hans')) is not true then
    perform app.invalid('language', 'oneOf', jsonb_build_object('options', 'en, es, zh-Hans'));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select language into v_before from public.staff
  where casino_id = v_ctx.casino_id and id = v_ctx.staff_id for no key update;
  update public.staff set language = p_language where casino_id = v_ctx.casino_id and id = v_ctx.staff_id;
  return app.finish_call(v_call, 'staff.set_language', 'staff', v_ctx.staff_id,
    jsonb_build_object('language', v_before), jsonb_build_object('language', p_language));
end;
$$;
comment on function public.rpc_set_language(text, text, uuid) is
  'Remembers which language the caller reads: en, es or zh-Hans. Answers {is_existing, language}. Every active member '
  'of staff may. VALIDATION_FAILED.';
