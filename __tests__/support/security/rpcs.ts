import { newId } from '@/lib/shared/ids';
import {
  ACCOUNT_RPCS,
  type AccountRpcRule,
  type Args,
  type Facts,
  GUEST_RPCS,
  type GuestRpcRule,
  may,
  RPCS,
  type RpcRule,
  WORKER_RPCS,
  type WorkerRpcRule,
} from '../../security/expectations';
import { ACTORS, type Actor, ANON, callerOf, NOBODY, SERVICE } from './actors';
import { findFacts } from './facts';
import { listFunctions, type SqlFunction } from './grants';
import {
  type Check,
  isDenied,
  isMeant,
  type Outcome,
  probe,
  quote,
  type Sql,
  summarise,
  type Violation,
} from './probe';
import { compareLists } from './tables';

const READER_CONTEXT =
  /^\s*declare\s+v_ctx app\.rls_context := app\.set_rls_context_from_staff\((?:p_correlation_id)?\);/;
const READER_CAPABILITY = /\nbegin\s+perform app\.require_capability\(v_ctx, '([a-z.]+)'\);/;

/** What changes something begins its call, after what it was asked was put into its normal form, which looks nothing up. */
const WRITER_CALL =
  /^\s*declare\s+(?:v_\w+ (?:constant )?[\w.[\]]+ := (?:(?!public\.)[^;])*;\s+)*v_call app\.call := app\.begin_call\('\w+', (?:'([a-z.]+)'|null), p_idempotency_key,[^;]*,\s+p_correlation_id[,)]/;

/** Of a one-time link, of a parked session, of a try at its PIN or of a web server, whose look-up also says whether it opens anything. */
const LOOKED_UP =
  /^\s*declare\s+v_(link app\.(staff|founding)_link := app\.read_\2_link|link app\.staff_link := app\.require_open_password_link|parked app\.parked_session := app\.read_parked_session|try app\.pin_try := app\.read_pin_try|server app\.server_key := app\.read_server_key)\(p_token(, 'invitation')?\);/;

/** Of an account, whose rows it then keeps to. */
const ACCOUNT = /^\s*declare\s+v_user_id uuid := app\.require_account\(\);/;

/** Whether an RPC asks who is calling before anything else, and which capability it then requires. */
function readBeginning({ source }: SqlFunction, writes: boolean): { isFirst: boolean; capability: string | null } {
  const found = (writes ? WRITER_CALL : READER_CAPABILITY).exec(source);
  return { isFirst: writes ? found !== null : READER_CONTEXT.test(source), capability: found?.[1] ?? null };
}

type Fault = [isFault: boolean, sentence: string];

const sentences = (faults: Fault[]) => faults.filter(([isFault]) => isFault).map(([, fault]) => fault);

/** What holds for whoever the caller is. */
function commonFaults(fn: SqlFunction, rule: { writes: boolean; recorded?: RpcRule['recorded'] }): Fault[] {
  const names = fn.argNames ?? [];
  return [
    [!fn.isDefiner, 'is not security definer'],
    [fn.searchPath !== '""', `has search_path ${fn.searchPath}`],
    // A long read may answer json, which is written as text once; what is kept for replays is jsonb.
    [fn.returns !== 'jsonb' && (rule.writes || fn.returns !== 'json'), `returns ${fn.returns}`],
    [!fn.comment, 'has no comment'],
    [names.some((name) => !name.startsWith('p_')), `has arguments ${names}`],
    [fn.volatility !== (rule.writes || rule.recorded ? 'v' : 's'), `has volatility ${fn.volatility}`],
  ];
}

/** What is wrong with the way an RPC is written, a sentence each. */
function shapeFaults(fn: SqlFunction, rule: RpcRule): string[] {
  const names = fn.argNames ?? [];
  const { isFirst, capability } = readBeginning(fn, rule.writes);
  return sentences([
    ...commonFaults(fn, rule),
    [fn.name.startsWith('rpc_worker_'), 'has the name of a worker RPC, which no person calls'],
    [
      names.some((name) => /casino|tenant|p_staff|p_user|p_actor|p_role|_by$/.test(name)),
      `lets the caller name who or where: ${names}`,
    ],
    [!isFirst, 'does not resolve the caller first'],
    [capability !== rule.capability, `requires ${capability}, not ${rule.capability}, as its second statement`],
    [rule.writes && !names.includes('p_idempotency_key'), 'writes, and takes no p_idempotency_key'],
    [
      (rule.writes || rule.recorded !== undefined) && !names.includes('p_correlation_id'),
      'writes or goes on record, and takes no p_correlation_id',
    ],
    [
      rule.capability !== null && !fn.comment?.includes(`Capability ${rule.capability}.`),
      'does not name its capability in its comment',
    ],
  ]);
}

