-- What is asked of the audit trail: a filter, read and checked, and the way to its rows.
--
-- No index is about time: ids are, and so a time is a range of ids. A filter becomes a few steps (an action, an
-- entity), each of which an index reads from its newest row on; the newest of all steps are the page.

create function app.audit_domain_capability(p_domain text)
returns text
language sql
immutable
return case p_domain when 'exclusion' then 'exclusion.read' when 'mtl' then 'mtl.read' when 'ctr' then 'mtl.read'
  when 'lens' then 'ctr.manage' else 'audit.read' end;
comment on function app.audit_domain_capability(text) is
  'What it takes to read the rows of a domain of the audit trail, as its policy says, too.';

create function app.hidden_audit_domains(p_ctx app.rls_context)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array(select d from unnest(array['exclusion', 'mtl', 'ctr', 'lens']) d
    where not app.may(p_ctx, app.audit_domain_capability(d)));
end;
$$;
comment on function app.hidden_audit_domains(app.rls_context) is
  'The domains of the audit trail that a caller may not read.';

create function app.audit_instant(p_ctx app.rls_context, p_text text, p_is_end boolean)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_text ~ '^\d{4}-\d\d-\d\d$' then
    return app.gaming_day_start(p_ctx.casino_id, p_text::date + p_is_end::integer);
  end if;
  return p_text::timestamptz;
end;
$$;
comment on function app.audit_instant(app.rls_context, text, boolean) is
  'The instant that a bound of a filter means: a time is itself; a gaming day is its beginning or, p_is_end, that of '
  'the next one.';

