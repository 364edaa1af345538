import type { Direction, Entry, LogModel } from './log-model';

const THRESHOLD = 1_000_000;
const DIRECTIONS: readonly Direction[] = ['in', 'out'];
/** What the form asks of every person, and the fields that answer it. */
const ASKED: Record<string, string[]> = {
  last_name: ['last_name'],
  first_name: ['first_name'],
  birth_date: ['birth_date'],
  street: ['street'],
  city: ['city'],
  zip: ['zip'],
  country: ['country'],
  tin: ['tin', 'tin_type'],
  identification: ['id_type', 'id_number', 'id_country'],
  occupation: ['occupation'],
};

type Role = 'own_behalf' | 'for_another' | 'on_behalf';
type Part = { role: Role; person: string; entry: Entry };
/** What one person did in one role. */
export type PersonReport = { role: Role; lastName: string | null; in: number; out: number; isMultiple: boolean };
export type Report = { in: number; out: number; persons: PersonReport[] };
type Filing = {
  id: string;
  kind: 'initial' | 'amendment';
  priorBsaId: string | null;
  report: Report;
  /** Typed into FinCEN's own form, or in which file it went out; null while it waits for one. */
  way: 'own_form' | Batch | null;
  /** Withdrawn: taken back before it went out. */
  answer: 'accepted' | 'rejected' | 'withdrawn' | null;
  bsaId: string | null;
};
export type Batch = { id: string; filings: Filing[] };
type Said = { facts: Map<string, string>; unknown: string[]; isVerified: boolean };
export type Case = {
  id: string;
  day: string;
  openedUnder: string;
  mergedInto: Case | null;
  /** Why no report is required, or, of a filed case, no amendment. */
  dismissedWhy: string | null;
  hasChanged: boolean;
  isAggregated: boolean;
  version: number;
  said: Map<string, Said>;
  filings: Filing[];
};

export const isAwaited = ({ answer }: Filing) => answer === null;
const isLive = ({ answer }: Filing) => answer !== 'rejected' && answer !== 'withdrawn';
const isOut = (filing: Filing) => isLive(filing) && filing.way !== null;
const byId = (one: Filing, other: Filing) => byText(one.id, other.id);
export const byText = (one: string, other: string) => (one < other ? -1 : Number(one > other));
export const byJson = <T>(rows: T[]): T[] =>
  rows.toSorted((one, other) => byText(JSON.stringify(one), JSON.stringify(other)));

/** The life of a case as docs/ctr.md tells it, worked out anew from the log, what was said, and what was filed. */
export class CaseModel {
  readonly cases: Case[] = [];
  readonly batches: Batch[] = [];
  /** What of the filing profile has been taken away. */
  readonly profileLacks = new Set<string>();

  private readonly log: LogModel;
  private readonly enrolledAs: ReadonlyMap<string, string>;

  constructor(log: LogModel, enrolledAs: ReadonlyMap<string, string>) {
    this.log = log;
    this.enrolledAs = enrolledAs;
  }

  readonly ownerOf = (one: Case): string => this.log.who(one.openedUnder);

  readonly standing = (): Case[] => this.cases.filter(({ mergedInto }) => mergedInto === null);

  private readonly behind = (one: Case): Entry[] => {
    const owner = this.ownerOf(one);
    return this.log.entries.filter(
      (entry) => entry.day === one.day && entry.cents > 0 && this.log.peopleOf(entry).has(owner),
    );
  };

  /** Every entry that counts and stands. */
  private readonly counted = (one: Case): Entry[] => this.behind(one).filter(({ isVoided }) => !isVoided);

  readonly filed = (one: Case): Filing[] => one.filings.filter(isLive);

  /** What went out of cases that became part of this one. */
  private readonly taken = (one: Case): Filing[] =>
    this.cases
      .filter((part) => part !== one && wholeOf(part) === one)
      .flatMap(({ filings }) => filings.filter(isOut))
      .toSorted(byId);

  /** The report that the next one amends. */
  private readonly prior = (one: Case): Filing | undefined => this.filed(one).at(-1) ?? this.taken(one).at(-1);

