import { ACCOUNT_RPCS, type Args, type Facts, GUEST_RPCS, RPCS } from '../../security/expectations';
import { ANON, callerOf, OWNER } from './actors';
import { findFacts } from './facts';
import { importCells } from './import-facts';
import { type Check, isMeant, type Only, type Probe, probe, quote, type Sql, type Violation } from './probe';
import { callStatement } from './rpcs';
import { tenantColumn } from './tables';
import { undone } from './trial';
import { addTwin, listTenantTables, removeTwin } from './twin';

/**
 * A call whose answer must be the same beside a twin; `of` is the RPC, or the label, by which it is chosen. One that is meant to be
 * refused with a code shows nothing when it is not.
 */
type Cell = Probe & { label: string; of: string; code?: string };

/** Every example of every RPC, called by someone who may, and those with which it is refused. */
function rpcCells(own: Facts, watch: string): Cell[] {
  return Object.entries(RPCS).flatMap(([of, rpc]) => {
    const as = callerOf(rpc);
    const cell = (label: string, example: (own: Facts) => Args) => ({
      of,
      label: `${of} ${label}`,
      as,
      statement: callStatement(of, example(own)),
    });
    const next = rpc.shownBy?.(own) ?? callStatement('rpc_get_player', { p_player_id: own.playerId });
    return [
      ...rpc.examples.flatMap((example, index) => {
        const once = cell(`${index + 1}`, example);
        return rpc.writes
          ? [
              { ...once, watch, next },
              { ...cell(`${index + 1} again`, example), times: 2 },
            ]
          : [once];
      }),
      ...(rpc.refused ?? []).map(([code, example], index) => ({ ...cell(`refused ${index + 1}`, example), code })),
    ];
  });
}

/** Every example of every RPC of a token, called by who is nobody. */
function guestCells(own: Facts): Cell[] {
  return Object.entries(GUEST_RPCS).flatMap(([of, { examples }]) =>
    examples.map((example, index) => ({
      of,
      label: `${of} ${index + 1}`,
      as: ANON,
      statement: callStatement(of, example(own)),
    })),
  );
}

/** Every example of every RPC of an account, called by somebody of the casino. */
function accountCells(own: Facts, watch: string): Cell[] {
  return Object.entries(ACCOUNT_RPCS).flatMap(([of, { examples }]) =>
    examples.map((example, index) => ({
      of,
      label: `${of} ${index + 1}`,
      as: callerOf({ capability: null }),
      statement: callStatement(of, example(own)),
      watch,
    })),
  );
}

/** All that is asked beside a twin; what writes is watched for touching a row of another casino. */
async function listCells(sql: Sql, own: Facts): Promise<Cell[]> {
  // Where a row lies changes with every update of it, and who locked it last with every lock: both are cheaper to compare than
  // what it says.
  const places = (await listTenantTables(sql)).map(
    ({
      name,
      table,
    }) => `select count(*) || ' ' || coalesce(sum(hashtid(ctid)), 0) || ' ' || coalesce(sum(xmax::text::bigint), 0) as place from ${table}
      where ${tenantColumn(name)} <> ${quote(own.casinoId)}`,
  );
  const watch = `select string_agg(place, ',' order by place) from (${places.join(' union all ')}) places`;
  return [
    ...rpcCells(own, watch),
    ...guestCells(own),
    ...accountCells(own, watch),
    ...innerCells(own).map((cell) => ({ ...cell, of: cell.label, as: OWNER, watch })),
  ];
}

/** What the cells answer, with the ids and secrets that were made left out, and whether they touched a row of another casino. */
async function listAnswers(sql: Sql, cells: Cell[], own: Facts): Promise<string[]> {
  const known = new Set(Object.values(own));
  return (await probe(sql, cells)).map((outcome) =>
    JSON.stringify(outcome).replace(MADE_UP, (text) => (known.has(text) ? text : '<made up>')),
  );
}

