alter table public.promo_program enable row level security;
alter table public.promo_coupon enable row level security;
alter table public.promo_day_rollup enable row level security;

create policy "Staff read the promo programs of their own casino" on public.promo_program
  for select to authenticated using (casino_id = (select app.current_casino_id()));

-- An overdue coupon that nothing has marked yet would read `issued` here. It is hidden until it says what it is; the
-- RPCs answer it as expired all along.
create policy "Who sees the dashboard reads coupons of their own casino" on public.promo_coupon
  for select to authenticated
  using (
    casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('dashboard.read'))
    and (status <> 'issued' or expires_at > now())
  );
create policy "Who sees the dashboard reads promo totals of their own casino" on public.promo_day_rollup
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('dashboard.read')));

grant select on public.promo_program, public.promo_coupon, public.promo_day_rollup to authenticated, service_role;