  /** What FinCEN has beside it, that no amendment names. */
  private readonly others = (one: Case): string[] => {
    const live = [...this.filed(one), ...this.taken(one)].toSorted(byId);
    const named = live.map(({ priorBsaId }) => priorBsaId);
    return live.flatMap(({ bsaId }) =>
      bsaId === null || named.includes(bsaId) || bsaId === this.prior(one)?.bsaId ? [] : [bsaId],
    );
  };

  /** More than the threshold, or said in what FinCEN has or is to have, while anything is left of it. */
  readonly reported = (one: Case): Direction[] => {
    const entries = this.counted(one);
    const before = this.prior(one)?.report;
    return DIRECTIONS.filter((direction) => {
      const sum = sumOf(entries, direction);
      return sum > THRESHOLD || (sum > 0 && (before?.[direction] ?? 0) > 0);
    });
  };

  /** In which role everybody took part in some entries, each once. */
  private readonly partsIn = (entries: Entry[]): Part[] => {
    const parts = new Map<string, Part>();
    for (const entry of entries) {
      const roles: [string, Role][] = [
        [entry.atWindow, entry.principal === null ? 'own_behalf' : 'for_another'],
        ...entry.sharers.map((name): [string, Role] => [name, 'own_behalf']),
      ];
      if (entry.principal !== null) roles.push([entry.principal, 'on_behalf']);
      for (const [name, role] of roles) {
        const person = this.log.who(name);
        parts.set(`${entry.id} ${person} ${role}`, { role, person, entry });
      }
    }
    return [...parts.values()];
  };

  private readonly entriesReported = (one: Case): Entry[] => {
    const directions = this.reported(one);
    return this.counted(one).filter(({ direction }) => directions.includes(direction));
  };

  readonly persons = (one: Case): string[] => {
    if (one.isAggregated) return [this.ownerOf(one)];
    return [...new Set(this.partsIn(this.entriesReported(one)).map(({ person }) => person))].toSorted(byText);
  };

  private readonly saidOf = (one: Case, person: string): Said =>
    one.said.get(person) ?? { facts: new Map(), unknown: [], isVerified: false };

  private readonly lastName = (one: Case, person: string): string | null => {
    const { facts, unknown } = this.saidOf(one, person);
    if (unknown.includes('last_name')) return null;
    return facts.get('last_name') ?? this.enrolledAs.get(person) ?? null;
  };

  private readonly missingOf = (one: Case, person: string): string[] => {
    const { facts, unknown, isVerified } = this.saidOf(one, person);
    const enrolled = this.enrolledAs.has(person) ? ['last_name', 'first_name'] : [];
    const isKnown = (field: string) => facts.has(field) || enrolled.includes(field);
    const missing = Object.keys(ASKED).filter((name) => !unknown.includes(name) && !ASKED[name]?.every(isKnown));
    // Only some countries have states.
    if (facts.get('country') === 'US' && !facts.has('state') && !unknown.includes('state')) missing.push('state');
    if (!isVerified && !unknown.includes('identification')) missing.push('verified_by');
    return missing;
  };

  readonly missing = (one: Case): string[] => {
    if (this.reported(one).length === 0) return ['below_threshold'];
    const ofPersons = this.persons(one).flatMap((person) => this.missingOf(one, person));
    return [...new Set([...ofPersons, ...this.profileLacks])].toSorted(byText);
  };

  readonly status = (one: Case): string => {
    if (this.filed(one).length > 0) return 'filed';
    if (one.dismissedWhy !== null) return 'not_required';
    if (this.missing(one).length === 0) return 'ready';
    return one.said.size === 0 ? 'open' : 'information_missing';
  };

