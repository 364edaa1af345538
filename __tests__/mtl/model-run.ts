import fc from 'fast-check';
import type postgres from 'postgres';
import { expect } from 'vitest';
import { newId } from '@/lib/shared/ids';
import {
  type Batch,
  byJson,
  byText,
  type Case,
  CaseModel,
  type PersonReport,
  type Report,
  wholeOf,
} from './case-model';
import { KINDS, type Kind, LogModel, pick } from './log-model';

export const DAYS = ['2025-01-10', '2025-01-11', '2025-01-12', '2025-01-13', '2025-01-14'];

/** What is said of a person at one time. Names are given by who is meant, so that a report shows whose part it is. */
const WHOLE = {
  first_name: 'Said',
  birth_date: '1971-03-09',
  street: '22 Elm Street',
  city: 'Sparks',
  state: 'NV',
  zip: '89431',
  country: 'US',
  tin_type: 'ssn_itin',
  tin: '078051120',
  id_type: 'driver_license',
  id_number: 'X12345678',
  id_country: 'US',
  occupation: 'Florist',
};
const SAYINGS: { facts: Record<string, string | null>; unknown?: string[]; isVerified?: boolean }[] = [
  { facts: WHOLE, isVerified: true },
  { facts: WHOLE, isVerified: true },
  { facts: WHOLE, isVerified: true },
  { facts: WHOLE, unknown: [] },
  { facts: { street: '1 Rue du Lac', city: 'Nyon', zip: '1260', country: 'CH' } },
  { facts: { country: 'US', occupation: null }, unknown: [], isVerified: true },
  {
    facts: {},
    unknown: [
      'last_name',
      'first_name',
      'birth_date',
      'street',
      'city',
      'state',
      'zip',
      'country',
      'tin',
      'identification',
      'occupation',
    ],
  },
];

/** What is tried, and how often of all. */
const HOW_OFTEN = {
  entry: 10,
  void: 4,
  link: 3,
  unlink: 2,
  shared: 3,
  agent: 3,
  say: 14,
  aggregate: 1,
  dismiss: 2,
  reopen: 1,
  file: 8,
  export: 4,
  'export-all': 1,
  acknowledge: 6,
  profile: 1,
};
type What = keyof typeof HOW_OFTEN;

/** What is tried next. Numbers choose among what there is by then. */
export const stepArbitrary = fc.record({
  what: fc.oneof(
    ...Object.entries(HOW_OFTEN).map(([what, weight]) => ({ weight, arbitrary: fc.constant(what as What) })),
  ),
  kind: fc.constantFrom(...(Object.keys(KINDS) as Kind[])),
  tender: fc.constantFrom('currency', 'currency', 'currency', 'cheque', 'chips'),
  cents: fc.integer({ min: 1, max: 900_000 }),
  day: fc.constantFrom(...DAYS),
  one: fc.nat(1_000),
  two: fc.nat(1_000),
  three: fc.nat(1_000),
});
export type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;
type Args = Record<string, unknown>;
type Refused = { code: string };
type Written = { entry: { id: string; unknown_patron_id: string | null; player_id: string } };
type Sent = { batch_id: string; cases: { case_id: string; filing_id: string }[] };
type Filed = { filing_id: string; filing_no: number; kind: string; status: string };
type Lines = { cents: number }[];
type PersonRow = {
  role: PersonReport['role'];
  last_name: string | null;
  is_multiple: boolean;
  cash_in: Lines;
  cash_out: Lines;
};
type ReportRow = { kind: string; prior_bsa_id: string | null; cash_in: Lines; cash_out: Lines; persons: PersonRow[] };
type RoleRow = { role: string; cash_in_cents: number; cash_out_cents: number; entry_count: number };
type FilingRow = {
  filing_id: string;
  kind: string;
  bsa_id: string | null;
  is_accepted: boolean | null;
  withdrawn_at: string | null;
};
type CaseRow = {
  id: string;
  gaming_day: string;
  status: string;
  needs_amendment: boolean;
  cash_in_cents: number;
  cash_out_cents: number;
  reported: string[];
  is_aggregated: boolean;
  not_required_reason: string | null;
  version: number;
  missing: string[];
  persons: { person_id: string; roles: RoleRow[] | null }[];
  entries: { id: string }[];
  voided_entries: { id: string }[];
  filings: FilingRow[];
  merged_filings: FilingRow[];
  amends_bsa_id: string | null;
  other_bsa_ids: string[];
};
/** The house the history is played in. */
type House = { players: string[]; enrolledAs: Map<string, string>; tableId: string };

