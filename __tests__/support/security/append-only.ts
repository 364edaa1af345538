import { APPEND_ONLY, GUARDED } from '../../security/expectations';
import { OWNER, SERVICE, STAFF } from './actors';
import { type Check, isMeant, type Outcome, probe, summarise } from './probe';
import { compareLists, listRelations } from './tables';

const OPERATION_BITS: Record<string, number> = { INSERT: 4, DELETE: 8, UPDATE: 16, TRUNCATE: 32 };

/** The triggers as the catalog has them: before, unconditional, and on in replica mode too. */
export const checkAppendOnlyTriggers: Check = async (sql) => {
  const triggers = await sql<{ table: string; type: number; calls: string }[]>`
    select tgrelid::regclass::text as "table", tgtype::int as type, tgfoid::regproc::text as calls
    from pg_trigger
    where tgenabled = 'A' and tgqual is null and tgattr = '' and tgtype & 2 = 2 and not tgisinternal`;
  const declared = (await listRelations(sql)).filter(({ comment }) => /append-only/i.test(comment ?? ''));
  return [
    ...compareLists(
      'append-only',
      declared.map(({ name }) => name),
      Object.keys(APPEND_ONLY),
    ),
    ...Object.entries(APPEND_ONLY).flatMap(([table, operations]) =>
      operations
        .filter((operation) => {
          const guard = operation === 'INSERT' ? /^app\.require_\w+_writer$/ : /^app\.refuse_append_only$/;
          const bit = OPERATION_BITS[operation] ?? 0;
          return !triggers.some(({ calls, type, ...at }) => at.table === table && guard.test(calls) && type & bit);
        })
        .map((operation) => ({
          rule: 'append-only',
          subject: table,
          found: `no trigger always refuses ${operation}`,
        })),
    ),
  ];
};

function forbiddenStatements(table: string, operations: string[]): string[] {
  const statements: Record<string, string[]> = {
    INSERT: [
      `insert into public.${table} select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(),
        'idempotency_key', 'forged', 'entry_no', 1000000))).* from public.${table} e limit 1`,
    ],
    UPDATE: [
      `update public.${table} set casino_id = casino_id`,
      `update public.${table} set casino_id = null where ctid in (select ctid from public.${table} limit 1)`,
    ],
    DELETE: [`delete from public.${table} where ctid in (select ctid from public.${table} limit 1)`],
    TRUNCATE: [`truncate public.${table}`, `truncate public.${table} cascade`, 'truncate public.casino cascade'],
  };
  return operations.flatMap((operation) => statements[operation] ?? []);
}

/** Tries to change the record as a person, as the service and as the owner, with triggers in replica mode too. */
export const checkAppendOnly: Check = async (sql, only) => {
  const attackers = [OWNER, SERVICE, ...STAFF.filter(({ staffRole }) => staffRole === 'admin')];
  const cells = Object.entries(APPEND_ONLY)
    .filter(([table]) => isMeant(table, only))
    .flatMap(([table, operations]) =>
      forbiddenStatements(table, operations).flatMap((statement) =>
        attackers.flatMap((as) => [true, false].map((isReplica) => ({ table, statement, as, isReplica }))),
      ),
    );
  const outcomes = await probe(sql, cells);
  return cells.flatMap(({ table, statement, as, isReplica }, index) => {
    const outcome = outcomes[index] as Outcome;
    const wanted = as === OWNER ? 'PT409 APPEND_ONLY' : '42501 permission denied for table ';
    // What other tables refer to can't be emptied alone, whoever tries.
    const isReferredTo = outcome.state === '0A000' && statement === `truncate public.${table}`;
    // Those would refuse for it, and nobody would see that its own trigger is gone: the refusal names the table.
    const isOwn =
      as !== OWNER || statement !== `truncate public.${table} cascade` || outcome.detail?.includes(`"${table}"`);
    if (isReferredTo || (isOwn && `${outcome.state} ${outcome.message}`.startsWith(wanted))) return [];
    const found = `${as.name}${isReplica ? ' in replica mode' : ''}: ${statement}: ${summarise(outcome)}`;
    return [{ rule: 'append-only', subject: table, found }];
  });
};

/** Tries what a guard refuses as a person, as the service and as the owner, with triggers in replica mode too. */
export const checkGuards: Check = async (sql, only) => {
  const attackers = [OWNER, SERVICE, ...STAFF.filter(({ staffRole }) => staffRole === 'admin')];
  const cells = Object.entries(GUARDED)
    .filter(([table]) => isMeant(table, only))
    .flatMap(([table, attempts]) =>
      attempts.flatMap(([statement, code]) =>
        attackers.flatMap((as) => [true, false].map((isReplica) => ({ table, statement, code, as, isReplica }))),
      ),
    );
  const outcomes = await probe(
    sql,
    cells.map(({ statement, as, isReplica }) => ({ statement, as, isReplica })),
  );
  return cells.flatMap(({ table, statement, code, as, isReplica }, index) => {
    const outcome = outcomes[index] as Outcome;
    const wanted = as === OWNER ? `PT409 ${code}` : `42501 permission denied for table ${table}`;
    if (`${outcome.state} ${outcome.message}` === wanted) return [];
    const found = `${as.name}${isReplica ? ' in replica mode' : ''}: ${statement}: ${summarise(outcome)}`;
    return [{ rule: 'guard', subject: table, found }];
  });
};
