import { newId } from '@/lib/shared/ids';
import {
  EXAMPLE_PHOTO,
  EXAMPLE_PIN,
  type Facts,
  FOUNDING_TOKEN,
  LIST_HEADERS,
  LISTED_BIRTH_DATE,
  linkToken,
  parkedToken,
  resetToken,
  SERVER_TOKEN,
  tryToken,
} from '../../security/expectations';
import type { Email, TestStack } from '../stack';
import { arrangeCtr, findCtrFacts } from './ctr-facts';
import { arrangeImports, findImportFacts } from './import-facts';
import { arrangeLens, findLensFacts } from './lens-facts';
import { arrangeMtl, arrangeOldLog, findMtlFacts } from './mtl-facts';
import type { Sql } from './probe';
import { inTrial } from './trial';

const CASINOS = ['harbor', 'summit'] as const;

type Answered = { id: string; player_id: string; entry?: { id: string }; coupon?: { id: string } };

/** Calls an RPC as the holder of an account of a casino, and fails unless it succeeds. */
export type StaffCall = (account: string, name: string, args: Record<string, unknown>) => Promise<Answered>;

/**
 * Gives both casinos rows in the tables that the demo leaves empty, and rows on which every RPC can succeed. All through the
 * API, as staff would, save what takes a day: a delivery is declared dead, a coupon overdue. Call it once per stack.
 */
