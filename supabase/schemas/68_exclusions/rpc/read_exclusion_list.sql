create function public.rpc_read_exclusion_list(
  p_list_id uuid,
  p_rows jsonb,
  p_through integer,
  p_is_last boolean,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('read_exclusion_list', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_list_id, app.rows_digest(p_rows), p_through, coalesce(p_is_last, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_list public.exclusion_list;
  v_found record;
begin
  perform app.require_staged_rows(p_rows, p_through);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_list := app.lock_exclusion_list(v_ctx, p_list_id);
  if v_list.finished_at is null then
    v_found := app.propose_exclusions(v_ctx, v_list, p_rows);
    update public.exclusion_list
    set read_through = greatest(read_through, p_through), row_count = row_count + v_found.row_count,
      proposed_count = proposed_count + v_found.proposed_count, known_count = known_count + v_found.known_count,
      over_count = over_count + v_found.over_count, error_count = error_count + v_found.error_count,
      errors = case when jsonb_array_length(errors) < 100 then errors || v_found.errors else errors end,
      finished_at = case when p_is_last then now() end
    where casino_id = v_ctx.casino_id and id = p_list_id
    returning * into v_list;
  end if;
  return app.finish_call(v_call, 'exclusion.read_list', 'exclusion_list', v_list.id, null,
    app.exclusion_list_json(v_list));
end;
$$;
comment on function public.rpc_read_exclusion_list(uuid, jsonb, integer, boolean, text, uuid) is
  'Compares the next rows of a list ([{n, cells, fault?}], at most 5,000) with the players: who has the very name, in '
  'its normal form, and birth date is proposed, unless the same entry was before. Nothing of other rows is kept. '
  'Answers the list, as rpc_begin_exclusion_list, and is_existing. Capability exclusion.write. VALIDATION_FAILED, '
  'EXCLUSION_LIST_NOT_FOUND.';

create function app.rows_digest(p_rows jsonb)
returns text
language sql
immutable
return encode(sha256(convert_to(p_rows::text, 'UTF8')), 'hex');
comment on function app.rows_digest(jsonb) is 'What rows are told apart by, so that they need not be kept.';

create function app.propose_exclusions(
  p_ctx app.rls_context,
  p_list public.exclusion_list,
  p_rows jsonb,
  out row_count integer,
  out proposed_count integer,
  out known_count integer,
  out over_count integer,
  out error_count integer,
  out errors jsonb
)
language plpgsql
set search_path = ''
as $$
declare
  v_today constant date := (
    select app.wall_today(s) from public.casino_settings s where s.casino_id = p_ctx.casino_id);
begin
  with rows as materialized (
    select * from app.exclusion_list_rows(p_list, p_rows)
  ), matched as materialized (
    select r.*, p.id as player_id, coalesce(r.ends_on < v_today, false) as is_over
    from rows r
    join public.player p
      on p.casino_id = p_ctx.casino_id and p.person_key = r.person_key and p.birth_date = r.birth_date
    where r.error is null
  ), proposed as (
    insert into public.exclusion_proposal (casino_id, list_id, row_number, player_id, starts_on, ends_on, reference)
    select p_ctx.casino_id, p_list.id, m.row_number, m.player_id, m.starts_on, m.ends_on, m.reference
    from matched m
    where not m.is_period_unread and not m.is_over
    order by m.row_number
    on conflict (casino_id, player_id, reference, starts_on, ends_on) do nothing
    returning 1
  ), faults as (
    select r.row_number, r.error as code from rows r where r.error is not null
    union
    -- Who is not known here may have stood there from any day to any day.
    select m.row_number, 'PERIOD_UNREADABLE' from matched m where m.is_period_unread
  )
  select (select count(*) from rows), (select count(*) from proposed),
    (select count(*) from matched m where not m.is_period_unread and not m.is_over) - (select count(*) from proposed),
    (select count(*) from matched m where not m.is_period_unread and m.is_over), (select count(*) from faults),
    (select coalesce(jsonb_agg(f order by f.row_number), '[]') from (
      select * from faults order by row_number limit 100) f)
  into row_count, proposed_count, known_count, over_count, error_count, errors;
end;
$$;
comment on function app.propose_exclusions(app.rls_context, public.exclusion_list, jsonb) is
  'Proposes an exclusion for each player whom a row names by name and birth date, and counts what became of the rows. '
  'What nobody of the casino is named by is counted and forgotten.';
