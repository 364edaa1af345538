import type { SetDayRuleInput } from './dtos';

/** Query keys of the house, the tenant first. */
export const houseKeys = {
  house: (casinoId: string) => [casinoId, 'house'] as const,
  dayRules: (casinoId: string) => [casinoId, 'day-rules'] as const,
  dayRulePreview: (casinoId: string, input: SetDayRuleInput | null) =>
    [casinoId, 'day-rules', 'preview', input] as const,
};
