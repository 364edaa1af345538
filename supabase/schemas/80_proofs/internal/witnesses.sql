-- The ledger against its witnesses.

create function app.ledger_testimonies(p_casino_id uuid, p_player_id uuid, p_entry_ids uuid[])
returns table (entry_id uuid, witness integer, player_id uuid, entry_no bigint, at timestamptz, to_audit text,
  to_outbox text)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select e.id, 1, e.player_id, e.entry_no, e.created_at, e.balance_after::text,
    concat_ws(' ', e.player_id, e.entry_no, e.points, e.balance_after)
  from public.loyalty_ledger e
  where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    and (p_entry_ids is null or e.id = any (p_entry_ids))
  union all
  -- An audit row names the entry and not the player. So the trail can be asked about one player only by entries that
  -- the ledger or an event names.
  select a.entity_id, 2, null, null, a.at, a.after ->> 'balance', null
  from public.audit_log a
  where a.casino_id = p_casino_id and a.entity_type = 'loyalty_ledger' and a.entity_id is not null
    and a.outcome = 'done'
    and (p_entry_ids is null or a.entity_id = any (p_entry_ids))
    and (p_player_id is null or a.entity_id in (
      select id from public.loyalty_ledger where casino_id = p_casino_id and player_id = p_player_id
      union all
      select o.entry_id from app.posted_events(p_casino_id, p_player_id) o
      union all
      select h.entry_id from public.ledger_seal_head h where h.casino_id = p_casino_id and h.player_id = p_player_id))
  union all
  select o.entry_id, 4, o.player_id, o.entry_no, o.at, null, o.figures
    from app.posted_events(p_casino_id, p_player_id) o
  where p_entry_ids is null or o.entry_id = any (p_entry_ids)
  union all
  select h.entry_id, 8, h.player_id, h.entry_no, s.sealed_at, null, null
  from public.ledger_seal_head h
  join public.seal s on s.casino_id = h.casino_id and s.id = h.seal_id
  where h.casino_id = p_casino_id and (p_player_id is null or h.player_id = p_player_id)
    and (p_entry_ids is null or h.entry_id = any (p_entry_ids));
end;
$$;
comment on function app.ledger_testimonies(uuid, uuid, uuid[]) is
  'Everybody who names ledger entries, of all of them or of those in p_entry_ids: the ledger itself (1), the audit '
  'trail (2), the outbox (4) and the heads of the seals (8), each with the figures it keeps of the entry.';

create function app.posted_events(p_casino_id uuid, p_player_id uuid)
returns table (entry_id uuid, player_id uuid, entry_no bigint, at timestamptz, figures text)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  -- A forged event must not stop the proof: a text that is no id or no number counts as none.
  return query
  select case when pg_input_is_valid(o.payload ->> 'entry_id', 'uuid') then (o.payload ->> 'entry_id')::uuid end,
    o.player_id,
    case when pg_input_is_valid(o.payload ->> 'entry_no', 'bigint') then (o.payload ->> 'entry_no')::bigint end,
      o.created_at,
    concat_ws(' ', o.payload ->> 'player_id', o.payload ->> 'entry_no', o.payload ->> 'points',
      o.payload ->> 'balance_after')
  from public.loyalty_outbox o
  where o.casino_id = p_casino_id and o.event_type = 'loyalty.entry_posted'
    and (p_player_id is null or o.player_id = p_player_id);
end;
$$;
comment on function app.posted_events(uuid, uuid) is
  'What the outbox says was posted to the ledger: entry, player, number, when, and the figures as '
  'app.ledger_testimonies compares them.';

create function app.doubtful_entries(p_casino_id uuid, p_since_id uuid default null)
returns setof uuid
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  select coalesce(e.id, a.entity_id)
  from (select * from public.loyalty_ledger where casino_id = p_casino_id
    and (p_since_id is null or id >= p_since_id)) e
  full join (
    select entity_id, after from public.audit_log
    where casino_id = p_casino_id and entity_type = 'loyalty_ledger' and entity_id is not null and outcome = 'done'
      and (p_since_id is null or id >= p_since_id)
  ) a on a.entity_id = e.id
  where e.id is null or a.entity_id is null or a.after ->> 'balance' <> e.balance_after::text;
  -- Ids are compared as texts; only one that matches no entry is tested for being an id at all.
  return query
  select coalesce(e.id, case when pg_input_is_valid(o.payload ->> 'entry_id', 'uuid')
    then (o.payload ->> 'entry_id')::uuid end)
  from (select * from public.loyalty_ledger where casino_id = p_casino_id
    and (p_since_id is null or id >= p_since_id)) e
  full join (
    select payload from public.loyalty_outbox
    where casino_id = p_casino_id and event_type = 'loyalty.entry_posted' and (p_since_id is null or id >= p_since_id)
  ) o on o.payload ->> 'entry_id' = e.id::text
  where e.id is null or o.payload is null or o.payload ->> 'player_id' is distinct from e.player_id::text
    or o.payload ->> 'entry_no' is distinct from e.entry_no::text or o.payload ->> 'points' is distinct
      from e.points::text
    or o.payload ->> 'balance_after' is distinct from e.balance_after::text;
  return query
  select h.entry_id from public.ledger_seal_head h
  left join public.loyalty_ledger e on e.casino_id = h.casino_id and e.id = h.entry_id
  where h.casino_id = p_casino_id and e.id is null and p_since_id is null;
