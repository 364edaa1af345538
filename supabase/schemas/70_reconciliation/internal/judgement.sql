-- The judgement of one row.

create function app.stale_before(p_casino_id uuid)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select now() - make_interval(days => import_stale_after_days) from public.casino_settings
    where casino_id = p_casino_id);
end;
$$;
comment on function app.stale_before(uuid) is
  'Last activity before this instant makes a row stale: import_stale_after_days ago.';

create function app.reconciliation_flags(
  p_row public.player_import_row,
  p_imported_rank integer,
  p_held_rank integer,
  p_stale_before timestamptz
)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array_remove(array[
    case when p_held_rank is null then 'missing_canonical' end,
    case when p_imported_rank <> p_held_rank then 'tier_conflict' end,
    case when p_imported_rank > p_held_rank then 'upgrade' end,
    case when p_held_rank is not null and (p_row.imported_tier is null or p_imported_rank = p_held_rank)
      then 'no_change' end,
    case when p_row.imported_tier is not null and p_imported_rank is null then 'unknown_tier' end,
    case when p_row.imported_last_activity_at is null then 'unknown_freshness' end,
    case when p_row.imported_last_activity_at < p_stale_before then 'stale' end,
    case when p_row.has_namesake then 'namesake' end
  ], null) || p_row.doubts;
end;
$$;
comment on function app.reconciliation_flags(public.player_import_row, integer, integer, timestamptz) is
  'What to know of a row before it is applied: missing_canonical (it names no player here), tier_conflict (another '
  'tier than the one held), upgrade (a higher one), no_change, unknown_tier (a spelling that stands for no tier), '
  'unknown_freshness (no last activity), stale, namesake (somebody of this name and birth date is a player under '
  'another card); and what makes it doubtful whom it is about: name_differs, birth_date_differs, duplicate_in_file.';

create function app.reconciliation_verdict(p_row public.player_import_row, p_flags text[],
  p_confirm_unknown_freshness boolean)
returns app.verdict
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case
    when p_row.status in ('staged', 'error') then row('skipped', 'IMPORT_ROW_UNUSABLE')::app.verdict
    when p_row.status not in ('pending', 'reverted') then row('skipped', 'ALREADY_RECONCILED')::app.verdict
    when 'missing_canonical' = any (p_flags) then row('skipped', 'PLAYER_NOT_ENROLLED')::app.verdict
    when not p_row.doubts <@ p_row.confirmed_doubts then row('skipped', 'IDENTITY_UNCONFIRMED')::app.verdict
    when 'unknown_tier' = any (p_flags) then row('skipped', 'UNKNOWN_TIER')::app.verdict
    when 'unknown_freshness' = any (p_flags) and not p_confirm_unknown_freshness
      then row('skipped', 'FRESHNESS_UNCONFIRMED')::app.verdict
    when 'upgrade' = any (p_flags) then row('applied', null)::app.verdict
    else row('kept', null)::app.verdict end;
end;
$$;
comment on function app.reconciliation_verdict(public.player_import_row, text[], boolean) is
  'The policy upgrade_only, in its one place: a higher imported tier becomes the player''s, otherwise the tier held '
  'is kept. Skipped: IMPORT_ROW_UNUSABLE, ALREADY_RECONCILED, PLAYER_NOT_ENROLLED, IDENTITY_UNCONFIRMED, '
  'UNKNOWN_TIER, FRESHNESS_UNCONFIRMED.';
