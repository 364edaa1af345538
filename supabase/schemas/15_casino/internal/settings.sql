create function app.settings_json(p_settings public.casino_settings)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_settings)
    - '{casino_id,has_authority_limits,second_factor_roles}'::text[]
    - '{day_rule_from,day_rule_at,day_rule_time_zone,day_rule_start}'::text[]
    || jsonb_build_object('time_zone', app.current_time_zone(p_settings), 'gaming_day_start',
      to_char(app.current_day_start(p_settings), 'HH24:MI'));
end;
$$;
comment on function app.settings_json(public.casino_settings) is
  'The settings as every RPC answers them: time zone and start of the gaming day as they hold now.';
