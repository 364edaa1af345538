import { createInsiderHouse } from '../../lens/insider-house';
import type { Facts } from '../../security/expectations';
import type { TestStack } from '../stack';
import type { StaffCall } from './facts';
import type { Sql } from './probe';

type LensFacts = Pick<
  Facts,
  | 'lensFrom'
  | 'lensTo'
  | 'lensRecentFrom'
  | 'lensUnderId'
  | 'lensDescribedId'
  | 'lensShareId'
  | 'lensChainId'
  | 'lensOutsideId'
>;

/** Gaming days at both casinos, long before the demo begins. */
const DAYS = { lensFrom: '2023-06-01', lensTo: '2023-06-28' };
const on = (day: number, hour = 18) => `2023-06-${String(day).padStart(2, '0')}T${hour}:00:00Z`;
/** So many days ago: coupons are of the demo's own days, for the days of a house's coupons are closed one after another from the first. */
const ago = (days: number, hours = 0) => new Date(Date.now() - days * 86_400_000 + hours * 3_600_000).toISOString();
const LONG_AGO = '2015-01-01T12:00:00Z';

/**
 * Something of each kind that can stand out: cash just under a step of which an identified description is a part and which
 * somebody else is behind, the same in and out, one description twice; and of the people of the house what the insider lens
 * looks at. One of the findings was acknowledged, and another before a further row came.
 */
export async function arrangeLens(stack: TestStack, casino: 'harbor' | 'summit', call: StaffCall): Promise<void> {
  const walkerId = await arrangeCash(call);
  const casinoId = await arrangeInsider(stack, casino);
  const { lensUnderId, lensDescribedId } = await findLensFacts(stack.sql, casinoId);
  for (const finding of [lensUnderId, lensDescribedId]) {
    await call('compliance', 'rpc_acknowledge_lens_finding', {
      p_finding: finding,
      p_lens: 'cash',
      p_from: DAYS.lensFrom,
      p_to: DAYS.lensTo,
      p_reason: 'Trial',
    });
  }
  await logCash(call, { p_player_id: walkerId, p_occurred_at: on(10) });
}

async function logCash(call: StaffCall, args: Record<string, unknown>) {
  const entry = { p_kind: 'chip_purchase', p_tender: 'currency', p_amount_cents: 280_000, p_occurred_at: on(2) };
  const answer = await call('cashier', 'rpc_record_mtl_entry', { ...entry, ...args });
  return answer.entry as { id: string; unknown_patron_id: string };
}

/** Returns who has the most just under a step. */
async function arrangeCash(call: StaffCall): Promise<string> {
  const enrol = (name: string) => call('pitboss', 'rpc_create_player', { p_first_name: name, p_last_name: 'Lens' });
  const log = (args: Record<string, unknown>) => logCash(call, args);
  const [walker, principal] = [await enrol('Walker'), await enrol('Principal')];
  for (const day of [2, 3, 4])
    await log({ p_player_id: walker.id, p_agent_of_player_id: principal.id, p_occurred_at: on(day) });
  const known = await log({ p_unknown_patron: { description: 'Lens, identified' }, p_occurred_at: on(5) });
  await call('cashier', 'rpc_identify_unknown_patron', {
    p_unknown_patron_id: known.unknown_patron_id,
    p_player_id: walker.id,
    p_reason: 'Trial',
  });
  const mistake = await log({ p_player_id: walker.id, p_occurred_at: on(6) });
  await call('cashier', 'rpc_void_mtl_entry', { p_entry_id: mistake.id, p_reason: 'Trial' });
  for (const day of [7, 8]) await log({ p_unknown_patron: { description: 'Lens, twice' }, p_occurred_at: on(day) });
  const steady = (await enrol('Steady')).id;
  for (const day of [20, 21, 22, 23, 24])
    await log({ p_player_id: steady, p_amount_cents: 100_000, p_occurred_at: `2023-05-${day}T18:00:00Z` });
  await log({ p_player_id: steady, p_amount_cents: 600_000, p_occurred_at: on(11) });
  const both = { p_player_id: (await enrol('Alike')).id, p_amount_cents: 500_000, p_occurred_at: on(9) };
  await log(both);
  await log({ ...both, p_kind: 'chip_redemption' });
  return walker.id;
}

