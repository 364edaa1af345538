create function public.rpc_guest_read_founding(p_token text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_link app.founding_link := app.read_founding_link(p_token);
begin
  return jsonb_build_object('lapses_at', v_link.lapses_at,
    'casino_name', (select c.name from public.casino c where c.id = v_link.casino_id));
end;
$$;
comment on function public.rpc_guest_read_founding(text) is
  'Whether a founding link opens something, to whoever has its token: {lapses_at, casino_name (of the casino that it '
  'made; null as long as it made none)}. Nobody needs to be signed in. LINK_UNKNOWN, FOUNDING_LINK_LAPSED.';