/** One history: what is done to the database and to the model, and what both say afterwards. */
export class Run {
  readonly log = new LogModel();
  readonly cases: CaseModel;
  /** How often each call ended how. */
  readonly outcomes = new Map<string, number>();
  private readonly house: House;
  private readonly sql: () => postgres.TransactionSql;
  private bsaIds = 31_000_000_000_000;

  /** `sql` is the transaction that runs at the time. */
  constructor(house: House, sql: () => postgres.TransactionSql) {
    this.house = house;
    this.sql = sql;
    this.cases = new CaseModel(this.log, house.enrolledAs);
  }

  /** The answer of an RPC, or the code with which it refused. */
  private async call<T>(name: string, args: Args): Promise<{ answer: T } | Refused> {
    const all = /^rpc_(get|list)_/.test(name) ? args : { ...args, p_idempotency_key: newId() };
    const given = Object.entries(all).filter(([, value]) => value !== undefined);
    const list = given.map(([key], place) => `${key} => $${place + 1}`).join(', ');
    const values = given.map(([, value]) => value as string);
    try {
      const [row] = await this.sql().savepoint((sql) => sql.unsafe(`select public.${name}(${list}) as answer`, values));
      this.count(`${name} OK`);
      return { answer: row?.answer };
    } catch (error) {
      const { message: code } = error as Error;
      this.count(`${name} ${code}`);
      return { code };
    }
  }