/** The worker is nobody on the floor: it takes no person's rights, and what it does is not a person's intent. */
function workerShapeFaults(fn: SqlFunction, rule: WorkerRpcRule): string[] {
  return sentences([
    ...commonFaults(fn, rule),
    [!fn.name.startsWith('rpc_worker_'), 'is not named rpc_worker_<verb>_<noun>'],
    [/set_rls_context_from_staff|auth\.uid/.test(fn.source), 'asks who is calling; nobody is'],
  ]);
}

/** Who comes with a token is known by that alone: what it is of is looked up first, and says where and for whom. */
function guestShapeFaults(fn: SqlFunction, rule: GuestRpcRule): string[] {
  const names = fn.argNames ?? [];
  return sentences([
    ...commonFaults(fn, rule),
    [!fn.name.startsWith('rpc_guest_'), 'is not named rpc_guest_<verb>_<noun>'],
    [
      names.some(
        (name) =>
          !/^p_(token|pin|password|house|email|address|device|purpose|outcome|failures|correlation_id)$/.test(name),
      ),
      `takes more than a token, the PIN or password that goes with it, the house that it makes and what a web server says: ${names}`,
    ],
    [!LOOKED_UP.test(fn.source), 'does not look up first what its token is of'],
    // One of founding is refused as it is looked up: it holds as long as it may still be asked what it made.
    [
      /:= app\.read_staff_link/.test(fn.source) && !/app\.require_open_link\(v_link\)/.test(fn.source),
      'does not ask whether the link opens anything',
    ],
  ]);
}

/** Who is signed in is known by their account alone, and keeps to its rows. */
function accountShapeFaults(fn: SqlFunction, rule: AccountRpcRule): string[] {
  const looks = fn.source.match(/from public\.staff\b/g)?.length ?? 0;
  const own = fn.source.match(/user_id = v_user_id/g)?.length ?? 0;
  return sentences([
    ...commonFaults(fn, rule),
    [!ACCOUNT.test(fn.source), 'does not ask whose account it is first'],
    [looks === 0 || looks !== own, 'looks at rows of other accounts'],
  ]);
}

function faultsOf(fn: SqlFunction): string[] {
  const accountRule = ACCOUNT_RPCS[fn.name];
  if (accountRule) return accountShapeFaults(fn, accountRule);
  const [rule, workerRule, guestRule] = [RPCS[fn.name], WORKER_RPCS[fn.name], GUEST_RPCS[fn.name]];
  if (rule) return shapeFaults(fn, rule);
  if (guestRule) return guestShapeFaults(fn, guestRule);
  return workerRule ? workerShapeFaults(fn, workerRule) : [];
}

/** Every function of `public` is an RPC of one of the lists, written the way that makes it safe. */
export const checkRpcShape: Check = async (sql) => {
  const functions = (await listFunctions(sql)).filter(({ schema }) => schema === 'public');
  const names = functions.map(({ name }) => name);
  return [
    ...compareLists(
      'listed',
      names,
      [RPCS, WORKER_RPCS, GUEST_RPCS, ACCOUNT_RPCS].flatMap((rpcs) => Object.keys(rpcs)),
    ),
    ...functions.flatMap((fn) => {
      const faults = faultsOf(fn);
      if (names.filter((name) => name === fn.name).length > 1) faults.push('is overloaded');
      return faults.map((found) => ({ rule: 'shape', subject: fn.name, found }));
    }),
  ];
};

export const callStatement = (name: string, args: Args) =>
  `select public.${name}(${Object.entries(args)
    .map(([arg, value]) => `${arg} => ${quote(value)}`)
    .join(', ')})`;

