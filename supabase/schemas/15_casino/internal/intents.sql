-- Each intent once, with its row in the audit trail; a refusal can be on record, too.

create function app.write_audit(
  p_ctx app.rls_context,
  p_action text,
  p_entity_type text,
  p_entity_id uuid,
  p_before jsonb,
  p_after jsonb,
  p_idempotency_key text default null,
  p_request_hash bytea default null,
  p_outcome text default 'done'
)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- An action is written `<domain>.<verb>`, so that its domain needs no second argument.
  insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, outcome,
    before, after, correlation_id, idempotency_key, request_hash)
  values (p_ctx.casino_id, p_ctx.gaming_day, p_ctx.staff_id, p_ctx.role, split_part(p_action, '.', 1), p_action, p_entity_type,
    p_entity_id, p_outcome, p_before, p_after, p_ctx.correlation_id, p_idempotency_key, p_request_hash)
  on conflict (casino_id, idempotency_key) where idempotency_key is not null do nothing;
  return found;
end;
$$;
comment on function app.write_audit(app.rls_context, text, text, uuid, jsonb, jsonb, text, bytea, text) is
  'Adds the one audit row of a mutating call or of a ledger entry, and with a key claims it for good: false, having written nothing, when another operation of the casino has the key. Of several at once, the first to commit has it and the others wait to see. `p_action` is `<domain>.<verb>`; `outcome` is done or refused (an attempt that must be on record).';

create function app.claim_intent(p_ctx app.rls_context, p_idempotency_key text, p_request_hash bytea, p_own_keys text default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_audit public.audit_log;
begin
  perform app.require_idempotency_key(p_idempotency_key, p_own_keys);

  -- The first of several identical calls at once goes on; the others wait here for its answer. The unique index on the
  -- audit row stays the last word.
  perform pg_advisory_xact_lock(hashtextextended(p_ctx.casino_id::text || p_idempotency_key, 0));
  select * into v_audit from public.audit_log
  where casino_id = p_ctx.casino_id and idempotency_key = p_idempotency_key;
  if not found then
    return null;
  end if;

  if v_audit.request_hash is distinct from p_request_hash then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return v_audit.after || jsonb_build_object('is_existing', true);
end;
$$;
comment on function app.claim_intent(app.rls_context, text, bytea, text) is
  'Claims an idempotency key for this transaction, or returns the original answer (with is_existing true) when the intent was carried out before. Null: go on, and end with complete_intent. IDEMPOTENCY_KEY_REUSED when the key belongs to another request. p_own_keys as in require_idempotency_key.';

create function app.complete_intent(
  p_ctx app.rls_context,
  p_action text,
  p_entity_type text,
  p_entity_id uuid,
  p_before jsonb,
  p_answer jsonb,
  p_idempotency_key text,
  p_request_hash bytea
)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if not app.write_audit(p_ctx, p_action, p_entity_type, p_entity_id, p_before, p_answer, p_idempotency_key, p_request_hash) then
    -- A posting of the ledger, which waits for players and not for keys, was quicker.
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return p_answer || jsonb_build_object('is_existing', false);
end;
$$;
comment on function app.complete_intent(app.rls_context, text, text, uuid, jsonb, jsonb, text, bytea) is
  'Ends what claim_intent began: the audit row keeps the answer for replays, the caller gets it with is_existing false. IDEMPOTENCY_KEY_REUSED, undoing everything, when another kind of operation took the key meanwhile.';

create function app.answer_refusal(p_status integer, p_code text)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('response.status', p_status::text, true);
  return jsonb_build_object('code', 'PT' || p_status::text, 'message', p_code, 'details', '{}', 'hint', '');
end;
$$;
comment on function app.answer_refusal(integer, text) is
  'A refusal that is returned and not raised, so that what was put on record stays: the API answers the status with the very body an exception would give.';

create function app.refuse_on_record(
  p_ctx app.rls_context,
  p_status integer,
  p_code text,
  p_action text,
  p_entity_type text,
  p_entity_id uuid,
  p_facts jsonb
)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform app.write_audit(p_ctx, p_action, p_entity_type, p_entity_id, null, p_facts || jsonb_build_object('code', p_code),
    p_outcome => 'refused');
  return app.answer_refusal(p_status, p_code);
end;
$$;
comment on function app.refuse_on_record(app.rls_context, integer, text, text, text, uuid, jsonb) is
  'A refusal whose attempt must stay on record: an exception would roll its audit row back. The row is kept and the API answers the status with the very body an exception would give. Call it before anything was written, and return its result.';