/** Returns the casino. */
async function arrangeInsider(stack: TestStack, casino: 'harbor' | 'summit'): Promise<string> {
  const house = await createInsiderHouse(stack, casino);
  const [staffId, playerId] = [await house.hire('Lens Issuer'), await house.enrol(LONG_AGO, 'Favourite', 'Lens')];
  const [usual, other] = await stack.sql<{ id: string }[]>`
    select id from public.gaming_table where casino_id = ${house.casinoId} order by id limit 2`;
  // Five weeks with a reward, before one in which several were above the soft cap.
  for (const day of [12, 19, 26]) await house.give({ staffId, playerId, at: `2023-04-${day}T18:00:00Z` });
  for (let n = 1; n <= 20; n += 1) {
    const at = `2023-05-${String(n + 10).padStart(2, '0')}T18:00:00Z`;
    await house.give({ staffId, playerId, at, slipId: await house.play(playerId, usual?.id ?? '', at) });
  }
  for (const day of [2, 3, 4, 5, 6]) {
    const slipId = await house.play(playerId, other?.id ?? '', on(day));
    await house.give({ staffId, playerId, at: on(day), slipId, isOverride: true });
  }
  // Who bears the name of somebody of the other casino is nobody's namesake here.
  const [dormant, namesake] = [
    await house.enrol(LONG_AGO, 'Dormant', 'Lens'),
    await house.enrol(LONG_AGO, casino === 'harbor' ? 'Summit' : 'Harbor', 'Cashier'),
  ];
  await house.give({ staffId, playerId: dormant, at: on(7), points: 500 });
  await house.play(dormant, other?.id ?? '', on(7, 12));
  await house.give({ staffId, playerId: dormant, at: on(8), points: 70, reason: 'session_accrual' });
  await house.give({ staffId, playerId: namesake, at: on(9) });
  await house.give({ staffId, playerId: await house.enrol(LONG_AGO, 'Issuer', 'Lens'), at: on(9) });
  let coupon = await house.coupon(playerId, ago(10));
  for (const days of [9, 8, 7]) coupon = await house.replaceCoupon(coupon, staffId, ago(days));
  for (const days of [6, 5, 4]) {
    const voided = await house.coupon(playerId, ago(days));
    await house.play(playerId, other?.id ?? '', ago(days, 1));
    await house.voidCoupon(voided, staffId, ago(days, 3));
  }
  return house.casinoId;
}

/** What `arrangeLens` left in a casino. */
export async function findLensFacts(sql: Sql | TestStack['sql'], casinoId: string): Promise<LensFacts> {
  const rows = await sql<{ kind: string; id: string; figure: number }[]>`
    select f.kind, app.lens_finding_id(f) as id, f.figure::float as figure
    from unnest(enum_range(null::public.lens)) lens
    cross join (values (${DAYS.lensFrom}::date, ${DAYS.lensTo}::date),
      (app.gaming_day(${casinoId}) - 14, app.gaming_day(${casinoId}))) days (first, last)
    cross join lateral app.lens_findings(${casinoId}, lens, days.first, days.last) f
    order by days.first, f.figure desc`;
  const idOf = (kind: string) => {
    const row = rows.find((found) => found.kind === kind);
    if (!row) throw new Error(`Nothing of kind ${kind} stands out.`);
    return row.id;
  };
  return {
    ...DAYS,
    lensRecentFrom: ago(14).slice(0, 10),
    lensUnderId: idOf('under_step'),
    lensDescribedId: idOf('same_description'),
    lensShareId: idOf('patron_share'),
    lensChainId: idOf('replace_chain'),
    lensOutsideId: idOf('outside_usual'),
  };
}
