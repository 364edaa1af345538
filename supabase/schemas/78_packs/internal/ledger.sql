-- The ledger as a pack has it: what the seals of its days cover, each entry as the text that its hash is made of.

create type app.pack_span as (first_no bigint, last_no bigint);
comment on type app.pack_span is 'The entries of one player that a pack has, by number, both included.';

create function app.pack_span(p_casino_id uuid, p_player_id uuid, p_from date, p_to date)
returns app.pack_span
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select row(coalesce(max(h.entry_no) filter (where s.gaming_day < p_from), 0) + 1,
      max(h.entry_no) filter (where s.gaming_day >= p_from))::app.pack_span
    from public.ledger_seal_head h
    join public.seal s on s.casino_id = h.casino_id and s.id = h.seal_id
    where h.casino_id = p_casino_id and h.player_id = p_player_id and s.gaming_day <= p_to
  );
end;
$$;
comment on function app.pack_span(uuid, uuid, date, date) is
  'From the entry after the one where the last seal before the days ended to the one where the last seal of the days '
  'does. last_no is null for a player of whom those seals cover nothing.';

create function app.pack_opening(p_casino_id uuid, p_player_id uuid, p_entry_no bigint)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select format(E'after %s %s %s %s %s\n', player_id, entry_no, id, encode(entry_hash, 'hex'), balance_after)
    from public.loyalty_ledger
    where casino_id = p_casino_id and player_id = p_player_id and entry_no = p_entry_no
  );
end;
$$;
comment on function app.pack_opening(uuid, uuid, bigint) is
  'The line that says where a chain stood before its first entry in the pack; null where there is nothing before.';

create function app.pack_lines(
  p_casino_id uuid,
  p_player_id uuid,
  p_span app.pack_span,
  p_limit bigint,
  out lines text,
  out last_no bigint
)
returns record
language plpgsql
stable
set search_path = ''
as $$
begin
  select string_agg(format(E'%s %s %s\n', coalesce(encode(previous_hash, 'hex'), '-'),
      encode((entry).entry_hash, 'hex'), app.ledger_entry_text(entry)), '' order by (entry).entry_no),
    max((entry).entry_no)
  into lines, last_no
  from (
    select e as entry, lag(e.entry_hash) over (order by e.entry_no) as previous_hash
    from public.loyalty_ledger e
    where e.casino_id = p_casino_id and e.player_id = p_player_id
      -- One before the first, for its hash.
      and e.entry_no between p_span.first_no - 1 and least(p_span.last_no, p_span.first_no + p_limit - 1)
  ) chained
  where (entry).entry_no >= p_span.first_no;
end;
$$;
comment on function app.pack_lines(uuid, uuid, app.pack_span, bigint) is
  'Up to p_limit entries of a player from the span''s first on, a line each: the hash before, the hash, and the text '
  'that the hash is made of. Null where there are none.';

create function app.pack_ledger_sums(p_casino_id uuid, p_from date, p_to date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('entries', count(*),
      'points_given', coalesce(sum(e.points) filter (where e.points > 0), 0),
      'points_taken', coalesce(-sum(e.points) filter (where e.points < 0), 0))
    from public.player_loyalty l
    cross join lateral app.pack_span(l.casino_id, l.player_id, p_from, p_to) span
    join public.loyalty_ledger e on e.casino_id = l.casino_id and e.player_id = l.player_id
      and e.entry_no between span.first_no and span.last_no
    where l.casino_id = p_casino_id and l.entry_count > 0
  );
end;
$$;
comment on function app.pack_ledger_sums(uuid, date, date) is
  'What the ledger of a pack comes to: entries, points given and taken.';