  /** The report as it stands, by who is in it and with how much. */
  readonly reportOf = (one: Case): Report => {
    const entries = this.entriesReported(one);
    const parts: Part[] = one.isAggregated
      ? entries.map((entry) => ({ role: 'on_behalf', person: this.ownerOf(one), entry }))
      : this.partsIn(entries);
    const persons = [...Map.groupBy(parts, ({ role, person }) => `${role} ${person}`).values()].map(
      (own): PersonReport => {
        const [{ role, person } = { role: 'own_behalf' as const, person: '' }] = own;
        const ownEntries = own.map(({ entry }) => entry);
        return {
          role,
          lastName: this.lastName(one, person),
          in: sumOf(ownEntries, 'in'),
          out: sumOf(ownEntries, 'out'),
          isMultiple: own.length > 1,
        };
      },
    );
    return { in: sumOf(entries, 'in'), out: sumOf(entries, 'out'), persons: byJson(persons) };
  };

  /** Why a case cannot be filed; null where it can. */
  readonly refusalToFile = (one: Case): string | null => {
    if (one.mergedInto !== null) return 'CTR_CASE_NOT_FOUND';
    if (this.status(one) === 'not_required') return 'CTR_CASE_CLOSED';
    const newest = this.filed(one).at(-1);
    if (newest !== undefined && !one.hasChanged) return 'CTR_CASE_CLOSED';
    const awaited = newest === undefined ? this.taken(one) : [newest];
    if (awaited.some(isAwaited)) return 'CTR_ACKNOWLEDGEMENT_AWAITED';
    return this.missing(one).length > 0 ? 'CTR_CASE_NOT_READY' : null;
  };

  /** Why nothing can be decided about a case; null where it can. Once a report went out, it is an amendment that is not required. */
  readonly refusalToDecide = (one: Case, isDismissed: boolean): string | null => {
    const out = one.filings.filter(isOut);
    if (!isDismissed) return this.filed(one).length > 0 && one.dismissedWhy === null ? 'CTR_CASE_CLOSED' : null;
    if (out.length === 0) return null;
    if (this.reported(one).length > 0) return 'CTR_CASE_CLOSED';
    return out.some(isAwaited) ? 'CTR_ACKNOWLEDGEMENT_AWAITED' : null;
  };

  readonly decide = (one: Case, dismissedWhy: string | null): void => {
    const unsent = dismissedWhy === null ? undefined : this.unsent(one);
    if (unsent !== undefined) unsent.answer = 'withdrawn';
    one.dismissedWhy = dismissedWhy;
    one.hasChanged = dismissedWhy === null && this.filed(one).length > 0;
  };

  /** A report that is filed and has not gone out; what became part of another case goes out no more. */
  readonly unsent = (one: Case): Filing | undefined =>
    one.mergedInto === null ? one.filings.find((filing) => isLive(filing) && filing.way === null) : undefined;

  readonly isWaiting = (one: Case): boolean =>
    !['filed', 'not_required'].includes(this.status(one)) || one.hasChanged || this.unsent(one) !== undefined;

  readonly file = (one: Case, id: string, ownBsaId: string | null): Filing => {
    const priorBsaId = this.prior(one)?.bsaId ?? null;
    const filing: Filing = {
      id,
      kind: priorBsaId === null ? 'initial' : 'amendment',
      priorBsaId,
      report: this.reportOf(one),
      way: ownBsaId === null ? null : 'own_form',
      answer: ownBsaId === null ? null : 'accepted',
      bsaId: ownBsaId,
    };
    one.filings.push(filing);
    one.hasChanged = false;
    one.dismissedWhy = null;
    return filing;
  };

  /** FinCEN's answer: what it rejected was never filed, or leaves what it has from before to be amended still. */
  readonly answer = (batch: Batch, bsaIds: string[] | null): void => {
    for (const [index, filing] of batch.filings.entries()) {
      filing.answer = bsaIds === null ? 'rejected' : 'accepted';
      filing.bsaId = bsaIds?.[index] ?? null;
      const one = this.cases.find(({ filings }) => filings.includes(filing));
      if (bsaIds === null && one !== undefined) one.hasChanged = this.filed(one).length > 0;
    }
  };

  /** What was filed, or found not to be required, is for a person to look at again. */
  readonly mark = (one: Case): void => {
    one.hasChanged ||= one.dismissedWhy !== null || this.filed(one).length > 0;
  };

