import { z } from 'zod';
import { type Edited, mergeFacts } from '@/components/forms/facts';
import { gameLabel } from '@/components/labels';
import { formatMoney, formatMoneyInput, parseMoney } from '@/lib/shared/format';
import { rule } from '@/lib/shared/rules';
import { type CreateTableInput, createTableInputSchema, type House, type HouseTable } from '@/services/house/dtos';
import { t } from '@/words/say';

const contract = createTableInputSchema.shape;

/** What is edited of a table. */
export type TableContent = CreateTableInput;
/** The form as it is typed: every figure a text. */
export type TableValues = Record<keyof TableContent, string>;

const moneyText = z.string().transform((text, context) => {
  const cents = parseMoney(text);
  if (cents !== null) return cents;
  context.addIssue({ code: 'custom', message: rule('amount', { whole: '25', decimals: '12.50' }) });
  return z.NEVER;
});
const wholeText = z.string().transform((text) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN));

/** Reads the form, by the rules of the contract. */
export const tableFormSchema = z
  .object({
    pitId: contract.pitId,
    label: contract.label,
    gameType: contract.gameType,
    seatCount: wholeText.pipe(contract.seatCount),
    minBetCents: moneyText.pipe(contract.minBetCents),
    maxBetCents: moneyText.pipe(contract.maxBetCents),
  })
  .refine(({ minBetCents, maxBetCents }) => maxBetCents >= minBetCents, {
    path: ['maxBetCents'],
    error: () => t('house.maxBelowMin'),
  });

export function tableContent({
  pitId,
  label,
  gameType,
  seatCount,
  minBetCents,
  maxBetCents,
}: HouseTable): TableContent {
  return { pitId, label, gameType, seatCount, minBetCents, maxBetCents };
}

/** A table as the form shows it; a new one stands in the first pit and deals the first game. */
export function tableValues(table: TableContent | null, { pits, games }: House): TableValues {
  if (table === null)
    return {
      pitId: pits[0]?.id ?? '',
      label: '',
      gameType: games[0]?.gameType ?? '',
      seatCount: '6',
      minBetCents: '',
      maxBetCents: '',
    };
  return {
    ...table,
    seatCount: String(table.seatCount),
    minBetCents: formatMoneyInput(table.minBetCents),
    maxBetCents: formatMoneyInput(table.maxBetCents),
  };
}

const FACT_NAMES = {
  pitId: () => t('house.pit'),
  label: () => t('house.label'),
  gameType: () => t('house.game'),
  seatCount: () => t('house.seats'),
  minBetCents: () => t('house.minBet'),
  maxBetCents: () => t('house.maxBet'),
} satisfies Record<keyof TableContent, () => string>;

/** A table as several people may edit it. */
export function editedTable({ pits, games }: House, currency: string): Edited<TableContent> {
  return {
    name: t('house.thisTable'),
    changedCode: 'TABLE_CHANGED',
    factsOf: (table) => ({ ...table }),
    factName: (fact) => FACT_NAMES[fact as keyof TableContent](),
    factText: (fact, value) => {
      if (fact.endsWith('Cents')) return formatMoney(Number(value), currency);
      if (fact === 'pitId') return pits.find(({ id }) => id === value)?.name ?? t('forms.none');
      if (fact === 'gameType') return gameName(games, String(value));
      return String(value);
    },
    merge: mergeFacts,
  };
}

/** What a game of the casino is called. */
export function gameName(games: House['games'], gameType: string): string {
  return gameLabel({ gameType, gameName: games.find((game) => game.gameType === gameType)?.name ?? gameType });
}