/** Why an answer is not what it is alone, or no answer at all; null where nothing is wrong. */
function answerFault({ code }: Cell, answer: string, alone: string): string | null {
  if (!(code ? answer.includes(`"message":"${code}"`) : /"state":(?:null|"PT)/.test(answer))) return 'shows nothing';
  if (answer.includes('"hasChanged":true')) return 'touches another casino';
  return answer === alone ? null : 'is not the same alone';
}

/** Who answers otherwise beside a twin of the casino than alone. */
export type TwinTrial = {
  findDifferences(only?: Only): Promise<Violation[]>;
  /** Whether there is one: asked for a few at a time, up to the first. */
  hasDifference(only?: Only): Promise<boolean>;
};

/** As many calls as are worth a round trip before it is known whether the next are needed. */
const A_FEW = 8;

/** Adds the twin, which stays until the transaction ends, and asks everybody once without it. */
export async function startTwinTrial(sql: Sql): Promise<TwinTrial> {
  const own = await findFacts(sql, 'harbor');
  await addTwin(sql);
  const cells = await listCells(sql, own);
  const alone = await undone(sql, async () => {
    await removeTwin(sql);
    return listAnswers(sql, cells, own);
  });
  const alonePerLabel = new Map(cells.map(({ label }, index) => [label, alone[index] ?? '']));
  const compare = async (asked: Cell[]) =>
    (await listAnswers(sql, asked, own)).flatMap((answer, index) => {
      const cell = asked[index] as Cell;
      const fault = answerFault(cell, answer, alonePerLabel.get(cell.label) ?? '');
      return fault
        ? [{ rule: 'twin', subject: cell.of, found: `${cell.label} ${fault}: ${answer.slice(0, 600)}` }]
        : [];
    });
  const meant = (only: Only) => cells.filter(({ of }) => isMeant(of, only));
  return {
    findDifferences: (only) => compare(meant(only)),
    hasDifference: async (only) => {
      const asked = meant(only);
      for (let from = 0; from < asked.length; from += A_FEW) {
        if ((await compare(asked.slice(from, from + A_FEW))).length > 0) return true;
      }
      return false;
    },
  };
}

/** What the worker does within one casino, and no person's RPC reaches: it must not look into another one either. */
export function innerCells(facts: Facts): { label: string; statement: string; next?: string }[] {
  const own = quote(facts.casinoId);
  return [
    {
      // All days anew: which were open shows in the visits.
      label: 'app.close_promo_days',
      statement: `do $$ begin
        delete from public.promo_day_rollup where casino_id = ${own};
        perform app.close_promo_days(${own}, 40);
      end $$`,
      next: `select jsonb_agg(to_jsonb(r) - 'closed_at') from public.promo_day_rollup r where casino_id = ${own}`,
    },
    {
      label: 'app.seal_ledger_days',
      statement: `select app.seal_ledger_days(${own}, 7)`,
      next: `select jsonb_agg(jsonb_build_object('day', s.gaming_day, 'entries', s.entry_count, 'total', s.total_count, 'root', encode(s.root, 'hex'))
        order by s.gaming_day) from public.seal s where s.casino_id = ${own}`,
    },
    {
      // Of a pit boss, who gave this player points, comps and coupons; whoever calls a reading first gives nothing. In an order of
      // its own: the rows of a table that trials write lie in another one after each.
      label: 'app.authority_left',
      statement: `select jsonb_agg(l order by s.id, asked, l.limit_name) from public.staff s, unnest(enum_range(null::app.authority_unit)) asked,
        lateral app.authority_left(row(s.casino_id, s.id, s.role, null, ${quote(facts.gamingDay)}), ${quote(facts.rewardedPlayerId)}, asked) l
        where s.casino_id = ${own} and s.role = 'pit_boss'`,
    },
    ...importCells(facts),
  ];
}

/** Ids, secrets, validation numbers, and when something was last touched: new with every call. */
const MADE_UP =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:join_|reset_|park_|try_|device_|\b)[0-9a-f]{64}|whsec_[A-Za-z0-9+/=]+|\b[0-9A-HJKMNP-TV-Z]{12}\b|"(?:updated|finished)_at":"[^"]*"/g;

/** What an RPC answers and writes must not change by a byte when a twin of the casino appears. */
export const checkIsolation: Check = (sql, only) =>
  undone(sql, async () => (await startTwinTrial(sql)).findDifferences(only));