/** What an actor must get from an RPC; null when they get their answer. */
function expectedRefusal(actor: Actor, name: string, rule: RpcRule): string | null {
  if (actor === ANON || actor === SERVICE) return `42501 permission denied for function ${name}`;
  if (actor === NOBODY) return 'PT401 UNAUTHENTICATED';
  if (actor.staffRole === null) return 'PT403 FORBIDDEN';
  if (!may(actor.staffRole, rule.capability)) return `PT403 FORBIDDEN ${rule.capability}`;
  return rule.isOf?.code && rule.isOf.role !== actor.staffRole ? `PT403 ${rule.isOf.code}` : null;
}

/** The refusal that was got, with the capability that it says is lacking: one that is asked for later would refuse, too. */
function toldRefusal({ state, message, detail }: Outcome): string {
  const { capability } = message === 'FORBIDDEN' ? (JSON.parse(detail || '{}') as { capability?: string }) : {};
  return [state, message, capability].filter(Boolean).join(' ');
}

/** How many rows an example belongs on record with, for who may call. */
function rowsOnRecord(rpc: RpcRule, place: number, as: Actor): number {
  if (rpc.writes) return rpc.audits?.[place] ?? 1;
  return rpc.recorded && may(as.staffRole ?? '', rpc.recorded.capability) ? (rpc.recorded.rows[place] ?? 0) : 0;
}

/** Calls as everyone. Who may call gets an answer and, if the RPC writes or is a reading on record, what belongs on record once for the call and its replay. */
async function checkCallers(sql: Sql, rpcs: [string, RpcRule][], own: Facts): Promise<Violation[]> {
  const cells = rpcs.flatMap(([name, rpc]) =>
    rpc.examples.flatMap((example, place) => {
      const statement = callStatement(name, example(own));
      const times = rpc.writes || rpc.recorded ? 2 : 1;
      return ACTORS.map((as) => ({ name, rpc, as, statement, onRecord: rowsOnRecord(rpc, place, as), times }));
    }),
  );
  const outcomes = await probe(sql, cells);
  return cells.flatMap(({ name, rpc, as, onRecord }, index) => {
    const outcome = outcomes[index] as Outcome;
    const refusal = expectedRefusal(as, name, rpc);
    const audits = refusal === null ? onRecord : 0;
    const isRight = refusal ? toldRefusal(outcome) === refusal : outcome.state === null;
    if (isRight && outcome.audits === audits) return [];
    const found = `${as.name}: ${summarise(outcome)}, ${outcome.audits} audit rows; expected ${refusal ?? 'an answer'}, ${audits}`;
    return [{ rule: 'caller', subject: name, found }];
  });
}

/** Calls the worker's RPCs as everyone: the service gets its answer, everyone else is not even let in. */
async function checkWorkerCallers(sql: Sql, rpcs: [string, WorkerRpcRule][], own: Facts): Promise<Violation[]> {
  const cells = rpcs.flatMap(([name, rpc]) =>
    rpc.examples.flatMap((example) =>
      ACTORS.map((as) => ({ name, as, statement: callStatement(name, example(own)), times: rpc.writes ? 2 : 1 })),
    ),
  );
  const outcomes = await probe(sql, cells);
  return cells.flatMap(({ name, as }, index) => {
    const outcome = outcomes[index] as Outcome;
    const isRight = as === SERVICE ? outcome.state === null : isDenied(outcome, 'function', name);
    return isRight ? [] : [{ rule: 'caller', subject: name, found: `${as.name}: ${summarise(outcome)}` }];
  });
}

/** Calls the RPCs of a link as everyone: what they get hangs on the link, and on whether they are somebody. */
async function checkGuestCallers(sql: Sql, rpcs: [string, GuestRpcRule][], own: Facts): Promise<Violation[]> {
  const cells = rpcs.flatMap(([name, rpc]) =>
    rpc.examples.flatMap((example) =>
      ACTORS.map((as) => ({ name, as, rpc, statement: callStatement(name, example(own)) })),
    ),
  );
  const outcomes = await probe(sql, cells);
  return cells.flatMap(({ name, as, rpc: { refusals } }, index) => {
    const outcome = outcomes[index] as Outcome;
    const refusal = as === ANON || as === NOBODY ? refusals.nobody : refusals.somebody;
    const isRight = as === SERVICE ? isDenied(outcome, 'function', name) : (toldRefusal(outcome) || null) === refusal;
    return isRight ? [] : [{ rule: 'caller', subject: name, found: `${as.name}: ${summarise(outcome)}` }];
  });
}