create function app.require_audit_time(p_field text, p_text text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if (p_text ~ '^[12]\d{3}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$'
    and pg_input_is_valid(p_text, 'timestamptz') and p_text >= '2000') is not true then
    perform app.invalid(p_field, 'aTime');
  end if;
end;
$$;
comment on function app.require_audit_time(text, text) is
  'VALIDATION_FAILED unless it is a gaming day or a time with its offset, between the years 2000 and 2999.';

create function app.require_audit_filter(p_filter jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_id constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
  v_name constant text := '^[a-z_]{1,60}(\.[a-z_]{1,60})?$';
  v_field text;
begin
  perform app.require_known_fields('filter', p_filter, array['entity', 'entity_id', 'is_whole', 'actor', 'action',
    'domain', 'from', 'to', 'gaming_day', 'correlation_id', 'outcome']);
  foreach v_field in array array['entity_id', 'correlation_id'] loop
    if p_filter ? v_field and (p_filter ->> v_field ~* v_id) is not true then
      perform app.invalid(app.camel_case(v_field), 'id');
    end if;
  end loop;
  foreach v_field in array array['entity', 'action', 'domain'] loop
    if p_filter ? v_field and (p_filter ->> v_field ~ v_name) is not true then
      perform app.invalid(v_field, 'smallLetters', jsonb_build_object('highest', 60));
    end if;
  end loop;
  if p_filter ? 'actor' and (p_filter ->> 'actor' = 'system' or p_filter ->> 'actor' ~* v_id) is not true then
    perform app.invalid('actor', 'id');
  end if;
  foreach v_field in array array['from', 'to', 'gaming_day'] loop
    if p_filter ? v_field then
      perform app.require_audit_time(app.camel_case(v_field), p_filter ->> v_field);
    end if;
  end loop;
  if p_filter ? 'gaming_day' and not pg_input_is_valid(p_filter ->> 'gaming_day', 'date') then
    perform app.invalid('gamingDay', 'gamingDay');
  end if;
  if p_filter ? 'outcome' and (p_filter ->> 'outcome' in ('done', 'refused')) is not true then
    perform app.invalid('outcome', 'oneOf', jsonb_build_object('options', 'done, refused'));
  end if;
  if p_filter ? 'is_whole' and (jsonb_typeof(p_filter -> 'is_whole') = 'boolean' and p_filter ? 'entity'
    and p_filter ? 'entity_id') is not true then
    perform app.invalid('isWhole', 'trueOrFalse');
  end if;
end;
$$;
comment on function app.require_audit_filter(jsonb) is
  'VALIDATION_FAILED by field, unless it is a filter of the audit trail: {entity, entity_id, is_whole (of an entity '
  'with its id: also of what belongs to it), actor (a member of staff, or system), action, domain, from, to (times, or '
  'gaming days, both included), gaming_day, correlation_id, outcome (done, refused)}, each of which may be left out.';

create type app.audit_range as (from_id uuid, below_id uuid);
comment on type app.audit_range is 'Ids of the audit trail, from one on and below another.';

create function app.read_audit_range(p_ctx app.rls_context, p_filter jsonb)
returns app.audit_range
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day constant date := (p_filter ->> 'gaming_day')::date;
  v_from constant timestamptz := greatest(app.audit_instant(p_ctx, p_filter ->> 'from', false),
    app.gaming_day_start(p_ctx.casino_id, v_day));
  -- A row has the gaming day in which its call began, and may have been written when the next one had begun.
  v_to constant timestamptz := least(app.audit_instant(p_ctx, p_filter ->> 'to', true),
    app.gaming_day_start(p_ctx.casino_id, v_day + 1) + interval '10 minutes');
begin
  return row(coalesce(app.lowest_id_at(v_from), '00000000-0000-0000-0000-000000000000'),
    coalesce(app.lowest_id_at(v_to), 'ffffffff-ffff-ffff-ffff-ffffffffffff'))::app.audit_range;
end;
$$;
comment on function app.read_audit_range(app.rls_context, jsonb) is 'The ids that the times of a filter leave.';

create function app.is_of_whole(p_filter jsonb)
returns boolean
language sql
immutable
return coalesce((p_filter -> 'is_whole')::boolean, false);
comment on function app.is_of_whole(jsonb) is 'Whether a filter is about a thing and all that belongs to it.';

create function app.audit_condition(p_filter jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- $1 the casino, $2 the filter, $3 the range of ids, $4 domains that the caller may not read. What a caller gives is
  -- always a parameter; only the shape of the condition depends on it, so that each has a plan of its own.
  return 'a.casino_id = $1 and a.id >= ($3).from_id and a.id < ($3).below_id' || concat(
    -- What belongs to a thing is of other kinds.
    case when not app.is_of_whole(p_filter) then concat(
      case when p_filter ? 'entity' then ' and a.entity_type = $2 ->> ''entity''' end,
      case when p_filter ? 'entity_id' then ' and a.entity_id = ($2 ->> ''entity_id'')::uuid' end) end,
    case when p_filter ? 'action' then ' and a.action = $2 ->> ''action''' end,
    case when p_filter ? 'domain' then ' and a.domain = $2 ->> ''domain''' end,
    case when p_filter ->> 'actor' = 'system' then ' and a.staff_id is null'
      when p_filter ? 'actor' then ' and a.staff_id = ($2 ->> ''actor'')::uuid' end,
    case when p_filter ? 'gaming_day' then ' and a.gaming_day = ($2 ->> ''gaming_day'')::date' end,
    case when p_filter ? 'correlation_id' then ' and a.correlation_id = ($2 ->> ''correlation_id'')::uuid' end,
    case when p_filter ->> 'outcome' = 'refused' then ' and a.outcome = ''refused'''
      when p_filter ? 'outcome' then ' and a.outcome = ''done''' end);
end;
$$;
comment on function app.audit_condition(jsonb) is 'A filter of the audit trail as a condition on a, a row of it.';

create function app.audit_actions(p_casino_id uuid)
returns table (entity_type text, action text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  -- From each to the next one: as many look-ups as there are actions, however long the trail is.
  return query
  with recursive known as (
    (select a.entity_type, a.action from public.audit_log a where a.casino_id = p_casino_id
      order by a.entity_type, a.action limit 1)
    union all
    select next.entity_type, next.action from known
    cross join lateral (
      select a.entity_type, a.action from public.audit_log a
      where a.casino_id = p_casino_id and (a.entity_type, a.action) > (known.entity_type, known.action)
      order by a.entity_type, a.action
      limit 1
    ) next
  )
  select known.entity_type, known.action from known;
end;
$$;
comment on function app.audit_actions(uuid) is
  'What was ever done in a casino, and to what kind of thing: every pair that the trail has.';

create type app.audit_way as (steps text, condition text);
comment on type app.audit_way is
  'The steps in which a filter of the audit trail is read, a from clause, and what a row a has of its step: what an '
  'index has from the newest row on.';

create function app.find_audit_way(p_filter jsonb)
returns app.audit_way
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_actions constant text := '(select * from app.audit_actions($1) k where true' || concat(
    case when p_filter ? 'entity' then ' and k.entity_type = $2 ->> ''entity''' end,
    case when p_filter ? 'action' then ' and k.action = $2 ->> ''action''' end,
    case when p_filter ? 'domain' then ' and starts_with(k.action, ($2 ->> ''domain'') || ''.'')' end) || ')';
begin
  if app.is_of_whole(p_filter) then
    return row('(select * from app.audit_subjects($1, $2 ->> ''entity'', ($2 ->> ''entity_id'')::uuid)) step',
      'a.entity_type = step.entity_type and a.entity_id = step.entity_id')::app.audit_way;
  elsif p_filter ? 'correlation_id' then
    return row('(select) step', 'true')::app.audit_way;
  elsif p_filter ? 'entity_id' then
    return row(format('(select distinct entity_type from %s k) step', v_actions),
      'a.entity_type = step.entity_type')::app.audit_way;
  elsif p_filter ? 'actor' then
    return row(format('(select distinct action from %s k) step', v_actions), 'a.action = step.action')::app.audit_way;
  elsif p_filter ?| array['entity', 'action', 'domain'] then
    return row(format('%s step', v_actions),
      'a.entity_type = step.entity_type and a.action = step.action')::app.audit_way;
  end if;
  return row('(select) step', 'true')::app.audit_way;
end;
$$;
comment on function app.find_audit_way(jsonb) is
  'How the rows that a filter leaves are found: by what there is most of in an index.';

create function app.audit_page(p_ctx app.rls_context, p_filter jsonb, p_range app.audit_range, p_limit integer)
returns setof public.audit_log
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
declare
  v_way constant app.audit_way := app.find_audit_way(p_filter);
  v_hidden constant text[] := app.hidden_audit_domains(p_ctx);
begin
  return query execute format('select a.* from (select a.id from %s cross join lateral (select a.id from '
    'public.audit_log a where %s and %s%s order by %sa.id desc limit $5) a order by a.id desc limit $5) page '
    'join public.audit_log a on a.casino_id = $1 and a.id = page.id order by a.id desc',
    v_way.steps, v_way.condition, app.audit_condition(p_filter),
    case when v_hidden <> '{}' then ' and a.domain <> all ($4)' end,
    -- The planner knows that a column equal to something orders nothing, and does not know it of one that is null.
    case when p_filter ->> 'actor' = 'system' then 'a.staff_id desc, ' end)
    using p_ctx.casino_id, p_filter, p_range, v_hidden, p_limit;
end;
$$;
comment on function app.audit_page(app.rls_context, jsonb, app.audit_range, integer) is
  'The newest rows of the audit trail that a filter leaves, of a range of ids, without domains that the caller may not '
  'read.';
