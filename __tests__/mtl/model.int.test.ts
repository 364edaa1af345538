import fc from 'fast-check';
import type postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { SEED } from '../support/seed';
import { startTestStack, type TestStack } from '../support/stack';
import { CASHIER, createMtlDesk } from './mtl-desk';

const STEPS = 2_000;
const DAYS = ['2025-01-10', '2025-01-11', '2025-01-12'];
const THRESHOLD = 1_000_000;
/** Of each kind here: the direction, and whether currency of it counts. Written down a second time on purpose. */
const KINDS = {
  chip_purchase: ['in', true],
  marker_payment: ['in', true],
  money_play_rebet: ['in', false],
  chip_redemption: ['out', true],
  cash_comp: ['out', true],
  jackpot_hand_pay: ['out', false],
} as const;

type Kind = keyof typeof KINDS;
type Entry = { id: string; day: string; direction: 'in' | 'out'; cents: number; people: string[]; isVoided: boolean };
type Sums = { in: number; out: number; count: number };

let stack: TestStack;
let players: string[];
let tableId: string;

beforeAll(async () => {
  stack = await startTestStack();
  const desk = createMtlDesk(stack);
  players = await Promise.all(Array.from({ length: 6 }, () => desk.player()));
  tableId = (await desk.floor.addTable()).id;
});
afterAll(() => stack.dispose());

const stepArbitrary = fc.record({
  what: fc.constantFrom(
    'entry',
    'entry',
    'entry',
    'entry',
    'entry',
    'entry',
    'void',
    'link',
    'unlink',
    'shared',
    'agent',
  ),
  kind: fc.constantFrom(...(Object.keys(KINDS) as Kind[])),
  tender: fc.constantFrom('currency', 'currency', 'currency', 'cheque', 'chips'),
  cents: fc.integer({ min: 1, max: 900_000 }),
  day: fc.constantFrom(...DAYS),
  one: fc.nat(1_000),
  two: fc.nat(1_000),
});
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

/** The log as a list of entries and a map of who is who; totals are added up from nothing each time. */
class Model {
  readonly entries: Entry[] = [];
  readonly unknown: string[] = [];
  readonly knownAs = new Map<string, string>();

  readonly sums = (): Map<string, Sums> => {
    const sums = new Map<string, Sums>();
    for (const { day, direction, cents, people, isVoided } of this.entries) {
      if (isVoided) continue;
      for (const person of new Set(people.map((id) => this.knownAs.get(id) ?? id))) {
        const sum = sums.get(`${day} ${person}`) ?? { in: 0, out: 0, count: 0 };
        sum[direction] += cents;
        sum.count += 1;
        sums.set(`${day} ${person}`, sum);
      }
    }
    return sums;
  };
}

const pick = <T>(from: readonly T[], at: number): T => from[at % from.length] as T;

async function call(sql: postgres.TransactionSql, name: string, args: Record<string, unknown>) {
  const given = Object.entries({ ...args, p_idempotency_key: newId() }).filter(([, value]) => value !== undefined);
  const list = given.map(([key], place) => `${key} => $${place + 1}`).join(', ');
  const values = given.map(([, value]) => value as string);
  const [row] = await sql.unsafe(`select public.${name}(${list}) as answer`, values);
  return row?.answer;
}

async function record(sql: postgres.TransactionSql, model: Model, step: Step): Promise<void> {
  const { kind, tender, cents, day, one, two, what } = step;
  const patron = pick([...players, ...model.unknown, 'new'], one);
  const isUnknown = model.unknown.includes(patron);
  const other = pick(
    players.filter((id) => id !== patron),
    two,
  );
  const { entry } = await call(sql, 'rpc_record_mtl_entry', {
    p_kind: kind,
    p_tender: tender,
    p_amount_cents: cents,
    p_player_id: isUnknown || patron === 'new' ? undefined : patron,
    p_unknown_patron_id: isUnknown ? patron : undefined,
    p_unknown_patron: patron === 'new' ? { description: 'Drawn' } : undefined,
    p_agent_of_player_id: what === 'agent' ? other : undefined,
    p_shared_with: what === 'shared' ? [{ player_id: other }] : undefined,
    p_table_id: kind === 'money_play_rebet' ? tableId : undefined,
    p_occurred_at: `${day}T18:00:00Z`,
  });
  if (patron === 'new') model.unknown.push(entry.unknown_patron_id);
  const [direction, counts] = KINDS[kind];
  model.entries.push({
    id: entry.id,
    day,
    direction,
    cents: counts && tender === 'currency' ? cents : 0,
    people: [entry.unknown_patron_id ?? entry.player_id, ...(what === 'agent' || what === 'shared' ? [other] : [])],
    isVoided: false,
  });
}

async function identify(sql: postgres.TransactionSql, model: Model, { what, one, two }: Step): Promise<void> {
  const unknownPatronId = pick(model.unknown, one);
  const playerId = what === 'link' ? pick(players, two) : undefined;
  if (!unknownPatronId || model.knownAs.get(unknownPatronId) === playerId) return;
  await call(sql, 'rpc_identify_unknown_patron', {
    p_unknown_patron_id: unknownPatronId,
    p_player_id: playerId,
    p_reason: 'Drawn',
  });
  if (playerId) model.knownAs.set(unknownPatronId, playerId);
  else model.knownAs.delete(unknownPatronId);
}

async function take(sql: postgres.TransactionSql, model: Model, step: Step): Promise<void> {
  if (step.what === 'link' || step.what === 'unlink') return identify(sql, model, step);
  if (step.what !== 'void') return record(sql, model, step);
  const standing = model.entries.filter(({ isVoided }) => !isVoided);
  const entry = pick(standing, step.one);
  if (!entry) return;
  await call(sql, 'rpc_void_mtl_entry', { p_entry_id: entry.id, p_reason: 'Drawn' });
  entry.isVoided = true;
}

it(`the totals of ${STEPS} drawn entries, voids and links are those of an independent sum, and who is over the line has one case`, async () => {
  const steps = fc.sample(stepArbitrary, { seed: SEED, numRuns: STEPS });
  const model = new Model();
  // A hundred of them in one transaction, which is a request less for each.
  for (let from = 0; from < steps.length; from += 100) {
    await stack.asRole('authenticated', CASHIER, async (sql) => {
      for (const step of steps.slice(from, from + 100)) await take(sql, model, step);
    });
    const sums = model.sums();
    const kept = await stack.sql`
      select gaming_day || ' ' || patron_id as key, cash_in_cents::int as "in", cash_out_cents::int as out, entry_count as count
      from public.mtl_patron_day where entry_count > 0 and gaming_day = any (${DAYS}::date[])`;
    expect(new Map(kept.map(({ key, ...sum }) => [key, sum])), `seed ${SEED}`).toEqual(sums);
  }
  const cases = await stack.sql<{ key: string }[]>`
    select gaming_day || ' ' || coalesce(player_id, unknown_patron_id) as key from public.ctr_case
    where merged_into_case_id is null and gaming_day = any (${DAYS}::date[])`;
  const stillOver = [...model.sums()].filter(([, sum]) => Math.max(sum.in, sum.out) > THRESHOLD).map(([key]) => key);
  expect(stillOver.length).toBeGreaterThan(3);
  expect(cases.map(({ key }) => key)).toEqual(expect.arrayContaining(stillOver));
  expect(new Set(cases.map(({ key }) => key)).size).toBe(cases.length);
});
