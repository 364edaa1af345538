-- What stands against taking something back.

create function app.tier_change_since(p_done public.loyalty_reconciliation)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('at', c.created_at, 'by', case c.source when 'earned' then 'points'
      when 'reconciliation_revert' then 'reconciliation'
        else c.source::text end)
      || case
        when e.id is not null
          then jsonb_build_object('entryId', e.id, 'reason', e.reason, 'staffName',
          app.staff_name(e.casino_id, e.staff_id))
        when r.id is not null then jsonb_build_object('reconciliationId', r.id, 'action', r.action,
          'staffName', app.staff_name(r.casino_id, r.staff_id), 'fileName', r.provenance -> 'file_name', 'rowNumber',
            r.provenance -> 'row_number')
        else jsonb_build_object('staffName', app.staff_name(c.casino_id, c.staff_id), 'reason', c.reason) end
    from public.loyalty_tier_change own
    join public.loyalty_tier_change c on c.casino_id = own.casino_id and c.player_id = own.player_id
      and c.change_no > own.change_no
    left join public.loyalty_ledger e on e.casino_id = c.casino_id and e.id = c.entry_id
    left join public.loyalty_reconciliation r on r.casino_id = c.casino_id and r.id = c.reconciliation_id
    where own.casino_id = p_done.casino_id and own.reconciliation_id = p_done.id
    order by c.change_no desc
    limit 1
  );
end;
$$;
comment on function app.tier_change_since(public.loyalty_reconciliation) is
  'What last changed a player''s tier after a reconciliation: {by: points | reversal | reconciliation | manager, at, '
  'staffName}, with entryId and reason, or reconciliationId, action, fileName and rowNumber, or a manager''s reason.';

create function app.has_earned_since(p_loyalty public.player_loyalty, p_entry_no bigint)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.loyalty_ledger e
    where e.casino_id = p_loyalty.casino_id and e.player_id = p_loyalty.player_id and e.entry_no > p_entry_no
      and app.is_earned(e) and app.reversal_id(e) is null
  );
end;
$$;
comment on function app.has_earned_since(public.player_loyalty, bigint) is
  'Whether points that count towards a tier, and still stand, came, or came back, after this entry of a player.';

create function app.is_taken_back(p_done public.loyalty_reconciliation)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.loyalty_reconciliation r
    where r.casino_id = p_done.casino_id and r.reverts_id = p_done.id and r.outcome in ('reverted', 'reopened')
  );
end;
$$;
comment on function app.is_taken_back(public.loyalty_reconciliation) is
  'Whether what a reconciliation did was reverted, or its row waits again.';

create function app.revert_refusal(
  p_done public.loyalty_reconciliation,
  p_row public.player_import_row,
  p_loyalty public.player_loyalty,
  p_confirm_tier_changed boolean,
  out code text,
  out facts jsonb
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_prior text := p_done.before ->> 'tier';
  v_earned text := v_prior;
begin
  facts := '{}';
  if p_done.outcome not in ('applied', 'kept') or p_row.reconciliation_id is distinct from p_done.id
    or app.is_taken_back(p_done) then
    code := 'ALREADY_RECONCILED';
    facts := jsonb_build_object('status', p_row.status);
    return;
  elsif p_done.outcome = 'kept' then
    return;
  end if;
  -- Where the tier is still the applied one, play since may have earned more than the prior one, which the player
  -- keeps.
  if app.has_earned_since(p_loyalty, (p_done.before ->> 'entry_count')::bigint) then
    v_earned := (app.tier_standing(p_done.casino_id, v_prior, p_loyalty.lifetime_points)).tier;
  end if;
  if p_loyalty.tier <> p_done.after ->> 'tier' then
    code := 'TIER_CHANGED_SINCE';
    facts := coalesce(app.tier_change_since(p_done), '{}') || jsonb_build_object('tier', p_loyalty.tier);
  elsif not exists (select from public.loyalty_tier t where t.casino_id = p_done.casino_id and t.code = v_prior) then
    code := 'UNKNOWN_TIER';
    facts := jsonb_build_object('tier', v_prior);
  elsif v_earned <> v_prior then
    code := 'TIER_CHANGED_SINCE';
    facts := jsonb_build_object('by', 'earned', 'tier', v_earned);
  end if;
  if code = 'TIER_CHANGED_SINCE' and p_confirm_tier_changed then
    code := null;
    facts := '{}';
    return;
  end if;
  facts := facts || coalesce((
    select jsonb_build_object('tierName', name) from public.loyalty_tier t where t.casino_id = p_done.casino_id
      and t.code = facts ->> 'tier'), '{}');
end;
$$;
comment on function app.revert_refusal(public.loyalty_reconciliation, public.player_import_row, public.player_loyalty,
  boolean) is
  'Why a reconciliation can''t be taken back, or a null code: ALREADY_RECONCILED (it is not the last word on its '
  'row), TIER_CHANGED_SINCE (by points, by another reconciliation, by a manager, or the player has earned more than '
  'the prior tier since; unless somebody confirms that), UNKNOWN_TIER (the prior tier is gone).';

create function app.require_revert_reason(p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_reason is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
  if length(p_reason) > 500 then
    perform app.invalid('reason', 'charactersAtMost', jsonb_build_object('highest', 500));
  end if;
end;
$$;
comment on function app.require_revert_reason(text) is
  'Who takes back what was applied says why: NOTE_REQUIRED, VALIDATION_FAILED above 500 characters.';
