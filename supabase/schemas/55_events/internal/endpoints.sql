create function app.webhook_endpoint_json(p_endpoint public.webhook_endpoint)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_endpoint.id, 'url', p_endpoint.url, 'description', p_endpoint.description,
    'event_types', to_jsonb(p_endpoint.event_types), 'is_active', p_endpoint.is_active,
    'created_at', p_endpoint.created_at, 'updated_at', p_endpoint.updated_at,
    'pending_count', (
      select count(*) from public.webhook_delivery
      where casino_id = p_endpoint.casino_id and endpoint_id = p_endpoint.id and status = 'pending'),
    'dead_count', (
      select count(*) from public.webhook_delivery
      where casino_id = p_endpoint.casino_id and status = 'dead' and endpoint_id = p_endpoint.id),
    'last_delivered_at', (
      select max(delivered_at) from public.webhook_delivery
      where casino_id = p_endpoint.casino_id and endpoint_id = p_endpoint.id)
  );
end;
$$;
comment on function app.webhook_endpoint_json(public.webhook_endpoint) is
  'An endpoint as every RPC answers it and as the audit trail keeps it: never with its secret.';

create function app.validate_webhook_endpoint(p_url text, p_description text, p_event_types text[])
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if not app.is_webhook_url(p_url) then
    perform app.invalid('url', 'httpsAddress');
  end if;
  if length(p_description) > 200 then
    perform app.invalid('description', 'charactersAtMost', jsonb_build_object('highest', 200));
  end if;
  if cardinality(p_event_types) > 50
    or exists (select from unnest(p_event_types) t where t is null or length(t) > 100 or t !~ '^[a-z_]+\.[a-z_]+$') then
    perform app.invalid('eventTypes', 'eventTypes');
  end if;
end;
$$;
comment on function app.validate_webhook_endpoint(text, text, text[]) is
  'VALIDATION_FAILED for what an endpoint cannot be.';

create function app.lock_webhook_endpoint(p_ctx app.rls_context, p_endpoint_id uuid)
returns public.webhook_endpoint
language plpgsql
set search_path = ''
as $$
declare
  v_endpoint public.webhook_endpoint;
begin
  select * into v_endpoint from public.webhook_endpoint
  where casino_id = p_ctx.casino_id and id = p_endpoint_id
  for no key update;
  if not found then
    perform app.fail(404, 'WEBHOOK_ENDPOINT_NOT_FOUND');
  end if;
  return v_endpoint;
end;
$$;
comment on function app.lock_webhook_endpoint(app.rls_context, uuid) is
  'Locks and returns an endpoint of the caller''s casino. WEBHOOK_ENDPOINT_NOT_FOUND.';
