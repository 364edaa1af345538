create function app.emit_event(p_ctx app.rls_context, p_event_type text, p_player_id uuid, p_payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
  values (p_ctx.casino_id, p_event_type, p_player_id, p_payload, p_ctx.correlation_id);
end;
$$;
comment on function app.emit_event(app.rls_context, text, uuid, jsonb) is
  'Puts one event `<thing>.<happened>` into the outbox, in the caller''s transaction.';