end;
$$;
comment on function app.doubtful_entries(uuid, uuid) is
  'Entries that ledger, audit trail and outbox may not agree on, or that only a seal names; some more than once, and '
  'null for an event that names none. With p_since_id, as far as rows of that id and later say, and without the '
  'seals. Each witness is held against the ledger in one pass, so that app.ledger_contradictions hears all of them on '
  'few entries only.';

create function app.ledger_contradictions(p_casino_id uuid, p_player_id uuid, p_entry_ids uuid[] default null)
returns table (is_posted boolean, entry_id uuid, player_id uuid, entry_no bigint, at timestamptz, witnesses text[])
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  -- Of one player all entries are compared; of the whole casino only those in doubt.
  v_entry_ids uuid[] := case
    when p_entry_ids is not null then p_entry_ids
    when p_player_id is null
      then array(select distinct d from app.doubtful_entries(p_casino_id) d where d is not null) end;
begin
  if v_entry_ids = '{}' then
    return;
  end if;
  return query
  select heard.named & 1 = 1, heard.entry_id, heard.player_id::uuid, heard.entry_no, heard.at, case
    when heard.named & 1 = 0 then array_remove(array[
      case when heard.named & 2 > 0 then 'audit' end, case when heard.named & 4 > 0 then 'outbox' end, case
        when heard.named & 8 > 0 then 'seal' end], null)
    else array_remove(array[
      case when heard.named & 2 = 0 or not heard.is_audit_agreed then 'audit' end,
      case when heard.named & 4 = 0 or not heard.is_outbox_agreed then 'outbox' end], null) end
  from (
    select t.entry_id, bit_or(t.witness) as named, max(t.player_id::text collate "C") as player_id,
      max(t.entry_no) as entry_no, min(t.at) filter (where isfinite(t.at)) as at,
      coalesce(min(t.to_audit collate "C") = max(t.to_audit collate "C"), true) as is_audit_agreed,
      coalesce(min(t.to_outbox collate "C") = max(t.to_outbox collate "C"), true) as is_outbox_agreed
    from app.ledger_testimonies(p_casino_id, p_player_id, v_entry_ids) t
    where t.entry_id is not null
    group by t.entry_id
  ) heard
  where heard.named & 7 <> 7 or not heard.is_audit_agreed or not heard.is_outbox_agreed
  order by heard.player_id, heard.entry_no;
end;
$$;
comment on function app.ledger_contradictions(uuid, uuid, uuid[]) is
  'Entries, of all or of those in p_entry_ids, that the ledger and its witnesses do not agree on. Not posted: the '
  'ledger has no such entry, and witnesses are those who name it. Posted: witnesses are those who don''t name it, or '
  'name it with other figures.';

create function app.utc_text(p_at timestamptz)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
end;
$$;
comment on function app.utc_text(timestamptz) is
  'A time as the API writes it, where its name does not say that it is one.';

create function app.contradictions_json(p_casino_id uuid, p_player_id uuid, p_entry_ids uuid[], out missing jsonb,
  out unwitnessed jsonb)
language plpgsql
stable
set search_path = ''
as $$
begin
  select coalesce(jsonb_agg(jsonb_build_object('entry_id', c.entry_id, 'player_id', c.player_id, 'entry_no',
    c.entry_no, 'at', app.utc_text(c.at),
      'named_by', c.witnesses)) filter (where not c.is_posted), '[]'::jsonb),
    coalesce(jsonb_agg(jsonb_build_object('entry_id', c.entry_id, 'player_id', c.player_id, 'entry_no', c.entry_no,
      'at', app.utc_text(c.at),
      'not_named_by', c.witnesses)) filter (where c.is_posted), '[]'::jsonb)
  into missing, unwitnessed
  from app.ledger_contradictions(p_casino_id, p_player_id, p_entry_ids) c;
end;
$$;
comment on function app.contradictions_json(uuid, uuid, uuid[]) is
  'The contradictions as the proof answers them: entries that are missing, and entries that nobody vouches for.';
