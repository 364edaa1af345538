import type { FieldErrors, Resolver } from 'react-hook-form';
import { ALERT_RULES } from '@/components/domain/alert-rules';
import { type FieldMessage, namedFields } from '@/components/forms/save-outcome';
import type { Refusal } from '@/lib/client/api';
import { rule } from '@/lib/shared/rules';
import { alertThresholdsSchema, updateCasinoSettingsInputSchema } from '@/services/casino/dtos';
import { type EditedSettings, MONEY_SETTINGS, nestFacts, readSettings, type SettingsValues } from './settings-model';

const plainSettingsSchema = updateCasinoSettingsInputSchema.omit({ alertThresholds: true, expectedUpdatedAt: true });

/** The broken rule by the path of its field, as the server's refusals have it: `alertThresholds.tableIdle.warnMinutes`. */
export type FieldMessages = Record<string, string>;

/** What is wrong with the settings, by the schemas that the server goes by. Empty: nothing. */
export function checkSettings({ alertThresholds, ...plain }: EditedSettings): FieldMessages {
  const thresholds = alertThresholdsSchema.safeParse(alertThresholds);
  const rest = plainSettingsSchema.safeParse(plain);
  const issues = [
    ...(rest.error?.issues ?? []),
    ...(thresholds.error?.issues ?? []).map((issue) => ({ ...issue, path: ['alertThresholds', ...issue.path] })),
  ];
  const messages: FieldMessages = {};
  for (const { path, message } of issues) {
    const name = fieldOf(path.join('.'));
    messages[name] ??= isMoney(name) ? rule('amount', { whole: '200', decimals: '62.50' }) : message;
  }
  return messages;
}

/** The field of the form that a path speaks of: all presets share one. */
function fieldOf(path: string): string {
  return path.startsWith('rewardPresetPoints') ? 'rewardPresetPoints' : path;
}

function isMoney(path: string): boolean {
  const isFigure = ALERT_RULES.some((alert) =>
    alert.fields.some(({ name, unit }) => unit === 'money' && path === `alertThresholds.${alert.rule}.${name}`),
  );
  return isFigure || MONEY_SETTINGS.includes(path);
}

/** The fields that a refusal speaks of. */
export function refusedSettings(refusal: Refusal): FieldMessage[] {
  return namedFields(refusal).map(({ path, message }) => ({ path: fieldOf(path), message }));
}

/** The form's validation: reads what was typed and holds it against the schemas. */
export const settingsResolver: Resolver<SettingsValues, unknown, EditedSettings> = (values) => {
  const edited = readSettings(values);
  const messages = Object.entries(checkSettings(edited));
  if (messages.length === 0) return { values: edited, errors: {} };
  const errors = Object.fromEntries(messages.map(([path, message]) => [path, { type: 'validate', message }]));
  return { values: {}, errors: nestFacts(errors) as FieldErrors<SettingsValues> };
};
