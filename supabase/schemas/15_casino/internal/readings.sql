-- Who looked at what identifies somebody, and at exclusions.

create function app.record_readings(p_ctx app.rls_context, p_action text, p_entity_type text, p_entity_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- In the order of the ids: two calls of one person at once wait for each other, never both.
  perform app.write_audit(p_ctx, p_action, p_entity_type, read.id, null, null,
    concat_ws(':', 'read', p_action, p_ctx.staff_id, p_ctx.gaming_day, read.id))
  from (select distinct id from unnest(p_entity_ids) id order by id) read;
end;
$$;
comment on function app.record_readings(app.rls_context, text, text, uuid[]) is
  'Puts on record that the caller read of these things what identifies somebody or keeps them out: a row of the audit '
  'trail for each, once a person and gaming day however often they look, and never what they read.';
