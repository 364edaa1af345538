create function app.require_correction_note(p_note text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_note is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'Keep the note under 500 characters.');
  end if;
end;
$$;
comment on function app.require_correction_note(text) is 'Who changes the books says why: NOTE_REQUIRED, VALIDATION_FAILED above 500 characters.';

create function app.post_manager_entry(p_ctx app.rls_context, p_entry public.loyalty_ledger, p_action text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger := app.post_ledger_entry(p_ctx, p_entry, p_action);
begin
  if v_entry.id is null then
    -- Another operation took the key between the look-up and the write: then this is a reused key.
    return app.find_ledger_replay(p_ctx, p_entry.idempotency_key, p_entry.request_hash);
  end if;
  return jsonb_build_object('is_existing', false, 'entry', app.ledger_entry_json(v_entry), 'balance', v_entry.balance_after);
end;
$$;
comment on function app.post_manager_entry(app.rls_context, public.loyalty_ledger, text) is
  'Posts an entry that no slip and no catalog stands behind, and answers as every posting does.';
