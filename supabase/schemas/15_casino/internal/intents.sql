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
  insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id,
    outcome,
    before, after, correlation_id, idempotency_key, request_hash)
  values (p_ctx.casino_id, p_ctx.gaming_day, p_ctx.staff_id, p_ctx.role, split_part(p_action, '.', 1), p_action,
    p_entity_type,
    p_entity_id, p_outcome, p_before, p_after, p_ctx.correlation_id, p_idempotency_key, p_request_hash)
  on conflict (casino_id, idempotency_key) where idempotency_key is not null do nothing;
  return found;
end;
$$;
comment on function app.write_audit(app.rls_context, text, text, uuid, jsonb, jsonb, text, bytea, text) is
  'Adds the one audit row of a mutating call or of a ledger entry, and with a key claims it for good: false, having '
  'written nothing, when another operation of the casino has the key. Of several at once, the first to commit has it '
  'and the others wait to see. `p_action` is `<domain>.<verb>`; `outcome` is done or refused (an attempt that must be '
  'on record).';

create function app.begin_call(
  p_operation text,
  p_capability text,
  p_idempotency_key text,
  p_request jsonb,
  p_correlation_id uuid default null,
  p_own_keys text default null
)
returns app.call
language plpgsql
set search_path = ''
as $$
declare
  -- The first of several calls with one key goes on; the others wait here, and then see what it did. In a step of its
  -- own, for what a statement reads is as old as its beginning.
  v_lock constant text := pg_advisory_xact_lock(hashtextextended(p_idempotency_key, 0));
  v_call app.call;
begin
  select row(c.casino_id, c.staff_id, c.role, coalesce(p_correlation_id, app.uuid_v7()), c.gaming_day)::app.rls_context,
    c.staff_name, c.settings, p_idempotency_key,
    app.request_hash(p_operation, p_request),
    a.id is not null, a.request_hash, a.entity_id, a.after
  into v_call
  from app.caller(p_capability) c
  left join public.audit_log a on a.casino_id = c.casino_id and a.idempotency_key = p_idempotency_key
  where c.may;
  if not found then
    -- A stranger is refused by the first.
    perform app.refuse_capability(app.set_rls_context_from_staff(), p_capability);
  end if;
  if app.is_ordinary_key(p_idempotency_key) is not true then
    perform app.require_idempotency_key(p_idempotency_key, p_own_keys);
  end if;
  return v_call;
end;
$$;
comment on function app.begin_call(text, text, text, jsonb, uuid, text) is
  'First statement of every RPC that changes something: who calls, whether they may, and whether it was done before, '
  'in one look. Then the request is validated, a call with is_replay answered by app.replay, and everything else goes '
  'on to app.finish_call. A null capability is what every active member of staff may. p_request is what makes two '
  'calls the same, normalized; p_own_keys as in app.require_idempotency_key. UNAUTHENTICATED, FORBIDDEN, '
  'VALIDATION_FAILED for the key.';

create function app.replay(p_call app.call)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if p_call.answered_request_hash is distinct from p_call.request_hash then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return p_call.answer || jsonb_build_object('is_existing', true);
end;
$$;
comment on function app.replay(app.call) is
  'The answer of a call that is_replay: the original one, with is_existing true. IDEMPOTENCY_KEY_REUSED when the key '
  'belongs to another request.';

create function app.finish_call(
  p_call app.call,
  p_action text,
  p_entity_type text,
  p_entity_id uuid,
  p_before jsonb,
  p_answer jsonb
)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if not app.write_audit(p_call.ctx, p_action, p_entity_type, p_entity_id, p_before, p_answer, p_call.idempotency_key,
    p_call.request_hash) then
    -- A writer that begins no call, such as a late accrual, took the key meanwhile.
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return p_answer || jsonb_build_object('is_existing', false);
end;
$$;
comment on function app.finish_call(app.call, text, text, uuid, jsonb, jsonb) is
  'Last statement of every RPC that changes something: the audit row, which claims the key and keeps the answer for '
  'replays; the caller gets it with is_existing false. What posts an entry of the ledger ends with '
  'app.finish_with_entry instead.';

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
  'A refusal that is returned and not raised, so that what was put on record stays: the API answers the status with '
  'the very body an exception would give.';