  private count(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  /** Calls what the model says is refused with a code, after which everything is as it was, or done where it names none. */
  private async expected<T>(code: string | null, name: string, args: Args): Promise<T | null> {
    const before = code === null ? null : await this.standing();
    const result = await this.call<T>(name, args);
    expect('code' in result ? result.code : null, name).toBe(code);
    if ('answer' in result) return result.answer;
    expect(await this.standing(), `after ${name} ${code}`).toEqual(before);
    return null;
  }

  private async done<T>(name: string, args: Args): Promise<T> {
    const answer = await this.expected<T>(null, name, args);
    if (answer === null) throw new Error(`${name} has no answer.`);
    return answer;
  }

  private async standing(): Promise<unknown> {
    const [row] = await this.sql()`
      select (select id from public.audit_log order by casino_id, id desc limit 1) as audit,
        (select id from public.loyalty_outbox order by id desc limit 1) as event,
        (select md5(string_agg(d::text, ',' order by d.gaming_day)) from public.mtl_day d) as days,
        (select md5(string_agg(c::text, ',' order by c.id)) from public.ctr_case c) as cases,
        (select md5(string_agg(s::text, ',' order by s.case_id)) from public.ctr_case_sheet s) as sheets,
        (select md5(string_agg(p::text, ',' order by p.case_id, p.person_id)) from public.ctr_case_person p) as persons,
        (select count(*) from public.mtl_patron_link) as links, (select count(*) from public.ctr_filing) as filings,
        (select count(*) from public.ctr_batch_report) as reports,
        (select count(*) from public.ctr_acknowledgement) as acknowledgements,
        (select count(*) from public.ctr_withdrawal) as withdrawals,
        (select md5(p::text) from public.casino_filing_profile p) as profile`;
    return row;
  }

  async take(step: Step): Promise<void> {
    const concerned = await this.act(step);
    concerned.push(...(await this.findOpened()));
    for (const one of concerned) await this.compare(one);
  }

  private act(step: Step): Promise<Case[]> {
    const acts: Record<What, (step: Step) => Promise<Case[]>> = {
      entry: this.record,
      shared: this.record,
      agent: this.record,
      void: this.void,
      link: this.identify,
      unlink: this.identify,
      say: this.say,
      aggregate: this.aggregate,
      dismiss: this.decide,
      reopen: this.decide,
      file: this.file,
      export: this.export,
      'export-all': this.export,
      acknowledge: this.acknowledge,
      profile: this.changeProfile,
    };
    return acts[step.what](step);
  }

  private readonly record = async ({ kind, tender, cents, day, one, two, what }: Step): Promise<Case[]> => {
    const { unknown } = this.log;
    const patron = pick([...this.house.players, ...unknown.slice(-6), 'new'], one);
    const isUnknown = unknown.includes(patron);
    // For whom somebody acts is a player; who shares a transaction may be somebody described.
    const other = pick(
      [...this.house.players, ...(what === 'shared' ? unknown.slice(-3) : [])].filter((id) => id !== patron),
      two,
    );
    const sharer = unknown.includes(other) ? { unknown_patron_id: other } : { player_id: other };
    const { entry } = await this.done<Written>('rpc_record_mtl_entry', {
      p_kind: kind,
      p_tender: tender,
      p_amount_cents: cents,
      p_player_id: isUnknown || patron === 'new' ? undefined : patron,
      p_unknown_patron_id: isUnknown ? patron : undefined,
      p_unknown_patron: patron === 'new' ? { description: 'Drawn' } : undefined,
      p_agent_of_player_id: what === 'agent' ? other : undefined,
      p_shared_with: what === 'shared' ? [sharer] : undefined,
      p_table_id: kind === 'money_play_rebet' ? this.house.tableId : undefined,
      p_occurred_at: `${day}T18:00:00Z`,
    });
    if (patron === 'new' && entry.unknown_patron_id !== null) unknown.push(entry.unknown_patron_id);
    const [direction, counts] = KINDS[kind];
    const added = {
      id: entry.id,
      day,
      direction,
      cents: counts && tender === 'currency' ? cents : 0,
      atWindow: entry.unknown_patron_id ?? entry.player_id,
      principal: what === 'agent' ? other : null,
      sharers: what === 'shared' ? [other] : [],
      isVoided: false,
    };
    this.log.entries.push(added);
    return this.cases.followEntry(added);
  };

  private readonly void = async ({ one }: Step): Promise<Case[]> => {
    const entry = pick(this.log.entries, one);
    if (!entry) return [];
    const code = entry.isVoided ? 'MTL_ENTRY_VOIDED' : null;
    const args = { p_entry_id: entry.id, p_reason: 'Drawn' };
    if ((await this.expected(code, 'rpc_void_mtl_entry', args)) === null) return [];
    entry.isVoided = true;
    return this.cases.followEntry(entry);
  };

  private readonly identify = async ({ what, one, two }: Step): Promise<Case[]> => {
    const unknownPatronId = pick(this.log.unknown, one);
    if (!unknownPatronId) return [];
    const playerId = what === 'link' ? pick(this.house.players, two) : undefined;
    const code = this.log.knownAs.get(unknownPatronId) === playerId ? 'UNKNOWN_PATRON_IDENTIFIED' : null;
    const args = { p_unknown_patron_id: unknownPatronId, p_player_id: playerId, p_reason: 'Drawn' };
    if ((await this.expected(code, 'rpc_identify_unknown_patron', args)) === null) return [];
    return this.cases.identify(unknownPatronId, playerId);
  };

  private readonly say = async ({ one: at, two, three }: Step): Promise<Case[]> => {
    const one = pick(this.cases.cases, at);
    if (!one) return [];
    const inIt = this.cases.persons(one);
    const person = pick(two % 10 === 0 || inIt.length === 0 ? this.house.players : inIt, two);
    const { facts, unknown, isVerified } = pick(SAYINGS, three);
    const named: Record<string, string | null> = 'tin' in facts ? { ...facts, last_name: `Said ${person}` } : facts;
    const change = { ...named, person_id: person, unknown, is_verified: isVerified };
    if (!(await this.update(one, { person: change }, inIt.includes(person) ? null : 'CTR_PERSON_NOT_FOUND', three)))
      return [one];
    const said = one.said.get(person) ?? { facts: new Map(), unknown: [], isVerified: false };
    one.said.set(person, said);
    for (const [field, value] of Object.entries(named)) {
      if (value === null) said.facts.delete(field);
      else said.facts.set(field, value);
    }
    said.unknown = unknown ?? said.unknown;
    said.isVerified = isVerified ?? said.isVerified;
    one.hasChanged ||= this.cases.status(one) === 'filed';
    return [one];
  };

  /** A change of a case, now and then by somebody who has an old version before their eyes. Whether it was made. */
  private async update(one: Case, changes: object, refusal: string | null, drawn: number): Promise<boolean> {
    const isStale = drawn % 16 === 0;
    const code = one.mergedInto !== null ? 'CTR_CASE_NOT_FOUND' : isStale ? 'CTR_CASE_CHANGED' : refusal;
    const answer = await this.expected(code, 'rpc_update_ctr_case', {
      p_case_id: one.id,
      p_changes: changes,
      p_expected_version: isStale ? one.version + 1 : one.version,
    });
    if (answer !== null) one.version += 1;
    return answer !== null;
  }

  private readonly aggregate = async ({ one: at, two, three }: Step): Promise<Case[]> => {
    const one = pick(this.cases.cases, at);
    if (!one) return [];
    const isAggregated = two % 2 === 0;
    if (!(await this.update(one, { is_aggregated: isAggregated }, null, three))) return [one];
    one.isAggregated = isAggregated;
    one.hasChanged ||= this.cases.status(one) === 'filed';
    return [one];
  };

  private readonly decide = async ({ what, one: at, two, three }: Step): Promise<Case[]> => {
    const one = pick(this.cases.cases, at);
    if (!one) return [];
    const reason = two % 5 === 0 ? ' ' : `Drawn ${two}`;
    const decision = what === 'dismiss' ? { status: 'not_required', reason } : { status: 'open' };
    if (what === 'dismiss' && reason === ' ') {
      await this.expected('VALIDATION_FAILED', 'rpc_update_ctr_case', { p_case_id: one.id, p_changes: { decision } });
      return [one];
    }
    const code = this.cases.refusalToDecide(one, what === 'dismiss');
    if (!(await this.update(one, { decision }, code, three))) return [one];
    this.cases.decide(one, what === 'dismiss' ? reason : null);
    return [one];
  };

  private nextBsaId(): string {
    this.bsaIds += 1;
    return String(this.bsaIds);
  }

  private readonly file = async ({ one: at, two }: Step): Promise<Case[]> => {
    const one = pick(this.cases.cases, at);
    if (!one) return [];
    const ownBsaId = two % 6 === 0 ? this.nextBsaId() : null;
    const answer = await this.expected<Filed>(this.cases.refusalToFile(one), 'rpc_file_ctr_case', {
      p_case_id: one.id,
      p_bsa_id: ownBsaId ?? undefined,
    });
    if (answer === null) return [one];
    const { kind } = this.cases.file(one, answer.filing_id, ownBsaId);
    expect(answer).toMatchObject({ kind, filing_no: one.filings.length, status: 'filed' });
    return [one];
  };

  private readonly export = async ({ what, one, two, three }: Step): Promise<Case[]> => {
    const all = this.cases.cases;
    const named =
      what === 'export'
        ? [one, two, three].slice(0, 1 + (three % 3)).flatMap((at) => pick(all, at) ?? [])
        : all.filter(this.cases.unsent);
    if (what === 'export' && named.length === 0) return [];
    const cases = [...new Set(named)].toSorted((a, b) => byText(a.day, b.day) || byText(a.id, b.id));
    const refusal = (of: Case) => (this.cases.unsent(of) === undefined ? this.cases.refusalToFile(of) : null);
    const code = cases.length === 0 ? 'CTR_NOTHING_TO_EXPORT' : cases.map(refusal).find((found) => found !== null);
    const answer = await this.expected<Sent>(code ?? null, 'rpc_export_ctr_cases', {
      p_case_ids: what === 'export' ? named.map(({ id }) => id) : undefined,
    });
    if (answer === null) return cases;
    const sent = answer.cases;
    expect(sent.map(({ case_id }) => case_id).toSorted(byText)).toEqual(cases.map(({ id }) => id).toSorted(byText));
    const batch: Batch = { id: answer.batch_id, filings: [] };
    for (const { case_id, filing_id } of sent) {
      const filed = cases.find(({ id }) => id === case_id);
      if (!filed) throw new Error('A case has gone out that nobody named.');
      const filing = this.cases.unsent(filed) ?? this.cases.file(filed, filing_id, null);
      expect(filing.id).toBe(filing_id);
      filing.way = batch;
      batch.filings.push(filing);
    }
    this.cases.batches.push(batch);
    return cases;
  };

  private readonly acknowledge = async ({ one, two, three }: Step): Promise<Case[]> => {
    const { batches } = this.cases;
    const awaiting = batches.filter(({ filings }) => filings.some(({ answer }) => answer === null));
    const isNamed = two % 4 > 0;
    // Mostly one that waits; at times one that has its answer, or none by name, which is one only where just one waits.
    const named = isNamed ? pick(two % 4 === 1 ? batches : awaiting, one) : undefined;
    if (isNamed && !named) return [];
    const batch = named ?? (awaiting.length === 1 ? awaiting[0] : undefined);
    const count = (batch?.filings.length ?? 1) + Number(three % 9 === 0);
    const bsaIds = three % 4 === 0 ? null : Array.from({ length: count }, () => this.nextBsaId());
    const isMiscounted = count !== batch?.filings.length;
    const code = !batch
      ? 'CTR_BATCH_NOT_FOUND'
      : !awaiting.includes(batch)
        ? 'CTR_BATCH_ACKNOWLEDGED'
        : isMiscounted
          ? 'CTR_ACKNOWLEDGEMENT_UNREADABLE'
          : null;
    const reports = bsaIds?.map((bsa_id) => ({ bsa_id })) ?? Array.from({ length: count }, () => ({}));
    const answer = await this.expected(code, 'rpc_acknowledge_ctr_batch', {
      p_is_accepted: bsaIds !== null,
      p_reports: reports,
      p_batch_id: named?.id,
    });
    if (answer === null || !batch) return [];
    this.cases.answer(batch, bsaIds);
    const answered = this.cases.cases.filter(({ filings }) => filings.some((filing) => batch.filings.includes(filing)));
    return [...new Set(answered.map(wholeOf))];
  };

  private readonly changeProfile = async ({ two }: Step): Promise<Case[]> => {
    // Mostly whole, or nothing could ever be filed.
    const isThere = two % 3 > 0;
    await this.done('rpc_update_filing_profile', { p_changes: { contact_phone: isThere ? '7755550100' : null } });
    if (isThere) this.cases.profileLacks.clear();
    else this.cases.profileLacks.add('profile_contact_phone');
    return [];
  };

  /** The cases that have opened are those that are due, and no other. */
  private async findOpened(): Promise<Case[]> {
    const due = this.cases.due().toSorted(byText);
    const opened = await this.sql()<{ id: string; key: string }[]>`
      select id, gaming_day || ' ' || coalesce(player_id, unknown_patron_id) as key from public.ctr_case
      where gaming_day = any (${DAYS}::date[]) and id <> all (${this.cases.cases.map(({ id }) => id)}::uuid[])`;
    expect(opened.map(({ key }) => key).toSorted(byText)).toEqual(due);
    return opened.map(({ id, key }) => this.cases.open(id, ...(key.split(' ') as [string, string])));
  }

  /** A case as it is answered, beside the model's. */
  private async compare(one: Case): Promise<void> {
    if (one.mergedInto !== null) {
      await this.expected('CTR_CASE_NOT_FOUND', 'rpc_get_ctr_case', { p_case_id: one.id });
      return;
    }
    expect(viewOf(await this.done<CaseRow>('rpc_get_ctr_case', { p_case_id: one.id }))).toEqual(this.cases.viewOf(one));
  }

  /** Everything there is: totals, cases, what waits, and what was ever filed, which stays as it was. */
  async compareAll(): Promise<void> {
    const kept = await this.sql()`
      select gaming_day || ' ' || patron_id as key, cash_in_cents::int as "in", cash_out_cents::int as out, entry_count as count
      from public.mtl_patron_day where entry_count > 0 and gaming_day = any (${DAYS}::date[])`;
    expect(new Map(kept.map(({ key, ...sum }) => [key, sum]))).toEqual(this.log.sums());
    for (const one of this.cases.cases) await this.compare(one);
    const { items } = await this.done<{ items: CaseRow[] }>('rpc_list_ctr_cases', { p_is_waiting: true, p_limit: 200 });
    const waiting = items.filter(({ gaming_day }) => DAYS.includes(gaming_day)).map(({ id }) => id);
    expect(waiting.toSorted(byText)).toEqual(
      this.cases
        .standing()
        .filter(this.cases.isWaiting)
        .map(({ id }) => id)
        .toSorted(byText),
    );
    const filings = await this.sql()<{ id: string; report: ReportRow }[]>`select id, report from public.ctr_filing`;
    const reports = new Map(filings.map(({ id, report }) => [id, readReport(report)]));
    for (const { id, kind, priorBsaId, report } of this.cases.cases.flatMap(({ filings }) => filings))
      expect(reports.get(id)).toEqual({ kind, priorBsaId, ...report });
  }
}

const sumOf = (lines: Lines) => lines.reduce((sum, { cents }) => sum + cents, 0);
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).toSorted(byText);
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A report as it was kept, in the words of the model. */
function readReport(row: ReportRow): Report & { kind: string; priorBsaId: string | null } {
  return {
    kind: row.kind,
    priorBsaId: row.prior_bsa_id,
    in: sumOf(row.cash_in),
    out: sumOf(row.cash_out),
    persons: byJson(
      row.persons.map(({ role, last_name, cash_in, cash_out, is_multiple }) => ({
        role,
        lastName: last_name,
        in: sumOf(cash_in),
        out: sumOf(cash_out),
        isMultiple: is_multiple,
      })),
    ),
  };
}

