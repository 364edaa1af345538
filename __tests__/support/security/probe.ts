import type postgres from 'postgres';
import type { Actor } from './actors';

/** One broken rule: which, on what, and what was found. */
export type Violation = { rule: string; subject: string; found: string };

export type Check = (sql: Sql, only?: Only) => Promise<Violation[]>;

/** The tables or functions that a check is to look at, by name; all of them when nothing is said. */
export type Only = string | ReadonlySet<string> | undefined;

/** One connection, inside a transaction that `inTrial` rolls back. */
export type Sql = postgres.ReservedSql;

/**
 * `next` is a query to run after the statement, as the same caller. `watch` is a query for one text; the outcome tells whether
 * the statement changed what it finds. What it finds before is the same for all probes of a list, as each is undone.
 */
export type Probe = {
  as: Actor;
  statement: string;
  times?: number;
  isReplica?: boolean;
  next?: string;
  watch?: string;
};

export type Outcome = {
  state: string | null;
  message: string | null;
  detail: string | null;
  hint: string | null;
  answer: unknown;
  audits: number;
  hasChanged: boolean;
};

/**
 * Runs one statement as someone and undoes it. Their token is as new as can be, so that who signs out can say it again, and was given for a code, too. It runs with another casino's context left in the session, as a pool that
 * leaks would leave it: no rule may be taken in by that.
 */
export const PROBE_FUNCTION = `
  create function pg_temp.probe(p jsonb) returns jsonb language plpgsql as $probe$
  declare
    v_user_id text := coalesce((select user_id::text from public.staff where email = p ->> 'email'), p ->> 'userId', '');
    v_leak public.staff;
    -- As the statistics of the transaction have it: to count the trail, twice a probe, would take longer than what is probed.
    v_audits bigint := pg_stat_get_xact_tuples_inserted('public.audit_log'::regclass);
    v_written bigint := 0;
    v_after text;
    v_answer jsonb;
    v_next jsonb;
    v_state text; v_message text; v_detail text; v_hint text;
  begin
    begin
      select * into v_leak from public.staff where email = 'admin@summit.example';
      perform set_config('app.casino_id', v_leak.casino_id::text, true), set_config('app.staff_id', v_leak.id::text, true),
        set_config('app.staff_role', 'admin', true), set_config('request.jwt.claim.sub', v_user_id, true),
        set_config('request.jwt.claims', jsonb_build_object('iat', 4102444800, 'aal', 'aal2', 'session_id', (select id from auth.sessions
          where user_id::text = v_user_id order by created_at desc limit 1))::text, true);
      if (p ->> 'isDeactivated')::boolean then
        update public.staff set is_active = false where email = p ->> 'email';
      end if;
      if (p ->> 'isReplica')::boolean then
        perform set_config('session_replication_role', 'replica', true);
      end if;
      perform set_config('role', p ->> 'databaseRole', true);
      for _ in 1 .. coalesce((p ->> 'times')::integer, 1) loop
        if p ->> 'statement' like 'select %' then
          execute p ->> 'statement' into v_answer;
        else
          execute p ->> 'statement';
        end if;
      end loop;
      if p ? 'next' then
        execute p ->> 'next' into v_next;
        v_answer := jsonb_build_array(v_answer, v_next);
      end if;
      perform set_config('role', 'none', true);
      execute coalesce(p ->> 'watch', 'select null') into v_after;
      v_written := pg_stat_get_xact_tuples_inserted('public.audit_log'::regclass) - v_audits;
      raise exception using errcode = 'PROBE', message = 'undo';
    exception when others then
      get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail,
        v_hint = pg_exception_hint;
    end;
    if v_state = 'PROBE' then
      return jsonb_build_object('state', null, 'answer', v_answer, 'audits', v_written,
        'hasChanged', p ->> 'before' is distinct from v_after);
    end if;
    return jsonb_build_object('state', v_state, 'message', v_message, 'detail', v_detail, 'hint', v_hint, 'audits', 0);
  end
  $probe$`;

/** All probes in one round trip; outcomes come back in the order of the probes. */
export async function probe(sql: Sql, probes: Probe[]): Promise<Outcome[]> {
  if (probes.length === 0) return [];
  const before = await findWatched(sql, probes);
  const list = probes.map(({ as, ...rest }) => ({ ...as, ...rest, before: before[rest.watch ?? ''] }));
  const [row] = await sql<{ outcomes: Outcome[] }[]>`
    select jsonb_agg(pg_temp.probe(p) order by place) as outcomes
    from jsonb_array_elements(${JSON.stringify(list)}::text::jsonb) with ordinality list (p, place)`;
  if (row?.outcomes.length !== probes.length) throw new Error('A probe has no outcome.');
  return row.outcomes;
}

/** What the queries to watch find now, by query. */
async function findWatched(sql: Sql, probes: Probe[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const watch of new Set(probes.flatMap(({ watch }) => watch ?? []))) {
    const [row] = await sql.unsafe(watch).values();
    found[watch] = row?.[0];
  }
  return found;
}

export function isMeant(name: string, only: Only): boolean {
  return only === undefined || (typeof only === 'string' ? name === only : only.has(name));
}

export const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

export const isDenied = ({ state, message }: Outcome, kind: 'table' | 'view' | 'function', name: string) =>
  state === '42501' && message === `permission denied for ${kind} ${name}`;

export const summarise = ({ state, message, answer }: Outcome) =>
  state ? `${state} ${message}` : `answered ${JSON.stringify(answer)?.slice(0, 80)}`;
