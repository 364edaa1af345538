-- What somebody asks another to give of the catalog.

create function app.requested_comp(p_approval public.approval)
returns app.reward_request
language plpgsql
stable
set search_path = ''
as $$
declare
  v_request app.reward_request := jsonb_populate_record(null::app.reward_request, p_approval.request);
begin
  v_request.note := p_approval.reason;
  v_request.asked_by := app.asked_by(p_approval);
  return v_request;
end;
$$;
comment on function app.requested_comp(public.approval) is
  'The reward of the catalog that a request asks for, for the figures that stood when it was asked for.';
