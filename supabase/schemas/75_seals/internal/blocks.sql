-- The audit trail and the cash log, sealed: every row, in the order of its id, in blocks that are chained.
--
-- A row is a JSON array, which has one text form and no ambiguity between neighbouring fields. Every column is in it;
-- times as microseconds, so that no session setting changes the text. An infinite one can only be a forgery; it must
-- not stop the proof.

create function app.sealed_time(p_at timestamptz)
returns bigint
language sql
immutable
parallel safe
return case when isfinite(p_at) then (extract(epoch from p_at) * 1000000)::bigint end;
comment on function app.sealed_time(timestamptz) is 'A time as seals have it: microseconds since 1970.';

create function app.sealed_day(p_day date)
returns integer
language sql
immutable
parallel safe
return case when isfinite(p_day) then p_day - date '2000-01-01' end;
comment on function app.sealed_day(date) is 'A day as seals have it: days since 2000-01-01.';

create function app.audit_line(p_row public.audit_log)
returns text
language sql
stable
parallel safe
return jsonb_build_array(
  p_row.id, app.sealed_time(p_row.at), app.sealed_day(p_row.gaming_day), p_row.staff_id, p_row.staff_role,
  p_row.domain, p_row.action, p_row.entity_type, p_row.entity_id, p_row.outcome, p_row.before, p_row.after,
  p_row.correlation_id, p_row.idempotency_key, encode(p_row.request_hash, 'hex')
)::text;
comment on function app.audit_line(public.audit_log) is 'A row of the audit trail as its seal has it.';

create function app.record_lines(p_casino_id uuid, p_kind public.seal_kind, p_after uuid, p_through uuid,
  p_limit integer)
returns table (id uuid, line text)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  case p_kind
    when 'audit' then
      return query
      select a.id, app.audit_line(a) from public.audit_log a
      where a.casino_id = p_casino_id and (p_after is null or a.id > p_after) and a.id <= p_through
      order by a.id
      limit p_limit;
    when 'mtl' then
      return query select * from app.mtl_lines(p_casino_id, p_after, p_through, p_limit);
  end case;
end;
$$;
comment on function app.record_lines(uuid, public.seal_kind, uuid, uuid, integer) is
  'Rows of a record after one id (null: from the first on) and up to another, in the order of their ids, each as '
  'a line that its seal covers.';

create type app.sealed_rows as (last_id uuid, row_count integer, hash bytea);
comment on type app.sealed_rows is 'What a block says of its rows.';

create function app.hash_rows(p_casino_id uuid, p_kind public.seal_kind, p_previous bytea, p_after uuid, p_through uuid,
  p_limit integer)
returns app.sealed_rows
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rows app.sealed_rows;
begin
  select (array_agg(l.id order by l.id desc))[1], count(*),
    sha256(convert_to(concat(encode(p_previous, 'hex'), E'\n', string_agg(l.line || E'\n', '' order by l.id)), 'UTF8'))
  into v_rows
  from app.record_lines(p_casino_id, p_kind, p_after, p_through, p_limit) l;
  return v_rows;
end;
$$;
comment on function app.hash_rows(uuid, public.seal_kind, bytea, uuid, uuid, integer) is
  'The hash over a block of rows: SHA-256 of a text whose first line is the hash before it in hexadecimal (empty for '
  'none), and that then has a line a row.';

create function app.first_record_day(p_casino_id uuid, p_kind public.seal_kind)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  return case p_kind
    when 'audit' then (select gaming_day from public.audit_log where casino_id = p_casino_id order by id limit 1)
    when 'mtl' then app.gaming_day(p_casino_id, app.first_mtl_time(p_casino_id)) end;
end;
$$;
comment on function app.first_record_day(uuid, public.seal_kind) is 'The gaming day with which a record begins.';

