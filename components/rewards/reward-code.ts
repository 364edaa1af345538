import { PROMO_TYPE_FACTS } from '@/lib/shared/promo-types';
import type { RewardFamily } from '@/services/catalog/dtos';
import { kindOf } from './reward-form-schema';

const CODE_MAX = 50;
const PREFIXES = new Map<string, string>(
  Object.entries(PROMO_TYPE_FACTS).map(([type, { codePrefix }]) => [type, codePrefix]),
);

/**
 * A code made of what is known of a new reward: `COMP_MEAL_DINNER_AT_THE_GRILL`, `MP_DAILY`. Another one when it is taken.
 * Empty until there is a name.
 */
export function suggestCode(family: RewardFamily, kind: string, name: string, taken: ReadonlySet<string>): string {
  const nameWords = wordsOf(name);
  if (nameWords.length === 0) return '';
  const ofKind = wordsOf(kindOf(kind));
  const known = family === 'points_comp' ? undefined : PREFIXES.get(kindOf(kind));
  const start = known ? [known] : [family === 'points_comp' ? 'COMP' : 'ENT', ...ofKind];
  const rest = nameWords.filter((word) => !ofKind.includes(word));
  const code = cut([...start, ...rest].join('_'), CODE_MAX);
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? code : `${cut(code, CODE_MAX - 4)}_${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f']/g, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/_+$/, '');
}
