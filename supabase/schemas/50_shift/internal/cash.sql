create function app.win_cents(p_count public.table_count)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_count.drop_cents + p_count.closing_cents + p_count.credits_cents - p_count.opening_cents
    - p_count.fills_cents;
end;
$$;
comment on function app.win_cents(public.table_count) is
  'Win of a table in a shift: drop + closing + credits - opening - fills. Null until the closing is counted.';

create function app.hold_percent(p_win_cents numeric, p_drop_cents numeric)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return round(100 * p_win_cents / nullif(p_drop_cents, 0), 2);
end;
$$;
comment on function app.hold_percent(numeric, numeric) is
  'Hold: win in percent of drop, with 2 decimals. Null without a win, and when nothing was dropped.';
