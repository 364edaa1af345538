-- What an admin sets once for all reports of the house.

create function app.filing_profile_json(p_casino_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_profile public.casino_filing_profile;
begin
  select * into v_profile from public.casino_filing_profile p where p.casino_id = p_casino_id;
  return jsonb_build_object('facts', coalesce(v_profile.facts, '{}'), 'version', coalesce(v_profile.version, 0),
    'updated_at', v_profile.updated_at, 'missing', app.camel_names(app.ctr_missing_of_profile(p_casino_id)));
end;
$$;
comment on function app.filing_profile_json(uuid) is 'A casino''s filing profile as the RPCs answer it.';
