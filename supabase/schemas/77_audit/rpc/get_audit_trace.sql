create function public.rpc_get_audit_trace(p_correlation_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_at_most constant integer := 200;
  v_filter constant jsonb := jsonb_build_object('correlation_id', p_correlation_id);
  v_rows public.audit_log[];
begin
  perform app.require_capability(v_ctx, 'audit.read');
  v_rows := array(select a from app.audit_page(v_ctx, v_filter, app.read_audit_range(v_ctx, '{}'), v_at_most + 1) a);
  if v_rows = '{}' then
    perform app.fail(404, 'CORRELATION_NOT_FOUND');
  end if;
  return jsonb_build_object(
    'has_more', cardinality(v_rows) > v_at_most,
    'audit', (select coalesce(jsonb_agg(app.audit_json(a) order by a.id), '[]'::jsonb)
      from (select * from unnest(v_rows) order by id desc limit v_at_most) a),
    'entries', app.traced_entries(v_ctx.casino_id, v_rows),
    'events', app.traced_events(v_ctx, p_correlation_id, v_rows));
end;
$$;
comment on function public.rpc_get_audit_trace(uuid) is
  'All that was done under one correlation id, oldest first: {audit: [as rpc_list_audit, at most the '
  'newest 200], has_more, entries: [ledger entries, as rpc_list_ledger_entries], events: [{id, event_type, player_id, '
  'payload, created_at, deliveries: [as rpc_list_webhook_deliveries]}]}. Capability audit.read. CORRELATION_NOT_FOUND.';

create function app.traced_entries(p_casino_id uuid, p_rows public.audit_log[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(app.ledger_entry_json(e, null, app.staff_name(e.casino_id, e.staff_id)) order by e.id),
      '[]'::jsonb)
    from public.loyalty_ledger e
    where e.casino_id = p_casino_id
      and e.id in (select r.entity_id from unnest(p_rows) r where r.entity_type = 'loyalty_ledger'));
end;
$$;
comment on function app.traced_entries(uuid, public.audit_log[]) is 'The ledger entries that rows of the trail name.';

create function app.traced_events(p_ctx app.rls_context, p_correlation_id uuid, p_rows public.audit_log[])
returns jsonb
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  -- An event is written in the transaction of its audit row, so that its id tells where to look for it.
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'event_type', o.event_type, 'player_id', o.player_id,
      'payload', o.payload, 'created_at', o.created_at, 'deliveries', (
        select coalesce(jsonb_agg(app.webhook_delivery_json(d) order by d.id), '[]'::jsonb)
        from public.webhook_delivery d where d.casino_id = o.casino_id and d.event_id = o.id
      )) order by o.seq), '[]'::jsonb)
    from (
      select unnest(range_agg(tstzrange(r.at, r.at + interval '1 minute'))) as span from unnest(p_rows) r
    ) spans
    cross join lateral (
      select * from public.loyalty_outbox
      where casino_id = p_ctx.casino_id and id >= app.lowest_id_at(lower(span)) and id < app.lowest_id_at(upper(span))
        and correlation_id = p_correlation_id
        and split_part(event_type, '.', 1) <> all (app.hidden_audit_domains(p_ctx))
    ) o);
end;
$$;
comment on function app.traced_events(app.rls_context, uuid, public.audit_log[]) is
  'The events that were told under a correlation id when these rows were written, each with its deliveries; '
  'without domains that the caller may not read.';