function viewOfFiling({ filing_id, kind, bsa_id, is_accepted, withdrawn_at }: FilingRow) {
  const answered = is_accepted === null ? null : is_accepted ? 'accepted' : 'rejected';
  return { id: filing_id, kind, bsaId: bsa_id, answer: withdrawn_at === null ? answered : 'withdrawn' };
}

/** A case as it was answered, in the words of the model. */
function viewOf(row: CaseRow) {
  return {
    id: row.id,
    status: row.status,
    needsAmendment: row.needs_amendment,
    in: row.cash_in_cents,
    out: row.cash_out_cents,
    reported: row.reported,
    isAggregated: row.is_aggregated,
    notRequiredReason: row.not_required_reason,
    version: row.version,
    missing: row.missing.map(snake).toSorted(byText),
    persons: row.persons.map(({ person_id, roles }) => ({
      person: person_id,
      roles: byJson(
        (roles ?? []).map(({ role, cash_in_cents, cash_out_cents, entry_count }) => ({
          role,
          in: cash_in_cents,
          out: cash_out_cents,
          entries: entry_count,
        })),
      ),
    })),
    entries: idsOf(row.entries),
    voided: idsOf(row.voided_entries),
    filings: row.filings.map(viewOfFiling),
    mergedFilings: row.merged_filings.map(viewOfFiling).toSorted(({ id }, other) => byText(id, other.id)),
    amendsBsaId: row.amends_bsa_id,
    otherBsaIds: row.other_bsa_ids,
  };
}