export async function arrangeSecurityFacts(stack: TestStack): Promise<void> {
  await arrangeDayRules(stack);
  await fanOut(stack);
  await arrangeOldTrail(stack);
  await arrangeOldLog(stack.sql);
  await stack.rpc('service', 'rpc_worker_seal_days', {});
  await stack.rpc('service', 'rpc_worker_post_reports', {});
  for (const casino of CASINOS) {
    const call: StaffCall = async (account, name, args) => {
      const email = `${account}@${casino}.example` as Email;
      const { status, body } = await stack.rpc(email, name, { p_idempotency_key: newId(), ...args });
      if (status !== 200) throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`);
      return body as Answered;
    };
    for (const account of ['loyalty', 'compliance', 'admin'])
      for (const name of ['Kept', 'Other'])
        await call(account, 'rpc_save_audit_filter', { p_name: name, p_filter: { domain: 'floor' } });
    await arrangePeople(stack, casino, call);
    await call('admin', 'rpc_create_webhook_endpoint', { p_url: 'https://crm.example/hooks' });
    const enrol = (name: string) => call('pitboss', 'rpc_create_player', { p_first_name: name, p_last_name: 'Trial' });
    // The company's casinos share their players, and one is known at both: with one card and one birth date.
    await call('pitboss', 'rpc_create_player', {
      p_first_name: 'Known',
      p_last_name: 'Trial',
      p_loyalty_id: 'TRIAL-KNOWN',
      p_birth_date: '1970-02-03',
    });
    await arrangeCare(stack, casino, await enrol('Idle'), call);
    await call('pitboss', 'rpc_start_visit', { p_player_id: (await enrol('Visiting')).id });
    const excluded = await enrol('Excluded');
    const visit = await call('pitboss', 'rpc_start_visit', { p_player_id: excluded.id });
    await call('pitboss', 'rpc_end_visit', { p_visit_id: visit.id });
    await issueCoupon(stack, casino, excluded.id, call);
    await call('admin', 'rpc_exclude_player', {
      p_player_id: excluded.id,
      p_kind: 'barred',
      p_reason: 'Security matrix',
    });
    await arrangeHits(stack, casino, excluded.id, call);
    await arrangeLists(stack, call);
    await arrangePermissions(stack, casino, call);
    await arrangeAuthority(stack, casino, call);
    await acknowledgePause(stack, casino, call);
    await arrangeRewards(stack, casino, call);
    await arrangeRewardRequests(stack, casino, call);
    await arrangeImports(stack.sql, call);
    await arrangeMtl(stack.sql, call);
    await arrangeCtr(call);
    await arrangeLens(stack, casino, call);
  }
  await stack.sql`select app.share_recognition('harbor', 'summit')`;
  await arrangePins(stack);
  // Whom the twin excludes has a coupon here.
  for (const casino of CASINOS) {
    const facts = await inTrial(stack, (sql) => findFacts(sql, casino));
    await arrangeRelations(stack, casino, facts);
    const { playerId, promoProgramId } = facts;
    const coupon = { p_promo_program_id: promoProgramId, p_player_id: playerId, p_idempotency_key: newId() };
    await stack.rpc(`pitboss@${casino}.example`, 'rpc_issue_promo_coupon', coupon);
  }
  // Of two programs of one value an offer takes the later one: so whoever looks further than their own casino is seen to.
  await stack.sql`
    update public.promo_program p set start_at = start_at + interval '1 second'
    from public.casino c where c.id = p.casino_id and c.slug = 'summit'`;
  await stack.sql`update public.casino_settings set promo_allow_anonymous_issuance = true`;
  await stack.sql`
    insert into public.promo_coupon (casino_id, promo_program_id, validation_number, validation_key, face_value_cents,
      required_match_wager_cents, gaming_day, issued_at, expires_at, correlation_id)
    select distinct on (casino_id) casino_id, id, 'PAST-DUE', 'PASTDUE', face_value_cents, required_match_wager_cents,
      app.gaming_day(casino_id), now() - interval '1 hour', now() - interval '1 minute', app.uuid_v7()
    from public.promo_program order by casino_id, id`;
  // Tomorrow's shifts are not stored any more: whoever counts then has to.
  await stack.sql`delete from public.shift s where s.gaming_day = app.gaming_day(s.casino_id) + 1`;
  await fanOut(stack);
  await stack.sql`
    update public.webhook_delivery d set status = 'dead', attempts = 15, next_attempt_at = null, last_status = 500, last_error = 'http_status'
    from public.player p where p.casino_id = d.casino_id and p.id = d.order_key and p.first_name = 'Idle' and p.last_name = 'Trial'`;
  await arrangeTables(stack);
  await stack.sql`
    insert into app.founding_link (token_hash, lapses_at)
    values (app.link_hash(${FOUNDING_TOKEN}), now() + interval '1 day')
    on conflict do nothing`;
  await stack.sql`select app.know_server(app.link_hash(${SERVER_TOKEN}))`;
}

/** Every casino changed its gaming days long ago, to what they were. */
async function arrangeDayRules(stack: TestStack): Promise<void> {
  await stack.sql`
    insert into public.casino_day_rule (casino_id, time_zone, gaming_day_start)
    select casino_id, time_zone, gaming_day_start from public.casino_settings`;
  await stack.sql`
    insert into public.casino_day_rule (casino_id, from_gaming_day, starts_at, time_zone, gaming_day_start, set_by_staff_id)
    select s.casino_id, day, app.gaming_day_start(s.casino_id, day), s.time_zone, s.gaming_day_start, a.id
    from (select date '2001-01-01' as day) days, public.casino_settings s
    join public.staff a on a.casino_id = s.casino_id and a.role = 'admin' and starts_with(a.email, 'admin@')`;
  await stack.sql`select app.keep_day_rules(id) from public.casino`;
}

/** A dealer with a number, a licence and a pit. */
async function arrangePeople(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const [facts] = await stack.sql<{ dealerId: string; pitId: string }[]>`
    select s.id as "dealerId",
      (select id from public.pit p where p.casino_id = s.casino_id order by sort_order limit 1) as "pitId"
    from public.staff s where s.email = ${`dealer@${casino}.example`}`;
  const numbers = { employee_number: 'Trial-1', licence_number: 'L-1', licence_expires_on: '2020-01-31' };
  const changes = { ...numbers, pit_ids: [facts?.pitId] };
  await call('admin', 'rpc_update_staff', { p_person_id: facts?.dealerId, p_changes: changes });
  const person = { email: `invited@${casino}.example`, name: 'Invited Trial', role: 'dealer' };
  const { id } = await call('admin', 'rpc_invite_staff', { p_person: person, p_reason: '' });
  // One whose token is known to whoever knows the casino.
  const [{ casinoId = '' } = {}] = await stack.sql<{ casinoId: string }[]>`
    select casino_id as "casinoId" from public.staff where id = ${id}`;
  await stack.sql`
    update app.staff_link set token_hash = app.link_hash(${linkToken(casinoId)}) where staff_id = ${id}`;
  const [{ cashierId = '' } = {}] = await stack.sql<{ cashierId: string }[]>`
    select id as "cashierId" from public.staff where email = ${`cashier@${casino}.example`}`;
  // As whoever runs the database makes one: that of an admin opens nothing once the admin is let go.
  await call('admin', 'rpc_make_password_link', { p_person_id: cashierId, p_reason: 'Forgot it' });
  await stack.sql`
    update app.staff_link set token_hash = app.link_hash(${resetToken(casinoId)}), made_by_staff_id = null
    where staff_id = ${cashierId}`;
}

/** Everybody has signed in just now, however long the trials take, and has a second factor and a PIN; the dealer's session is parked. */
async function arrangePins(stack: TestStack): Promise<void> {
  await stack.sql`
    insert into auth.sessions (id, user_id, created_at)
    select gen_random_uuid(), u.id, now() + interval '1 day' from auth.users u`;
  await stack.sql`
    insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
    select gen_random_uuid(), u.id, 'totp', 'verified', now(), now() from auth.users u`;
  await stack.sql`
    insert into app.staff_pin (casino_id, staff_id, pin_hash)
    select casino_id, id, extensions.crypt(${EXAMPLE_PIN}, extensions.gen_salt('bf', 4)) from public.staff
    where user_id is not null`;
  const dealers = await stack.sql<{ casinoId: string }[]>`
    insert into app.parked_session (casino_id, staff_id, session_id, token_hash, seal_key, lapses_at)
    select casino_id, id, (select s.id from auth.sessions s where s.user_id = staff.user_id order by created_at desc limit 1),
      app.link_hash('trial' || id), app.random_32_bytes(), now() + interval '1 day'
    from public.staff where email like 'dealer@%' returning casino_id as "casinoId"`;
  for (const { casinoId } of dealers) {
    await stack.sql`
      update app.parked_session set token_hash = app.link_hash(${parkedToken(casinoId)}) where casino_id = ${casinoId}`;
    await stack.sql`
      insert into app.pin_try (casino_id, staff_id, parked_session_id, token_hash, is_right, tries_left, lapses_at)
      select casino_id, staff_id, id, app.link_hash(${tryToken(casinoId)}), true, 5, now() + interval '1 day'
      from app.parked_session where casino_id = ${casinoId}`;
  }
  // And the pit boss stands beside the admin who asks for a reward.
  await stack.sql`
    insert into app.pin_try (casino_id, staff_id, approval_id, token_hash, is_right, tries_left, lapses_at)
    select a.casino_id, s.id, a.id, app.random_32_bytes(), true, 5, now() + interval '1 day'
    from public.approval a
    join public.staff s on s.casino_id = a.casino_id and s.email like 'pitboss@%'
    where a.reason = 'Reward of an admin'`;
}

/** A player with a host, a preference, a photo and two notes, of which the newer one was struck. */
async function arrangeCare(
  stack: TestStack,
  casino: (typeof CASINOS)[number],
  { id }: Answered,
  call: StaffCall,
): Promise<void> {
  const [host] = await stack.sql<{ id: string }[]>`
    select id from public.staff where email = ${`pitboss@${casino}.example`}`;
  const profile = { p_player_id: id, p_expected_version: 0, p_host_id: host?.id, p_drink: 'Water' };
  await call('pitboss', 'rpc_save_player_profile', profile);
  await call('pitboss', 'rpc_add_player_note', { p_player_id: id, p_body: 'Trial' });
  const note = await call('pitboss', 'rpc_add_player_note', { p_player_id: id, p_body: 'Wrong' });
  await call('pitboss', 'rpc_strike_player_note', { p_note_id: note.id, p_reason: 'Trial' });
  // Pictures of who is at a table, and of this player, who alone has one on record. However long the trials take, they can be put on it.
  await stack.sql`
    insert into storage.objects (bucket_id, name, created_at)
    select 'player-photos', p.casino_id || '/' || p.id || ${`/${EXAMPLE_PHOTO}.jpg`}, now() + interval '1 day' from public.player p
    join public.casino c on c.id = p.casino_id and c.slug = ${casino}
    where p.id = ${id} or exists (
      select from public.rating_slip r where r.casino_id = p.casino_id and r.player_id = p.id and r.status <> 'closed')`;
  await call('pitboss', 'rpc_set_player_photo', { p_player_id: id, p_photo_id: EXAMPLE_PHOTO });
}

/** A table at which nobody plays, open, beside the demo's closed one. */
async function arrangeTables(stack: TestStack): Promise<void> {
  await stack.sql`
    insert into public.gaming_table (casino_id, pit_id, label, game_type, seat_count, min_bet_cents, max_bet_cents)
    select casino_id, id, 'IDLE', 'craps', 8, 1000, 50000 from public.pit where name = 'Salon'`;
}

/** Something was done on the day of a pack, so that there are days of the audit trail to seal, and something to list. */
async function arrangeOldTrail(stack: TestStack): Promise<void> {
  await stack.sql`
    insert into public.audit_log (casino_id, id, at, gaming_day, domain, action, entity_type, correlation_id)
    select c.id, overlay(app.uuid_v7()::text placing left(app.lowest_id_at(day.noon)::text, 13) from 1 for 13)::uuid,
      day.noon, app.gaming_day(c.id, day.noon), 'promo', 'promo.update_promo_program', 'promo_program', app.uuid_v7()
    from public.casino c
    cross join (select ((now() at time zone 'UTC')::date - 12 + time '20:00') at time zone 'UTC' as noon) day`;
}

/** Somebody has seen the long pause that the demo has. */
async function acknowledgePause(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const [pause] = await stack.sql<{ gamingDay: string; key: string }[]>`
    select app.gaming_day(s.casino_id)::text as "gamingDay", s.id as key
    from public.rating_slip s join public.casino c on c.id = s.casino_id
    where c.slug = ${casino} and s.paused_at < now() - interval '31 minutes' order by s.paused_at limit 1`;
  if (!pause) throw new Error('The demo has no long pause.');
  await call('pitboss', 'rpc_acknowledge_alert', {
    p_gaming_day: pause.gamingDay,
    p_kind: 'pause_duration',
    p_entity_key: pause.key,
  });
}

/**
 * A tier that nobody holds; rewards with limits, one of them for nobody here; a player on a slip who was given a bonus, comps,
 * of which one was taken back, and coupons, of which one was replaced.
 */
async function arrangeRewards(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const [tiers] = await stack.sql<{ items: object[]; version: string }[]>`
    select t.document -> 'items' as items, t.document ->> 'version' as version
    from public.casino c cross join lateral app.loyalty_tiers_json(c.id) t (document) where c.slug = ${casino}`;
  const unheld = { code: 'onyx', name: 'Onyx', multiplier: 2, threshold_points: 100_000_000 };
  await call('admin', 'rpc_replace_loyalty_tiers', {
    p_tiers: [...(tiers?.items ?? []), unheld],
    p_expected_version: tiers?.version,
  });
  const comp = { name: 'Trial', family: 'points_comp', kind: 'trial', price: { points_cost: 50 } };
  const match = { instrument_type: 'match_play', face_value_cents: 2500, required_match_wager_cents: 2500 };
  // Conditions of every kind, of which only that on the visit is met.
  const tiersOnly = { min_tier: 'platinum', max_tier: 'platinum' };
  const eligibility = { ...tiersOnly, min_points_balance: 1_000_000, visit_kinds: ['rated'] };
  const limits = [{ scope: 'per_visit', max_issues: 5 }];
  const rewards = [
    { ...comp, code: 'TRIAL_RATED', eligibility },
    { ...comp, code: 'TRIAL_COMP' },
    {
      code: 'TRIAL_MATCH',
      name: 'Trial',
      family: 'entitlement',
      kind: 'trial',
      tiers: [{ tier: 'silver', benefit: match }],
    },
  ];
  for (const reward of rewards) await call('admin', 'rpc_upsert_reward', { p_reward: { ...reward, limits } });

  // A bet of nothing is worth nothing, however long it is played.
  const slip = await openTrialSlip(stack, casino, 'Rewarded', 0, call);
  const bonus = { p_rating_slip_id: slip.id, p_points: 9000, p_reason: 'promotion', p_note: 'Trial', p_override: true };
  await call('pitboss', 'rpc_issue_mid_session_reward', bonus);
  const give = async (code: string) => {
    const [reward] = await stack.sql`
      select r.id from public.reward_catalog r join public.casino c on c.id = r.casino_id where c.slug = ${casino} and r.code = ${code}`;
    const args = { p_reward_id: reward?.id, p_player_id: slip.player_id, p_rating_slip_id: slip.id, p_note: 'Trial' };
    return call('pitboss', 'rpc_issue_reward', args);
  };
  for (const code of ['COMP_SHOW_60', 'TRIAL_COMP', 'TRIAL_MATCH']) await give(code);
  const { entry } = await give('COMP_MEAL_25');
  await call('loyalty', 'rpc_reverse_entry', { p_entry_id: entry?.id, p_note: 'Trial' });
  // Given by the pit boss within the last minutes, however long ago this was arranged.
  await stack.sql`
    select app.post_ledger_entry(row(s.casino_id, s.id, s.role, app.uuid_v7(), app.gaming_day(s.casino_id))::app.rls_context,
      jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object('player_id', r.player_id, 'points', -7, 'reason', 'redemption',
        'visit_id', r.visit_id, 'rating_slip_id', r.id, 'created_at', now() + interval '1 day', 'idempotency_key', app.uuid_v7(),
        'request_hash', '\\x00')))
    from public.staff s join public.rating_slip r on r.casino_id = s.casino_id and r.id = ${slip.id}
    where s.email = ${`pitboss@${casino}.example`}`;
  const { coupon } = await give('FP_TIER_DAILY');
  await call('pitboss', 'rpc_replace_promo_coupon', { p_coupon_id: coupon?.id });
  await arrangeAccruals(stack, casino, call);
}

/** A coupon of the casino's oldest program that runs. */
async function issueCoupon(
  stack: TestStack,
  casino: (typeof CASINOS)[number],
  playerId: string,
  call: StaffCall,
): Promise<void> {
  const [program] = await stack.sql`
    select g.id from public.promo_program g join public.casino c on c.id = g.casino_id
    where c.slug = ${casino} and g.status = 'active' and g.start_at < now() order by g.id limit 1`;
  await call('pitboss', 'rpc_issue_promo_coupon', { p_promo_program_id: program?.id, p_player_id: playerId });
}

/**
 * Cells and exceptions that say what the product says anyway, so that the matrix is as it comes: the twin, where they are turned
 * round, has both sides of a separation. A change that an admin of the demo asked for, and one that another admin did.
 */
async function arrangePermissions(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const cell = { role: 'cashier', capability: 'dashboard.read', is_granted: true };
  await stack.sql`
    insert into public.role_permission (casino_id, role, capability, is_granted)
    select c.id, 'dealer', word, false
    from public.casino c cross join unnest(array['slip.manage', 'catalog.write', 'reward.issue']) word where c.slug = ${casino}`;
  await stack.sql`
    insert into public.staff_permission (casino_id, staff_id, capability, is_granted, through_gaming_day, reason)
    select s.casino_id, s.id, word, false, app.gaming_day(s.casino_id) + 30, 'Trial'
    from public.staff s cross join unnest(array['slip.manage', 'catalog.write', 'reward.issue']) word
    where s.email = ${`dealer@${casino}.example`}`;
  await call('admin', 'rpc_request_permission_change', { p_changes: [cell], p_reason: 'Trial' });
  // Asked for by others: one who is still there, and one who has left.
  const turned = { role: 'dealer', capability: 'slip.manage', is_granted: true };
  for (const [name, role, isActive] of [
    ['Other Admin', 'admin', true],
    ['Gone Admin', 'admin', false],
    ['Gone Dealer', 'dealer', false],
  ] as const)
    await stack.sql`
      insert into public.staff (casino_id, user_id, email, full_name, role, is_active)
      select id, gen_random_uuid(), gen_random_uuid() || '@harbor.example', ${name}, ${role}, ${isActive} from public.casino where slug = ${casino}`;
  await stack.sql`
    insert into public.approval (casino_id, operation, request, reason, requested_by_staff_id, lapses_at)
    select s.casino_id, 'permission.change', ${stack.sql.json({ changes: [turned] })}, s.full_name, s.id, now() + interval '7 days'
    from public.staff s join public.casino c on c.id = s.casino_id
    where c.slug = ${casino} and s.full_name in ('Other Admin', 'Gone Admin')`;
  await stack.sql`
    insert into public.approval (casino_id, operation, request, reason, requested_by_staff_id, lapses_at)
    select s.casino_id, 'permission.change', jsonb_build_object('changes', jsonb_build_array(jsonb_build_object('staff_id', d.id, 'role', 'cashier'))),
      'Another role', s.id, now() + interval '7 days'
    from public.staff s join public.staff d on d.casino_id = s.casino_id and d.email = ${`dealer@${casino}.example`}
    join public.casino c on c.id = s.casino_id
    where c.slug = ${casino} and s.full_name = 'Other Admin'`;
}

/** A dealer who is close to a player, and a pit boss who was to another. */
async function arrangeRelations(stack: TestStack, casino: (typeof CASINOS)[number], facts: Facts): Promise<void> {
  const admin = `admin@${casino}.example` as Email;
  const [pitBoss] = await stack.sql<{ id: string }[]>`
    select id from public.staff where email = ${`pitboss@${casino}.example`}`;
  const declare = async (personId: string | undefined, playerId: string) => {
    const about = { p_person_id: personId, p_player_id: playerId, p_reason: 'Trial', p_idempotency_key: newId() };
    return (await stack.rpc(admin, 'rpc_declare_relation', about)).body as Answered;
  };
  await declare(facts.hostId, facts.playerId);
  const { id } = await declare(pitBoss?.id, facts.rewardedPlayerId);
  const end = { p_relation_id: id, p_reason: 'Trial', p_idempotency_key: newId() };
  const { status, body } = await stack.rpc(admin, 'rpc_end_relation', end);
  if (status !== 200) throw new Error(`rpc_end_relation answered ${status}: ${JSON.stringify(body)}`);
}

/** Limits of the house, of who issues by role, and a pit boss whose own were taken away again: far beyond what any trial gives. */
async function arrangeAuthority(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const most = 900_000_000;
  const [pitBoss] = await stack.sql<{ id: string }[]>`
    select id from public.staff where email = ${`pitboss@${casino}.example`}`;
  const limits = { points_at_once: most, points_per_shift: most, points_per_day: most, value_per_day_cents: most };
  const set = (about: Record<string, unknown>, changes: Record<string, number | null>, version: number) =>
    call('loyalty', 'rpc_set_authority_limit', { ...about, p_limits: changes, p_expected_version: version });
  await set({ p_of_role: 'pit_boss' }, limits, 0);
  await set({}, { player_per_day_cents: most }, 0);
  await set({ p_of_staff_id: pitBoss?.id }, { points_at_once: 1 }, 0);
  await set({ p_of_staff_id: pitBoss?.id }, { points_at_once: null }, 1);
}

/**
 * What two admins ask others to give the rewarded player, one of them who signs in, of every kind; all wait for longer than they
 * would. And a coupon that one person asked for and another gave.
 */
async function arrangeRewardRequests(
  stack: TestStack,
  casino: (typeof CASINOS)[number],
  call: StaffCall,
): Promise<void> {
  await stack.sql`
    insert into public.approval (casino_id, operation, request, reason, requested_by_staff_id, lapses_at)
    select r.casino_id, 'reward.issue', wanted.request || jsonb_build_object('player_id', r.player_id, 'value_cents', 50),
      wanted.reason, s.id, now() + interval '7 days'
    from public.casino c
    join public.player p on p.casino_id = c.id and p.first_name = 'Rewarded' and p.last_name = 'Trial'
    join public.rating_slip r on r.casino_id = c.id and r.player_id = p.id
    join public.reward_catalog comp on comp.casino_id = c.id and comp.code = 'COMP_BEVERAGE_8'
    cross join lateral (
      select g.* from public.promo_program g
      where g.casino_id = c.id and g.status = 'active' and g.start_at < now() order by g.id limit 1) g
    cross join lateral (values
      ('Reward of another', 'Other Admin', jsonb_build_object('kind', 'points', 'rating_slip_id', r.id, 'points', 50,
        'reason', 'promotion')),
      ('Reward of an admin', null, jsonb_build_object('kind', 'points', 'rating_slip_id', r.id, 'points', 50,
        'reason', 'promotion')),
      ('Comp of another', 'Other Admin', jsonb_build_object('kind', 'comp', 'name', comp.name, 'reward_id', comp.id)),
      ('Coupon of another', 'Other Admin', jsonb_build_object('kind', 'coupon', 'name', g.name, 'promo_program_id', g.id)))
      wanted (reason, asker, request)
    join public.staff s on s.casino_id = c.id
      and case when wanted.asker is null then s.email = ${`admin@${casino}.example`} else s.full_name = wanted.asker end
    where c.slug = ${casino}`;
  const [facts] = await stack.sql`
    select g.id as "programId", p.id as "playerId"
    from public.casino c
    join public.player p on p.casino_id = c.id and p.first_name = 'Rewarded' and p.last_name = 'Trial'
    join public.promo_program g on g.casino_id = c.id and g.status = 'active' and g.start_at < now()
    where c.slug = ${casino} order by g.id limit 1`;
  const asked = { p_promo_program_id: facts?.programId, p_player_id: facts?.playerId, p_note: 'Given on request' };
  const { id } = await call('pitboss', 'rpc_request_coupon', asked);
  await call('admin', 'rpc_decide_reward_request', { p_approval_id: id, p_is_approved: true });
}

/** A list that was read, of which one proposal waits and one was dismissed, and one whose upload broke off. */
async function arrangeLists(stack: TestStack, call: StaffCall): Promise<void> {
  const named = { p_first_name: 'Listed', p_last_name: 'Trial', p_birth_date: LISTED_BIRTH_DATE };
  await call('pitboss', 'rpc_create_player', named);
  const begin = (file: string, sha: string) =>
    call('compliance', 'rpc_begin_exclusion_list', { p_file_name: file, p_sha256: sha, p_headers: LIST_HEADERS });
  await begin('broken-off.csv', 'ef'.repeat(32));
  const { id } = await begin('state.csv', 'cd'.repeat(32));
  const rows = ['A', 'B'].map((reference, index) => ({
    n: index + 2,
    cells: ['Trial, Listed', LISTED_BIRTH_DATE, '', '', reference],
  }));
  await call('compliance', 'rpc_read_exclusion_list', { p_list_id: id, p_rows: rows, p_through: 3, p_is_last: true });
  const [proposal] = await stack.sql`
    select id from public.exclusion_proposal where list_id = ${id} order by id desc limit 1`;
  await call('compliance', 'rpc_dismiss_exclusion_proposal', {
    p_proposal_id: proposal?.id,
    p_reason: 'Another person',
  });
}

/** Three attempts to seat an excluded player who had been here before; compliance looked into the first and the last. */
async function arrangeHits(
  stack: TestStack,
  casino: (typeof CASINOS)[number],
  playerId: string,
  call: StaffCall,
): Promise<void> {
  const [free] = await stack.sql`
    select t.id from public.gaming_table t join public.casino c on c.id = t.casino_id
    where c.slug = ${casino} and t.status = 'open' and not exists (
      select from public.rating_slip r where r.casino_id = t.casino_id and r.table_id = t.id and r.seat = 1 and r.status <> 'closed')
    limit 1`;
  for (let attempt = 0; attempt < 3; attempt += 1)
    await stack.rpc(`pitboss@${casino}.example`, 'rpc_open_rating_slip', {
      p_table_id: free?.id,
      p_seat: 1,
      p_average_bet_cents: 5000,
      p_player_id: playerId,
      p_idempotency_key: newId(),
    });
  const hits = await stack.sql`
    select id from public.audit_log where entity_id = ${playerId} and outcome = 'refused' order by id`;
  for (const hit of [hits[0], hits[2]]) await call('compliance', 'rpc_review_exclusion_hit', { p_hit_id: hit?.id });
}

/**
 * Two slips whose accrual waits: one that can be mended, and one that can't, as nobody can read its rates; and one that the
 * house closed while its player had a tier by a bonus that was taken back since.
 */
async function arrangeAccruals(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const pending = await openTrialSlip(stack, casino, 'Pending', 5000, call);
  const failing = await openTrialSlip(stack, casino, 'Failing', 5000, call);
  const held = await openTrialSlip(stack, casino, 'Held', 5000, call);
  const bonus = {
    p_rating_slip_id: held.id,
    p_points: 12_000,
    p_reason: 'promotion',
    p_note: 'Trial',
    p_override: true,
  };
  const { entry } = await call('pitboss', 'rpc_issue_mid_session_reward', bonus);
  await stack.sql`
    update public.rating_slip set status = 'closed', ended_at = now(), theo_cents = 0, accrual_status = 'held',
      earn_snapshot = app.earn_snapshot(casino_id, player_id)
    where id = ${held.id}`;
  await call('loyalty', 'rpc_reverse_entry', { p_entry_id: entry?.id, p_note: 'Trial' });
  await arrangeMisclosed(stack, casino, call);
  await stack.sql`
    update public.rating_slip set started_at = started_at - interval '1 hour' where id in (${pending.id}, ${failing.id})`;
  await stack.sql`
    update public.rating_slip set status = 'closed', ended_at = now(), theo_cents = 3500, accrual_status = 'pending' where id = ${pending.id}`;
  await stack.sql`
    update public.rating_slip
    set status = 'closed', ended_at = now(), theo_cents = 3500, accrual_status = 'pending',
      earn_snapshot = app.earn_snapshot(casino_id, player_id) || '{"rounding_policy": "unheard of"}'
    where id = ${failing.id}`;
}

/** A slip that earned points and was closed within the last minutes, however long ago this was arranged. */
async function arrangeMisclosed(stack: TestStack, casino: (typeof CASINOS)[number], call: StaffCall): Promise<void> {
  const slip = await openTrialSlip(stack, casino, 'Misclosed', 100_000, call);
  await stack.sql`update public.rating_slip set started_at = started_at - interval '1 hour' where id = ${slip.id}`;
  await call('pitboss', 'rpc_close_rating_slip', { p_rating_slip_id: slip.id });
  await stack.sql`update public.rating_slip set ended_at = ended_at + interval '1 day' where id = ${slip.id}`;
  await stack.sql`
    insert into public.audit_log (casino_id, at, gaming_day, domain, action, entity_type, entity_id, before, correlation_id)
    select casino_id, ended_at, app.gaming_day(casino_id), 'floor', 'floor.close_rating_slip', 'rating_slip', id, '{}', app.uuid_v7()
    from public.rating_slip where id = ${slip.id}`;
}

/** A new player on a slip, at the last free seat of the house where so much may be bet. */
async function openTrialSlip(
  stack: TestStack,
  casino: (typeof CASINOS)[number],
  name: string,
  averageBetCents: number,
  call: StaffCall,
): Promise<Answered> {
  const { id } = await call('pitboss', 'rpc_create_player', { p_first_name: name, p_last_name: 'Trial' });
  const [free] = await stack.sql`
    select t.id, seat from public.gaming_table t join public.casino c on c.id = t.casino_id
    cross join generate_series(1, t.seat_count) seat
    where c.slug = ${casino} and t.status = 'open' and (t.max_bet_cents >= ${averageBetCents}) is not false and not exists (
      select from public.rating_slip r where r.casino_id = t.casino_id and r.table_id = t.id and r.seat = seat.seat and r.status <> 'closed')
    order by t.id desc, seat desc limit 1`;
  const seat = { p_table_id: free?.id, p_seat: free?.seat, p_average_bet_cents: averageBetCents };
  return call('pitboss', 'rpc_open_rating_slip', { p_player_id: id, ...seat });
}

/** Hands out what waits in the outbox, as the worker would. */
async function fanOut(stack: TestStack): Promise<void> {
  let hasMore = true;
  while (hasMore) {
    const { status, body } = await stack.rpc('service', 'rpc_worker_fan_out_events', { p_limit: 5000 });
    if (status !== 200) throw new Error(`rpc_worker_fan_out_events answered ${status}: ${JSON.stringify(body)}`);
    hasMore = (body as { has_more: boolean }).has_more;
  }
}

const known = new WeakMap<Sql, Map<string, Facts>>();

/**
 * The rows that `arrangeSecurityFacts` and the demo left in a casino. Looked up once a trial: what a trial does in between is
 * undone, and hundreds of mutants ask.
 */
export async function findFacts(sql: Sql, casino: (typeof CASINOS)[number]): Promise<Facts> {
  const found = known.get(sql)?.get(casino) ?? (await readFacts(sql, casino));
  known.set(sql, (known.get(sql) ?? new Map<string, Facts>()).set(casino, found));
  return found;
}

async function readFacts(sql: Sql, casino: (typeof CASINOS)[number]): Promise<Facts> {
  const [facts] = await sql<Facts[]>`
    select c.id as "casinoId", s.id as "openSlipId", s.player_id as "playerId", free.table_id as "freeTableId",
      free.seat::text as "freeSeat", e.id as "exclusionId", e.player_id as "excludedPlayerId",
      (select id from public.audit_log a where casino_id = c.id and outcome = 'refused' and action = 'exclusion.refuse_seat'
        and a.entity_id = e.player_id and not exists (select from public.exclusion_hit_review r where r.casino_id = c.id and r.hit_id = a.id)) as "hitId",
      (select hit_id from public.exclusion_hit_review where casino_id = c.id order by id limit 1) as "reviewedHitId",
      (select id from public.approval where casino_id = c.id and reason = 'Other Admin') as "approvalId",
      (select id from public.approval where casino_id = c.id and reason = 'Another role') as "roleApprovalId",
      (select id from public.approval where casino_id = c.id and reason = 'Trial') as "ownApprovalId",
      (select id from public.approval where casino_id = c.id and reason = 'Reward of another') as "rewardApprovalId",
      (select id from public.approval where casino_id = c.id and reason = 'Reward of an admin') as "ownRewardApprovalId",
      (select id from public.approval where casino_id = c.id and reason = 'Comp of another') as "compApprovalId",
      (select id from public.approval where casino_id = c.id and reason = 'Coupon of another') as "couponApprovalId",
      (select staff_id from app.pin_try where casino_id = c.id and approval_id is not null limit 1) as "approverId",
      (select id from app.pin_try where casino_id = c.id and approval_id is not null limit 1) as "approverTryId",
      (select id from public.staff where casino_id = c.id and full_name = 'Gone Dealer') as "goneStaffId",
      (select email from public.staff where casino_id = c.id and email like 'dealer@%') as "dealerEmail",
      (select id from public.staff where casino_id = c.id and full_name = 'Invited Trial') as "invitedStaffId",
      (select id from public.exclusion_list where casino_id = c.id and finished_at is null) as "openListId",
      (select id from public.exclusion_list where casino_id = c.id and finished_at is not null) as "readListId",
      (select id from public.exclusion_proposal where casino_id = c.id and status = 'proposed') as "proposalId",
      (select id from public.exclusion_proposal where casino_id = c.id and status = 'dismissed') as "dismissedProposalId", v.id as "idleVisitId",
      (select id from public.rating_slip where casino_id = c.id and status = 'paused' order by id limit 1) as "pausedSlipId",
      (select id from public.player where casino_id = c.id and first_name = 'Idle' and last_name = 'Trial') as "idlePlayerId",
      (select id from public.player where casino_id = c.id and first_name = 'Known' and last_name = 'Trial') as "knownPlayerId",
      (select id from public.staff where casino_id = c.id and role = 'dealer' order by id limit 1) as "hostId",
      (select id from public.pit where casino_id = c.id order by sort_order limit 1) as "pitId",
      (select id from public.game where casino_id = c.id and game_type = 'craps') as "gameId",
      (select id from public.gaming_table where casino_id = c.id and label = 'IDLE') as "idleTableId",
      (select id from public.gaming_table where casino_id = c.id and label = 'RO-04') as "closedTableId",
      (select id from public.player_note where casino_id = c.id and struck_at is null order by id limit 1) as "noteId",
      (select id from public.staff_relation where casino_id = c.id order by id limit 1) as "relationId",
      (select id from public.player_note where casino_id = c.id and struck_at is not null order by id limit 1) as "struckNoteId",
      (select id from public.promo_program where casino_id = c.id and status = 'active' and start_at < now() order by id limit 1) as "promoProgramId",
      (select id from public.promo_coupon where casino_id = c.id and status = 'issued' and expires_at > now() + interval '1 hour' order by id limit 1) as "couponId",
      replaced.id as "replacedCouponId", replaced.replacement_coupon_id as "replacementCouponId",
      (select min(gaming_day)::text from public.visit where casino_id = c.id) as "firstDay",
      (select id from public.shift where casino_id = c.id and starts_at <= now() and ends_at > now() limit 1) as "shiftId",
      app.shift_id(c.id, today.gaming_day + 1, 'Day') as "tomorrowsShiftId",
      -- One and the same day at both casinos, whatever the hour.
      ((now() at time zone 'UTC')::date - 3)::text as "earlierDay",
      app.shift_id(c.id, (now() at time zone 'UTC')::date - 3, 'Swing') as "earlierShiftId",
      -- Seven of the fifteen days behind the demo are sealed, this one at both casinos.
      ((now() at time zone 'UTC')::date - 12)::text as "sealedDay",
      (select min(gaming_day)::text from public.seal where casino_id = c.id and kind = 'audit') as "sealedAuditDay",
      (select max(gaming_day)::text from app.posted_report where casino_id = c.id) as "postedDay",
      (select correlation_id from public.audit_log where casino_id = c.id and action = 'loyalty.issue_mid_session_reward' order by id desc limit 1) as "correlationId",
      (select id from public.audit_log where casino_id = c.id order by id desc limit 1) as "auditRowId",
      today.gaming_day::text as "gamingDay",
      (select id from public.rating_slip where casino_id = c.id and status <> 'closed' and started_at < now() - interval '241 minutes' order by started_at limit 1) as "longSlipId",
      (select id from public.webhook_endpoint where casino_id = c.id order by id limit 1) as "webhookEndpointId",
      (select id from public.webhook_delivery where casino_id = c.id and status = 'dead' order by id limit 1) as "deadDeliveryId",
      trial.player_id as "rewardedPlayerId", trial.visit_id as "rewardedVisitId", trial.id as "rewardedSlipId",
      (select r.id from public.rating_slip r join public.player p on p.casino_id = r.casino_id and p.id = r.player_id
        where r.casino_id = c.id and p.first_name = 'Pending' and p.last_name = 'Trial') as "pendingSlipId",
      (select r.visit_id from public.rating_slip r join public.player p on p.casino_id = r.casino_id and p.id = r.player_id
        where r.casino_id = c.id and p.first_name = 'Held' and p.last_name = 'Trial') as "heldVisitId",
      (select r.id from public.rating_slip r join public.player p on p.casino_id = r.casino_id and p.id = r.player_id
        where r.casino_id = c.id and p.first_name = 'Misclosed' and p.last_name = 'Trial') as "misclosedSlipId",
      (select id from public.loyalty_ledger where casino_id = c.id and rating_slip_id = trial.id and points = 9000) as "bonusEntryId",
      (select id from public.loyalty_ledger where casino_id = c.id and rating_slip_id = trial.id and points = -7) as "freshEntryId",
      (select id from public.loyalty_ledger where casino_id = c.id and rating_slip_id = trial.id and reason = 'redemption' and points = -4000) as "redemptionEntryId",
      (select id from public.loyalty_ledger where casino_id = c.id and reason = 'reversal' and points = -12000) as "reversalEntryId",
      (select id from public.reward_catalog where casino_id = c.id and code = 'COMP_BEVERAGE_8') as "compId",
      (select id from public.reward_catalog where casino_id = c.id and code = 'COMP_SHOW_60') as "limitedCompId",
      (select id from public.reward_catalog where casino_id = c.id and code = 'MP_TIER_DAILY') as "entitlementId",
      app.loyalty_tiers_json(c.id) ->> 'version' as "tiersVersion"
    from public.casino c
    cross join lateral (
      select app.gaming_day(c.id) as gaming_day
    ) today
    cross join lateral (
      select r.* from public.rating_slip r
      join public.player_loyalty l on l.casino_id = r.casino_id and l.player_id = r.player_id
      where r.casino_id = c.id and r.status = 'open'
      order by l.tier_progress between 5 and 95 desc, r.id limit 1
    ) s
    cross join lateral (
      select t.id as table_id, seat from public.gaming_table t cross join generate_series(1, t.seat_count) seat
      where t.casino_id = c.id and t.status = 'open' and not exists (
        select from public.rating_slip r where r.casino_id = c.id and r.table_id = t.id and (r.seat = seat.seat or r.player_id = s.player_id) and r.status <> 'closed')
      order by t.id, seat limit 1
    ) free
    cross join lateral (
      select r.id, r.player_id, r.visit_id from public.rating_slip r join public.player p on p.casino_id = r.casino_id and p.id = r.player_id
      where r.casino_id = c.id and p.first_name = 'Rewarded' and p.last_name = 'Trial'
    ) trial
    join public.promo_coupon replaced on replaced.casino_id = c.id and replaced.reward_id is not null and replaced.status = 'replaced'
    join public.player p on p.casino_id = c.id and p.first_name = 'Visiting' and p.last_name = 'Trial'
    join public.visit v on v.casino_id = c.id and v.player_id = p.id
    join public.player_exclusion e on e.casino_id = c.id and e.lifted_at is null and e.reason = 'Security matrix'
    where c.slug = ${casino} order by e.id limit 1`;
  if (!facts) throw new Error('arrangeSecurityFacts was not called.');
  return {
    ...facts,
    ...(await findImportFacts(sql, facts.casinoId)),
    ...(await findMtlFacts(sql, facts.casinoId)),
    ...(await findCtrFacts(sql, facts.casinoId)),
    ...(await findLensFacts(sql, facts.casinoId)),
  };
}
