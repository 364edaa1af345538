import type { Resolver } from 'react-hook-form';
import { type Edited, mergeFacts } from '@/components/forms/facts';
import { roleLabel } from '@/components/labels';
import { formatMoney, formatMoneyInput, formatPoints, parseMoney, parsePoints } from '@/lib/shared/format';
import type { AuthorityLimit } from '@/services/authority/dtos';
import { t } from '@/words/say';

/** What one person may give; of the house it is what one player is given. */
export const PERSON_LIMITS = [
  'pointsAtOnce',
  'pointsPerShift',
  'pointsPerDay',
  'valueAtOnceCents',
  'valuePerDayCents',
] as const;
export const HOUSE_LIMITS = ['playerPerDayCents'] as const;
export type LimitField = (typeof PERSON_LIMITS)[number] | (typeof HOUSE_LIMITS)[number];

/** Limits as they are edited; null: no limit. Those that are not the holder's are not there. */
export type Limits = Partial<Record<LimitField, number | null>>;
/** The form as it is typed; no limit is empty. */
export type LimitValues = Partial<Record<LimitField, string>>;

const MOST_POINTS = 1_000_000_000;
const MOST_CENTS = 100_000_000_000;

/** The limits that such a row can have. */
export function fieldsOf({ role, staffId }: AuthorityLimit): readonly LimitField[] {
  return role === null && staffId === null ? HOUSE_LIMITS : PERSON_LIMITS;
}

/** What the row is of, in a word that no other row has. */
export function holderOf({ role, staffId }: AuthorityLimit): string {
  return staffId ?? role ?? 'house';
}

/** Whose limits they are, as it is said. */
export function holderName({ role, staffId, staffName }: AuthorityLimit): string {
  if (staffId !== null) return staffName ?? '';
  return role === null ? t('authority.house') : roleLabel(role);
}

export function limitsOf(limit: AuthorityLimit): Limits {
  return Object.fromEntries(fieldsOf(limit).map((field) => [field, limit[field]]));
}

/** Whether any of them is set. */
export function isLimited(limit: AuthorityLimit): boolean {
  return fieldsOf(limit).some((field) => limit[field] !== null);
}

const isMoney = (field: string) => field.endsWith('Cents');

/** The figure of a limit. */
export function limitText(field: LimitField, value: number, currency: string): string {
  return isMoney(field) ? formatMoney(value, currency) : formatPoints(value);
}

export function limitValues(limits: Limits | null): LimitValues {
  return Object.fromEntries(
    Object.entries(limits ?? {}).map(([field, value]) => {
      if (value === null || value === undefined) return [field, ''];
      return [field, isMoney(field) ? formatMoneyInput(value) : String(value)];
    }),
  );
}

/** What is typed, as it is sent. Zero is a limit: nothing may be given. */
export const readLimits: Resolver<LimitValues, unknown, Limits> = (values) => {
  const read = Object.entries(values).map(([field, text]) => ({ field, value: readLimit(field, text ?? '') }));
  const wrong = read.filter(({ value }) => value === undefined);
  if (wrong.length === 0) {
    return { values: Object.fromEntries(read.map(({ field, value }) => [field, value])) as Limits, errors: {} };
  }
  return {
    values: {},
    errors: Object.fromEntries(
      wrong.map(({ field }) => [
        field,
        { type: 'value', message: t(isMoney(field) ? 'authority.wrongMoney' : 'authority.wrongPoints') },
      ]),
    ),
  };
};

function readLimit(field: string, text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = isMoney(field) ? parseMoney(text) : readPoints(text);
  return value === null || value > (isMoney(field) ? MOST_CENTS : MOST_POINTS) ? undefined : value;
}

/** As elsewhere, but that none at all may be given, too. */
function readPoints(text: string): number | null {
  return /^\s*0+\s*$/.test(text) ? 0 : parsePoints(text);
}

/** Limits as several people may edit them. */
export function editedLimits(currency: string): Edited<Limits> {
  return {
    name: t('forms.thisLimit'),
    changedCode: 'AUTHORITY_CHANGED',
    factsOf: (limits) => limits,
    factName: (fact) => t(`authority.${fact as LimitField}`),
    factText: (fact, value) =>
      typeof value === 'number' ? limitText(fact as LimitField, value, currency) : t('forms.none'),
    merge: mergeFacts,
  };
}
