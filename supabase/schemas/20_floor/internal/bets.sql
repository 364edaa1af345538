-- What a bet must be, and how one above the table's maximum is marked.

create function app.marked_bet_entry(p_bet_entry jsonb, p_maximum_cents bigint)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_strip_nulls(p_bet_entry || jsonb_build_object('confirmed_above_maximum_cents', p_maximum_cents));
end;
$$;
comment on function app.marked_bet_entry(jsonb, bigint) is
  'How a bet was entered, with the table''s maximum that it was confirmed above; without the mark for null.';

create function app.require_average_bet(p_average_bet_cents bigint)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_average_bet_cents is null or p_average_bet_cents not between 0 and 1000000000 then
    perform app.invalid('averageBetCents', 'centsBetween', jsonb_build_object('lowest', 0, 'highest', 1000000000));
  end if;
end;
$$;
comment on function app.require_average_bet(bigint) is
  'VALIDATION_FAILED unless the average bet is 0 to 10 million in the currency''s units.';

create function app.confirmed_above(p_average_bet_cents bigint, p_table public.gaming_table, p_is_confirmed boolean)
returns bigint
language plpgsql
set search_path = ''
as $$
begin
  if p_average_bet_cents <= p_table.max_bet_cents then
    return null;
  end if;
  if p_is_confirmed is not true then
    perform app.fail(409, 'BET_ABOVE_MAXIMUM',
      jsonb_build_object('averageBetCents', p_average_bet_cents, 'maxBetCents', p_table.max_bet_cents,
      'tableLabel', p_table.label));
  end if;
  return p_table.max_bet_cents;
end;
$$;
comment on function app.confirmed_above(bigint, public.gaming_table, boolean) is
  'The maximum of the table that an average bet was confirmed to be above, for the slip to remember; null for a bet '
  'within it. BET_ABOVE_MAXIMUM (averageBetCents, maxBetCents, tableLabel) for one that nobody confirmed.';
