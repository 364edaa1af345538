-- The second factor of somebody, which Supabase Auth keeps: how it is taken off, and what keeps who does so from being
-- them.

create function app.forget_second_factor(p_staff public.staff)
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from auth.mfa_factors where user_id = p_staff.user_id;
end;
$$;
comment on function app.forget_second_factor(public.staff) is
  'Takes off what an account is opened by besides its password. Where one is demanded the next sign-in sets another '
  'up.';

create function app.ask_role_back(
  p_ctx app.rls_context,
  p_staff public.staff,
  p_by_staff_id uuid,
  p_reason text,
  p_after text
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := p_ctx;
begin
  if p_staff.role = 'dealer' then
    return;
  end if;
  select s.id, s.role into v_ctx.staff_id, v_ctx.role from public.staff s
  where s.casino_id = p_staff.casino_id and s.id = p_by_staff_id;
  perform app.ask_role(v_ctx, p_staff.id, p_staff.role::text, p_reason, p_after);
end;
$$;
comment on function app.ask_role_back(app.rls_context, public.staff, uuid, text, text) is
  'Asks, in the name of who made a link or took a second factor off, for the role that somebody had before it, if it '
  'was more than a dealer''s. p_after as in app.ask_permission_changes.';
