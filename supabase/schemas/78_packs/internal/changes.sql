-- What was changed in how the house gives, and what was done against its own rules, as the audit trail has both.

create function app.pack_audit_actions(p_table text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case p_table
    when 'configuration_changes' then array['casino.set_day_rule', 'casino.update_settings', 'catalog.upsert_reward',
      'loyalty.declare_relation', 'loyalty.end_relation', 'loyalty.replace_loyalty_tiers',
      'loyalty.set_authority_limit', 'loyalty.set_point_value', 'loyalty.update_earn_config',
      'promo.create_promo_program', 'promo.update_promo_program']
    when 'overrides' then array['loyalty.post_correction', 'loyalty.reverse_entry', 'loyalty.set_player_tier',
      'loyalty.settle_rating_slip', 'promo.void_promo_coupon', 'promo.replace_promo_coupon', 'exclusion.confirm_seat',
      'imports.confirm_identity']
  end;
end;
$$;
comment on function app.pack_audit_actions(text) is
  'Which actions of the audit trail a table of a pack lists; null for a table that is none of the trail.';

create function app.pack_audit_rows(p_ctx app.rls_context, p_table text, p_from date, p_to date, p_after_id uuid,
  p_limit integer)
returns setof public.audit_log
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select a.*
  from app.day_ids(p_ctx.casino_id, p_from, p_to) days, public.audit_log a
  where a.casino_id = p_ctx.casino_id and a.id >= days.lowest and a.id < days.highest
    and (p_after_id is null or a.id > p_after_id) and a.gaming_day between p_from and p_to
    and a.action = any (app.pack_audit_actions(p_table))
  order by a.id
  limit p_limit;
end;
$$;
comment on function app.pack_audit_rows(app.rls_context, text, date, date, uuid, integer) is
  'What the audit trail says of the actions of a table, on gaming days, in their order.';