create function app.note_day_end(p_casino_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- A number of one's own is higher than all that were given before it; the end of a snapshot may not be, for it ends
  -- after the last transaction that has finished.
  insert into app.day_end as noted (casino_id, gaming_day, xid)
  values (p_casino_id, app.gaming_day(p_casino_id) - 1, pg_current_xact_id())
  on conflict (casino_id) do update
  set gaming_day = excluded.gaming_day, xid = excluded.xid, noted_at = now()
  -- A database that was restored counts from where it was: what was noted for later numbers is void.
  where noted.gaming_day < excluded.gaming_day or noted.xid > excluded.xid;
end;
$$;
comment on function app.note_day_end(uuid) is
  'Notes, at the first look after a gaming day has ended, a transaction number that is higher than all given by then.';

create function app.settled_through(p_casino_id uuid)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select gaming_day from app.day_end
    where casino_id = p_casino_id and xid <= pg_snapshot_xmin(pg_current_snapshot()));
end;
$$;
comment on function app.settled_through(uuid) is
  'The gaming day up to which no row can come late: of the transactions that had begun to write when it was seen to be '
  'over, none runs any more. Null while one does.';

create function app.last_block(p_casino_id uuid, p_kind public.seal_kind, p_gaming_day date)
returns public.seal_block
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select b from public.seal_block b
    where b.casino_id = p_casino_id and b.kind = p_kind and b.gaming_day = p_gaming_day
    order by b.block_no desc limit 1);
end;
$$;
comment on function app.last_block(uuid, public.seal_kind, date) is 'The last block of a gaming day that is there.';

create function app.seal_rows(p_ctx app.rls_context, p_kind public.seal_kind, p_gaming_day date)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_block_rows constant integer := 1000;
  v_previous constant public.seal := app.newest_seal(p_ctx.casino_id, p_kind);
  v_last constant public.seal_block := app.last_block(p_ctx.casino_id, p_kind, p_gaming_day);
  v_through constant uuid := app.highest_id_before(app.gaming_day_start(p_ctx.casino_id, p_gaming_day + 1));
  v_rows app.sealed_rows;
  v_seal public.seal;
begin
  v_rows := app.hash_rows(p_ctx.casino_id, p_kind, coalesce(v_last.hash, v_previous.root),
    coalesce(v_last.last_id, v_previous.through_id), v_through, v_block_rows);
  if v_rows.row_count > 0 then
    insert into public.seal_block (casino_id, kind, gaming_day, block_no, last_id, row_count, hash)
    values (p_ctx.casino_id, p_kind, p_gaming_day, coalesce(v_last.block_no, 0) + 1, v_rows.last_id, v_rows.row_count,
      v_rows.hash);
    return false;
  end if;
  v_seal.casino_id := p_ctx.casino_id;
  v_seal.id := app.uuid_v7();
  v_seal.kind := p_kind;
  v_seal.gaming_day := p_gaming_day;
  v_seal.through_id := v_through;
  v_seal.entry_count := (select coalesce(sum(row_count), 0) from public.seal_block
    where casino_id = p_ctx.casino_id and kind = p_kind and gaming_day = p_gaming_day);
  perform app.put_seal(p_ctx, v_seal);
  return true;
end;
$$;
comment on function app.seal_rows(app.rls_context, public.seal_kind, date) is
  'One step of sealing a gaming day of a record: the next block of rows or, where none is left, the seal. Returns '
  'whether that was the seal. The caller holds the lock of app.seal_record_days.';

create function app.seal_record_days(p_casino_id uuid, p_kind public.seal_kind, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.worker_context(p_casino_id);
  v_day date;
  v_settled date;
  v_steps integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('seals' || p_casino_id::text, 0));
  perform app.note_day_end(p_casino_id);
  v_settled := app.settled_through(p_casino_id);
  v_day := coalesce((app.newest_seal(p_casino_id, p_kind)).gaming_day + 1, app.first_record_day(p_casino_id, p_kind));
  while v_steps < p_limit and v_day <= v_settled and app.is_day_closed(p_casino_id, v_day) loop
    v_day := v_day + app.seal_rows(v_ctx, p_kind, v_day)::integer;
    v_steps := v_steps + 1;
  end loop;
  return v_steps;
end;
$$;
comment on function app.seal_record_days(uuid, public.seal_kind, integer) is
  'Seals closed gaming days of a record that has no chains of its own, from that of its first row on, in up to p_limit '
  'steps, and returns how many it took.';