/** An id, alone or as the only one of a list. */
const ID_OR_LIST = /^\{?([0-9a-f-]{36})\}?$/;

/** Puts the other casino's id, then an id that nobody has, in the place of each id: the answers must not differ in a byte. */
async function checkForeignIds(sql: Sql, rpcs: [string, RpcRule][], own: Facts, other: Facts): Promise<Violation[]> {
  const randomId = newId();
  const cells = rpcs.flatMap(([name, rpc]) =>
    rpc.examples.flatMap((example) => {
      const args = example(own);
      const as = callerOf(rpc);
      return Object.entries(example(other))
        .filter(([arg, value]) => ID_OR_LIST.test(value) && args[arg] !== value)
        .map(([arg, value]) => ({ name, arg, as, args, foreignId: value.replace(ID_OR_LIST, '$1') }));
    }),
  );
  const outcomes = await probe(
    sql,
    cells.flatMap(({ name, arg, as, args, foreignId }) =>
      [foreignId, randomId].map((id) => ({
        as,
        statement: callStatement(name, { ...args, [arg]: (args[arg] ?? '').replace(/[0-9a-f-]{36}/, id) }),
      })),
    ),
  );
  return cells.flatMap(({ name, arg, foreignId }, index) => {
    const [foreign, random] = [outcomes[index * 2], outcomes[index * 2 + 1]];
    const isSame = JSON.stringify(foreign) === JSON.stringify(random);
    const isSilent = foreign?.state !== null && !JSON.stringify(foreign).includes(foreignId);
    if (isSame && isSilent) return [];
    const found = `${arg}: another casino's id gives ${JSON.stringify(foreign)}, a random one ${JSON.stringify(random)}`;
    return [{ rule: 'other casino', subject: name, found: found.slice(0, 600) }];
  });
}

/** Every RPC, given the ids of another casino. */
export const checkOtherCasino: Check = async (sql, only) => {
  const rpcs = Object.entries({ ...RPCS, ...accountRpcs() }).filter(([name]) => isMeant(name, only));
  return checkForeignIds(sql, rpcs, await findFacts(sql, 'harbor'), await findFacts(sql, 'summit'));
};

/** As RPCs that take no capability; at the one casino that each person of these trials has, they put nothing on record. */
const accountRpcs = (): Record<string, RpcRule> =>
  Object.fromEntries(
    Object.entries(ACCOUNT_RPCS).map(([name, rule]) => [
      name,
      { ...rule, capability: null, audits: rule.examples.map(() => 0) },
    ]),
  );

/** Every id that an RPC takes must be in an example, else it is never exchanged for another casino's. */
function checkExamples(functions: SqlFunction[], own: Facts): Violation[] {
  return functions.flatMap(({ name, argNames, argTypes }) => {
    const { examples = [] } = RPCS[name] ?? WORKER_RPCS[name] ?? ACCOUNT_RPCS[name] ?? {};
    const given = new Set(examples.flatMap((example) => Object.keys(example(own))));
    return argTypes
      .map((type, index) => ({ type, arg: argNames?.[index] ?? '' }))
      .filter(({ type, arg }) => /^uuid/.test(type) && arg !== 'p_correlation_id' && !given.has(arg))
      .map(({ arg }) => ({ rule: 'example', subject: name, found: `no example gives ${arg}` }));
  });
}

/** Every RPC × everyone × own and other casino. */
export const checkRpcAccess: Check = async (sql, only) => {
  const functions = (await listFunctions(sql)).filter(({ schema }) => schema === 'public');
  const names = functions.map(({ name }) => name);
  const isAsked = ([name]: [string, unknown]) => names.includes(name) && isMeant(name, only);
  const rpcs = Object.entries({ ...RPCS, ...accountRpcs() }).filter(isAsked);
  const [own, other] = [await findFacts(sql, 'harbor'), await findFacts(sql, 'summit')];
  return [
    ...checkExamples(functions, own),
    ...(await checkCallers(sql, rpcs, own)),
    ...(await checkWorkerCallers(sql, Object.entries(WORKER_RPCS).filter(isAsked), own)),
    ...(await checkGuestCallers(sql, Object.entries(GUEST_RPCS).filter(isAsked), own)),
    ...(await checkForeignIds(sql, rpcs, own, other)),
  ];
};
