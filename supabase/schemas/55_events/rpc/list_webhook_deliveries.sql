create function public.rpc_list_webhook_deliveries(p_status text default null, p_before_id uuid default null,
  p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the arguments at hand: with and without a status are two different ways through the indexes.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  if p_status not in ('pending', 'delivered', 'dead') then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'pending, delivered, dead'));
  end if;
  if p_before_id is not null
    and not exists (select 1 from public.webhook_delivery where casino_id = v_ctx.casino_id and id = p_before_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.webhook_delivery_json(page.d) order by (page.d).id desc), '[]'::jsonb) into v_items
  from (
    select d from public.webhook_delivery d
    where d.casino_id = v_ctx.casino_id and (p_status is null or d.status = p_status::public.webhook_delivery_status)
      and (p_before_id is null or d.id < p_before_id)
    order by d.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items,
    'next_cursor', case when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_webhook_deliveries(text, uuid, integer) is
  'Deliveries, newest first, of one status (pending, delivered, dead) or of all, paged by id: {items: [{id, '
  'endpoint_id, endpoint_url, event_id, event_type, player_id, status, attempts, next_attempt_at, last_error, '
  'last_status, created_at, delivered_at}], next_cursor}. last_error is a webhook_failure, last_status the number of '
  'the answer, if any. Capability audit.read. VALIDATION_FAILED, also for a cursor that is none.';
