create function public.rpc_guest_read_invitation(p_token text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_link app.staff_link := app.read_staff_link(p_token, 'invitation');
begin
  perform app.require_open_link(v_link);
  return (
    select jsonb_build_object('email', s.email, 'name', s.full_name, 'casino_name', c.name,
      'lapses_at', v_link.lapses_at)
    from public.staff s
    join public.casino c on c.id = s.casino_id
    where s.casino_id = v_link.casino_id and s.id = v_link.staff_id
  );
end;
$$;
comment on function public.rpc_guest_read_invitation(text) is
  'Whom a one-time link invites, to whoever has its token: {email, name, casino_name, lapses_at}. Nobody needs to be '
  'signed in. LINK_UNKNOWN, LINK_USED, LINK_WITHDRAWN, LINK_LAPSED.';
