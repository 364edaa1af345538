create function public.rpc_preview_reconciliation(p_filter jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_filter jsonb;
  v_preview jsonb;
begin
  perform app.require_capability(v_ctx, 'reconcile.apply');
  v_filter := app.applicable_filter(p_filter);
  execute format($query$
    select jsonb_build_object('total', count(*),
      'upgrade', count(*) filter (where is_known and tier_comparison = 'upgrade'), 'keep',
        count(*) filter (where is_known and tier_comparison <> 'upgrade'),
      'missing', count(*) filter (where player_id is null),
      'unconfirmed', count(*) filter (where player_id is not null and not is_settled),
      'unknown_tier', count(*) filter (where player_id is not null and is_settled and not is_known),
      'unknown_freshness', count(*) filter (where is_known and imported_last_activity_at is null),
      'unknown_freshness_upgrade',
        count(*) filter (where is_known and tier_comparison = 'upgrade' and imported_last_activity_at is null),
      'stale', count(*) filter (where is_known and imported_last_activity_at < $3))
    from (
      select r.*, r.doubts <@ r.confirmed_doubts as is_settled,
        r.player_id is not null and r.doubts <@ r.confirmed_doubts
          and (r.imported_tier is null or r.tier_code is not null) as is_known
      from public.player_import_row r where %s
    ) matching $query$, app.queue_condition(v_filter))
  into v_preview
  using v_ctx.casino_id, v_filter, app.stale_before(v_ctx.casino_id), app.unready_imports(v_ctx.casino_id);
  return v_preview;
end;
$$;
comment on function public.rpc_preview_reconciliation(jsonb) is
  'What applying all that match a filter would do: {total, upgrade, keep, missing, unconfirmed (whom they are about '
  'waits for somebody), unknown_tier (the three are skipped), and of those that would be applied or kept '
  'unknown_freshness (skipped unless confirmed; unknown_freshness_upgrade of them are upgrades) and stale}. '
  'Capability reconcile.apply. VALIDATION_FAILED.';
