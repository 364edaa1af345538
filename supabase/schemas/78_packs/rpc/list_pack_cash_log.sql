create function public.rpc_list_pack_cash_log(
  p_from date,
  p_to date,
  p_after_id uuid default null,
  p_limit integer default 5000
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(20000, greatest(1, coalesce(p_limit, 5000)));
  v_after_id uuid;
  v_page record;
begin
  perform app.require_capability(v_ctx, 'pack.make');
  perform app.require_pack_days(v_ctx, p_from, p_to);
  if p_after_id is not null and not app.is_mtl_row(v_ctx.casino_id, p_after_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  v_after_id := coalesce(p_after_id, (app.pack_cash_seal(v_ctx.casino_id, p_from - 1)).through_id);
  select string_agg(l.line || E'\n', '' order by l.id) as text, count(*) as rows,
    (array_agg(l.id order by l.id desc))[1] as last_id into v_page
  from app.record_lines(v_ctx.casino_id, 'mtl', v_after_id, (app.pack_cash_seal(v_ctx.casino_id, p_to)).through_id,
    v_limit) l;
  return jsonb_build_object('text', coalesce(v_page.text, ''), 'next_id', case
    when v_page.rows = v_limit then v_page.last_id end);
end;
$$;
comment on function public.rpc_list_pack_cash_log(date, date, uuid, integer) is
  'The cash log of a pack: the rows that the seals of its days cover, each as the line that its seal has (docs/'
  'seals.md), after the given row, up to p_limit (at most 20000): {text, next_id}, the last null at the end. '
  'Capability pack.make. PACK_DAYS_NOT_SEALED, VALIDATION_FAILED.';

create function app.is_mtl_row(p_casino_id uuid, p_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (select from public.mtl_entry where casino_id = p_casino_id and id = p_id)
    or exists (select from public.mtl_unknown_patron where casino_id = p_casino_id and id = p_id)
    or exists (select from public.mtl_patron_link where casino_id = p_casino_id and id = p_id)
    or exists (select from public.mtl_gaming_day_close where casino_id = p_casino_id and id = p_id);
end;
$$;
comment on function app.is_mtl_row(uuid, uuid) is
  'Whether a cursor is a row of what the cash log is sealed of, of this casino.';
