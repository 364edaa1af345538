create function app.settings_json(p_settings public.casino_settings)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_settings) - '{casino_id,has_authority_limits}'::text[]
    || jsonb_build_object('gaming_day_start', to_char(p_settings.gaming_day_start, 'HH24:MI'));
end;
$$;
comment on function app.settings_json(public.casino_settings) is 'The settings as every RPC answers them.';
