create function app.require_free_seat(p_ctx app.rls_context, p_table_id uuid, p_seat integer,
  p_mover_id uuid default null)
returns public.gaming_table
language plpgsql
set search_path = ''
as $$
declare
  v_table public.gaming_table;
begin
  -- Who closes the table or takes seats away waits for this call, or this call for them, and then sees what they did.
  select * into v_table from public.gaming_table where casino_id = p_ctx.casino_id and id = p_table_id for key share;
  if not found then
    perform app.fail(404, 'TABLE_NOT_FOUND');
  end if;
  if v_table.status <> 'open' then
    perform app.fail(409, 'TABLE_NOT_OPEN', jsonb_build_object('tableLabel', v_table.label));
  end if;
  if p_seat is null or p_seat not between 1 and v_table.seat_count then
    perform app.invalid('seat', 'seats', jsonb_build_object('highest', v_table.seat_count));
  end if;
  -- Looked up before anything is written: two slips that change places would else wait for each other's index entry.
  if exists (
    select 1 from public.rating_slip
    where casino_id = p_ctx.casino_id and table_id = p_table_id and seat = p_seat and status <> 'closed'
      and id is distinct from p_mover_id
  ) then
    perform app.fail(409, 'SEAT_TAKEN');
  end if;
  return v_table;
end;
$$;
comment on function app.require_free_seat(app.rls_context, uuid, integer, uuid) is
  'The open table that has this seat, with nobody else on it; of two that come at once the unique index decides. '
  'TABLE_NOT_FOUND, TABLE_NOT_OPEN, VALIDATION_FAILED, SEAT_TAKEN.';

create function app.fail_seat_conflict(p_constraint text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_constraint = 'rating_slip_one_live_per_seat' then
    perform app.fail(409, 'SEAT_TAKEN');
  end if;
  perform app.fail(409, 'PLAYER_ALREADY_AT_TABLE');
end;
$$;
comment on function app.fail_seat_conflict(text) is
  'Says which of the two live-slip rules a unique violation broke: SEAT_TAKEN or PLAYER_ALREADY_AT_TABLE.';