  /** After an entry, or its void: every case it is behind. */
  readonly followEntry = (entry: Entry): Case[] => {
    const concerned = this.standing().filter(
      (one) => entry.cents > 0 && one.day === entry.day && this.log.peopleOf(entry).has(this.ownerOf(one)),
    );
    concerned.forEach(this.mark);
    return concerned;
  };

  /** Says who somebody turned out to be: their case becomes that person's, or part of the one there is. */
  readonly identify = (unknown: string, player: string | undefined): Case[] => {
    const isBehind = (one: Case) => this.counted(one).some((entry) => this.log.namesIn(entry).includes(unknown));
    const before = this.standing().filter(isBehind);
    const ofTheirs = this.standing().filter(({ openedUnder }) => openedUnder === unknown);
    const others = this.standing().filter((one) => !ofTheirs.includes(one));
    if (player === undefined) this.log.knownAs.delete(unknown);
    else this.log.knownAs.set(unknown, player);
    for (const one of ofTheirs) {
      one.mergedInto = others.find((o) => o.day === one.day && this.ownerOf(o) === this.ownerOf(one)) ?? null;
    }
    const concerned = new Set([...before, ...ofTheirs, ...this.standing().filter(isBehind)]);
    concerned.forEach(this.mark);
    return [...concerned];
  };

  /** Every patron and gaming day that is over the line and has no case yet. */
  readonly due = (): string[] => {
    const known = new Set(this.standing().map((one) => `${one.day} ${this.ownerOf(one)}`));
    return [...this.log.sums()]
      .filter(([key, sum]) => Math.max(sum.in, sum.out) > THRESHOLD && !known.has(key))
      .map(([key]) => key);
  };

  readonly open = (id: string, day: string, openedUnder: string): Case => {
    const one: Case = {
      id,
      day,
      openedUnder,
      mergedInto: null,
      dismissedWhy: null,
      hasChanged: false,
      isAggregated: false,
      version: 0,
      said: new Map(),
      filings: [],
    };
    this.cases.push(one);
    return one;
  };

  /** A case as the database has to answer it. */
  readonly viewOf = (one: Case) => {
    const entries = this.counted(one);
    const parts = this.partsIn(entries);
    return {
      id: one.id,
      status: this.status(one),
      needsAmendment: one.hasChanged,
      in: sumOf(entries, 'in'),
      out: sumOf(entries, 'out'),
      reported: this.reported(one),
      isAggregated: one.isAggregated,
      notRequiredReason: one.dismissedWhy,
      version: one.version,
      missing: this.missing(one),
      persons: this.persons(one).map((person) => ({
        person,
        roles: byJson(
          [
            ...Map.groupBy(
              parts.filter((part) => part.person === person),
              ({ role }) => role,
            ),
          ].map(([role, own]) => {
            const ownEntries = own.map(({ entry }) => entry);
            return { role, in: sumOf(ownEntries, 'in'), out: sumOf(ownEntries, 'out'), entries: own.length };
          }),
        ),
      })),
      entries: entries.map(({ id }) => id).toSorted(byText),
      voided: this.behind(one)
        .filter(({ isVoided }) => isVoided)
        .map(({ id }) => id)
        .toSorted(byText),
      filings: one.filings.map(viewOfFiling),
      mergedFilings: this.cases
        .filter((part) => part !== one && wholeOf(part) === one)
        .flatMap(({ filings }) => filings.map(viewOfFiling))
        .toSorted(({ id }, other) => byText(id, other.id)),
      amendsBsaId: this.prior(one)?.bsaId ?? null,
      otherBsaIds: this.others(one),
    };
  };
}

const viewOfFiling = ({ id, kind, bsaId, answer }: Filing) => ({ id, kind, bsaId, answer });

/** The case that another became part of, at whatever remove. */
export function wholeOf(one: Case): Case {
  return one.mergedInto === null ? one : wholeOf(one.mergedInto);
}

function sumOf(entries: readonly Entry[], of: Direction): number {
  return entries.reduce((sum, { direction, cents }) => sum + (direction === of ? cents : 0), 0);
}
