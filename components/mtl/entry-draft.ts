import { fromWallTime } from '@/components/domain/casino-time';
import { parseMoney } from '@/lib/shared/format';
import { MTL_KIND_FACTS } from '@/lib/shared/kinds';
import type { Player } from '@/services/floor/dtos';
import type {
  DescribePatronInput,
  MtlArea,
  MtlKind,
  MtlTender,
  PreviewMtlEntryQuery,
  RecordMtlEntryInput,
} from '@/services/mtl/dtos';
import { t } from '@/words/say';

/** How the patron is named: a player, somebody described earlier today, or somebody described now. */
export const PATRON_WAYS = ['player', 'unknown', 'new'] as const;
export type PatronWay = (typeof PATRON_WAYS)[number];

/** How somebody looked, as typed. */
export type Looks = {
  description: string;
  sex: '' | 'female' | 'male';
  ageRange: string;
  hair: string;
  height: string;
  clothing: string;
  /** At the table of the entry. */
  seat: string;
};

/** Somebody else in the same transaction. */
export type OtherParty = { id: string; name: string; isPlayer: boolean };

/** An entry as it is being typed. */
export type EntryDraft = {
  amount: string;
  kind: MtlKind;
  tender: MtlTender;
  way: PatronWay;
  player: Player | null;
  unknownPatronId: string;
  looks: Looks;
  area: MtlArea;
  tableId: string;
  agentOf: Player | null;
  others: readonly OtherParty[];
  /** By the clock of the casino; empty: now. */
  occurredAt: string;
  note: string;
};

export const EMPTY_DRAFT: EntryDraft = {
  amount: '',
  kind: 'chip_purchase',
  tender: 'currency',
  way: 'player',
  player: null,
  unknownPatronId: '',
  looks: { description: '', sex: '', ageRange: '', hair: '', height: '', clothing: '', seat: '' },
  area: 'cage',
  tableId: '',
  agentOf: null,
  others: [],
  occurredAt: '',
  note: '',
};

/** Another kind, and where such entries are, where that is certain. */
export function changeOfKind(kind: MtlKind): Partial<EntryDraft> {
  if (MTL_KIND_FACTS[kind].needsTable) return { kind, area: 'pit' };
  return kind === 'jackpot_hand_pay' ? { kind, area: 'slots' } : { kind };
}

/** What is still missing, in words; null when it can be confirmed. */
export function missingOf(draft: EntryDraft, timeZone: string): string | null {
  if (!parseMoney(draft.amount)) return t('mtl.typeAmount');
  if (!isPatronNamed(draft)) return t('mtl.sayWho');
  if (MTL_KIND_FACTS[draft.kind].needsTable && tableOf(draft) === undefined) return t('mtl.pickTable');
  if (draft.occurredAt !== '' && fromWallTime(draft.occurredAt, timeZone) === null) return t('mtl.sayWhen');
  return null;
}

function isPatronNamed({ way, player, unknownPatronId, looks }: EntryDraft): boolean {
  if (way === 'player') return player !== null;
  return way === 'unknown' ? unknownPatronId !== '' : looks.description.trim() !== '';
}

/** The entry as it is sent; null while something is missing. */
export function toEntryInput(draft: EntryDraft, timeZone: string): RecordMtlEntryInput | null {
  const amountCents = parseMoney(draft.amount);
  if (missingOf(draft, timeZone) !== null || !amountCents) return null;
  const sharedWith = draft.others.map(({ id, isPlayer }) => (isPlayer ? { playerId: id } : { unknownPatronId: id }));
  return {
    kind: draft.kind,
    tender: draft.tender,
    amountCents,
    ...patronOf(draft),
    area: draft.area,
    tableId: tableOf(draft),
    ...(draft.agentOf ? { agentOfPlayerId: draft.agentOf.id } : {}),
    ...(sharedWith.length > 0 ? { sharedWith } : {}),
    ...occurredOf(draft, timeZone),
    ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
  };
}

function tableOf({ area, tableId }: EntryDraft): string | undefined {
  return area === 'pit' && tableId !== '' ? tableId : undefined;
}

function occurredOf({ occurredAt }: EntryDraft, timeZone: string): { occurredAt?: string } {
  const instant = fromWallTime(occurredAt, timeZone);
  return instant === null ? {} : { occurredAt: instant };
}

function patronOf(draft: EntryDraft): Pick<RecordMtlEntryInput, 'playerId' | 'unknownPatronId' | 'unknownPatron'> {
  const { way, player, unknownPatronId } = draft;
  if (way === 'player') return player ? { playerId: player.id } : {};
  return way === 'unknown' ? { unknownPatronId } : { unknownPatron: looksOf(draft) };
}

function looksOf(draft: EntryDraft): DescribePatronInput {
  const { description, sex, seat, ...looks } = draft.looks;
  const tableId = tableOf(draft);
  const said = Object.entries(looks).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : []));
  return {
    description: description.trim(),
    ...(sex === '' ? {} : { sex }),
    ...(Object.fromEntries(said) as Partial<Looks>),
    tableId,
    ...(tableId !== undefined && seat !== '' ? { seat: Number(seat) } : {}),
  } as DescribePatronInput;
}

/** Somebody whose day the entry would change, with the question what it makes of it. */
export type Standing = { key: string; name: string | null; query: PreviewMtlEntryQuery };

/** Everybody whose day the entry would change: the patron, for whom they act, and who shares the transaction. */
export function standingsOf(draft: EntryDraft, timeZone: string): Standing[] {
  const { kind, tender, agentOf, others } = draft;
  const entry = { kind, tender, amountCents: parseMoney(draft.amount) ?? 0, ...occurredOf(draft, timeZone) };
  const { playerId, unknownPatronId } = patronOf(draft);
  const patron = playerId ? { playerId } : unknownPatronId ? { unknownPatronId } : {};
  return [
    { key: 'patron', name: null, query: { ...entry, ...patron } },
    ...(agentOf ? [{ key: agentOf.id, name: agentOf.name, query: { ...entry, playerId: agentOf.id } }] : []),
    ...others.map(({ id, name, isPlayer }) => ({
      key: id,
      name,
      query: { ...entry, ...(isPlayer ? { playerId: id } : { unknownPatronId: id }) },
    })),
  ];
}
