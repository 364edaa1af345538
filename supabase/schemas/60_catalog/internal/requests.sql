-- What somebody asks another to give of the catalog.

create function app.requested_comp(p_approval public.approval, p_amount_cents bigint)
returns app.reward_request
language plpgsql
stable
set search_path = ''
as $$
declare
  v_request app.reward_request := jsonb_populate_record(null::app.reward_request, p_approval.request);
begin
  if p_amount_cents is not null and p_amount_cents <> v_request.amount_cents then
    if p_amount_cents > v_request.amount_cents then
      perform app.invalid('amountCents', 'amountNotAboveAsked');
    end if;
    -- The price follows the amount.
    v_request.amount_cents := p_amount_cents;
    v_request.expected_points_cost := null;
  end if;
  v_request.note := p_approval.reason;
  v_request.asked_by := app.asked_by(p_approval);
  return v_request;
end;
$$;
comment on function app.requested_comp(public.approval, bigint) is
  'The reward of the catalog that a request asks for, for the figures that stood when it was asked for, or perhaps for '
  'a smaller amount. VALIDATION_FAILED.';
