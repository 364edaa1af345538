import type { Sql } from './probe';

/** What gives a player something or brings them to a table, as it stands in the body of a function. */
const GIVES = [
  /insert into public\.(loyalty_ledger|promo_coupon|rating_slip|visit)\b/,
  // A seat at another table, and the end of a pause.
  /update public\.rating_slip\s+set[^;]*\b(table_id = |status = 'open')/,
];
/** Who asks whether the player is excluded, and refuses: the one gate and what it comes as. */
const GATE = ['app.meets_exclusion', 'app.refuse_excluded', 'app.hold_seat'];
/** What shows a player offers, and what tells it that they are excluded. */
const OFFERS = [/\bapp\.reward_offers\(/];
const OFFER_GATE = [...GATE, 'app.is_player_excluded'];

type Body = { name: string; body: string };
export type Granting = {
  /** RPCs that give, all on a way past the gate. */
  guarded: string[];
  /** RPCs with a way to what gives that does not pass the gate, function by function. */
  unguarded: Record<string, string[]>;
};

/**
 * Walks what every RPC calls, and what that calls, to whatever gives. The gate is asked by a function on the way or it is not
 * asked: that another branch of the RPC asks it does not count.
 */
export async function findGranting(sql: Sql): Promise<Granting> {
  const functions = await sql<Body[]>`
    select n.nspname || '.' || p.proname as name, string_agg(pg_get_functiondef(p.oid), ' ') as body
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('app', 'public') and p.prokind = 'f'
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    group by 1`;
  const bodies = new Map(functions.map(({ name, body }) => [name, withoutComments(body)]));
  const granting: Granting = { guarded: [], unguarded: {} };
  for (const name of [...bodies.keys()].filter((known) => known.startsWith('public.rpc_')).sort()) {
    const past = (what: RegExp[], gate: string[]) => wayTo(name, bodies, what, gate);
    const unguarded = past(GIVES, GATE) ?? past(OFFERS, OFFER_GATE);
    const rpc = name.slice('public.'.length);
    if (unguarded) granting.unguarded[rpc] = unguarded;
    else if (past([...GIVES, ...OFFERS], [])) granting.guarded.push(rpc);
  }
  return granting;
}

/** The shortest way from a function to one that does `what`, through functions that ask no gate; null where there is none. */
function wayTo(from: string, bodies: Map<string, string>, what: RegExp[], gate: string[]): string[] | null {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const body = bodies.get(way.at(-1) ?? '') ?? '';
    const calls = calledIn(body);
    if (calls.some((called) => gate.includes(called))) continue;
    if (what.some((done) => done.test(body))) return way;
    for (const called of calls) {
      if (seen.has(called) || !bodies.has(called)) continue;
      seen.add(called);
      ways.push([...way, called]);
    }
  }
  return null;
}

/** The body alone: its own head names it, too. */
function withoutComments(definition: string): string {
  return definition.slice(definition.search(/\bAS \$|\bRETURN\b|\bBEGIN ATOMIC\b/)).replaceAll(/--.*$/gm, '');
}

function calledIn(body: string): string[] {
  return [...body.matchAll(/\b(app|public)\.(\w+)\s*\(/g)].map(([, schema, name]) => `${schema}.${name}`);
}
