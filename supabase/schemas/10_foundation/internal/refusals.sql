create function app.fail(p_status integer, p_code text, p_detail jsonb default '{}'::jsonb, p_hint text default '')
returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'PT' || p_status::text,
    message = p_code,
    detail = coalesce(p_detail, '{}'::jsonb)::text,
    hint = coalesce(p_hint, '');
end;
$$;
comment on function app.fail(integer, text, jsonb, text) is
  'Refuses: raises SQLSTATE PT<http status> with the stable code as message, JSON facts as detail and what to do as '
  'hint. The whole transaction leaves nothing behind.';

create function app.invalid(p_field text, p_rule text, p_params jsonb default null)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.fail(422, 'VALIDATION_FAILED', jsonb_build_object('fields', jsonb_build_object(p_field,
    jsonb_strip_nulls(jsonb_build_object('rule', p_rule, 'params', p_params)))));
end;
$$;
comment on function app.invalid(text, text, jsonb) is
  'Refuses one field with VALIDATION_FAILED; detail is {fields: {<field>: {rule, params?}}}: the rule that it '
  'breaks, and its figures. Sentences for it are in words/*/rules.ts.';

create function app.refuse_append_only()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op),
    'Rows of this table are never changed or removed; add a correcting row.');
  return null;
end;
$$;
comment on function app.refuse_append_only() is
  'Trigger of append-only tables: refuses update, delete and truncate for everyone, the owner and service_role too.';

create function app.guard_ended_once()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or to_jsonb(old) ->> tg_argv[0] is not null
    or to_jsonb(new) - tg_argv is distinct from to_jsonb(old) - tg_argv then
    perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op));
  end if;
  return new;
end;
$$;
comment on function app.guard_ended_once() is
  'Trigger: a row is never deleted, and nothing of it changes but the columns that the trigger names, which say how it '
  'ended, once: the first is null until then. Not by the owner either.';
