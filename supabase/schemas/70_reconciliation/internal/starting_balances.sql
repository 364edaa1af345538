create function app.starting_balance_of(p_done public.loyalty_reconciliation)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when p_done.provenance ->> 'imported_points_balance' is not null then jsonb_build_object(
    'points', p_done.provenance -> 'imported_points_balance', 'tier', p_done.provenance -> 'imported_tier',
    'last_activity_at', p_done.provenance -> 'imported_last_activity_at', 'last_activity_date',
      p_done.provenance -> 'imported_last_activity_date',
    'file_name', p_done.provenance -> 'file_name', 'import_id', p_done.provenance -> 'import_id',
    'row_number', p_done.provenance -> 'row_number', 'reconciliation_id', p_done.id) end;
end;
$$;
comment on function app.starting_balance_of(public.loyalty_reconciliation) is
  'The starting balance that a reconciled row brings: {points, tier, last_activity_at, last_activity_date, file_name, '
  'import_id, row_number, reconciliation_id}, or null where the row has no points.';

create function app.balance_age(p_balance jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(to_char((p_balance ->> 'last_activity_at')::timestamptz at time zone 'UTC', 'YYYYMMDDHH24MISSUS'),
    repeat('0', 20))
    || (p_balance ->> 'import_id') || lpad(p_balance ->> 'row_number', 10, '0');
end;
$$;
comment on function app.balance_age(jsonb) is
  'What starting balances are ordered by, whatever the order in which rows are applied: the last activity (unknown is '
  'the oldest), then the later file, then the later row. A text whose bytes sort.';

create function app.newer_balance(p_held jsonb, p_other jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return case when p_other is null or app.balance_age(p_held) collate "C" > app.balance_age(p_other) collate "C"
    then p_held else p_other end;
end;
$$;
comment on function app.newer_balance(jsonb, jsonb) is
  'Of two starting balances the newer one: figures of last year never take the place of this year''s.';

create function app.starting_balance_without(p_done public.loyalty_reconciliation)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.starting_balance_of(l) from public.loyalty_reconciliation l
    where l.casino_id = p_done.casino_id and l.player_id = p_done.player_id and l.id <> p_done.id
      and l.outcome in ('applied', 'kept')
      and app.starting_balance_of(l) is not null and not app.is_taken_back(l)
    order by app.balance_age(app.starting_balance_of(l)) collate "C" desc
    limit 1
  );
end;
$$;
comment on function app.starting_balance_without(public.loyalty_reconciliation) is
  'The starting balance a player has without what this reconciliation brought: the newest of the rows that stand, or '
  'null.';
