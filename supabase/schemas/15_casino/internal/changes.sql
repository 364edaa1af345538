-- Who was first, for whoever comes second.

create function app.last_change(
  p_ctx app.rls_context,
  p_action text,
  p_entity_type text,
  p_entity_id uuid default null
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_change public.audit_log;
begin
  -- Two statements: an id that may be null is found by no index.
  if p_entity_id is null then
    select * into v_change from public.audit_log a
    where a.casino_id = p_ctx.casino_id and a.entity_type = p_entity_type and a.entity_id is null
      and a.action = p_action and a.outcome = 'done'
    order by a.id desc limit 1;
  else
    select * into v_change from public.audit_log a
    where a.casino_id = p_ctx.casino_id and a.entity_type = p_entity_type and a.entity_id = p_entity_id
      and a.action = p_action and a.outcome = 'done'
    order by a.id desc limit 1;
  end if;
  if not found then
    return '{}';
  end if;
  return jsonb_build_object('at', v_change.at, 'staffName', app.staff_name(v_change.casino_id, v_change.staff_id));
end;
$$;
comment on function app.last_change(app.rls_context, text, text, uuid) is
  'Who last changed something by an action, and when, from the audit trail, for a refusal of whoever comes second: '
  '{at, staffName}; empty when nobody did. Without an id it is something that a casino has once. By the action, for a '
  'thing has other rows: of those who read it, of attempts that were refused, and of what the caller is not to know.';
