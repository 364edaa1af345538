import type { FieldErrors, Resolver } from 'react-hook-form';
import { alertThresholdsSchema, updateCasinoSettingsInputSchema } from '@/services/casino/dtos';
import { ALERT_RULES } from './alert-rules';
import { type EditedSettings, readSettings, type SettingsValues } from './settings-model';

const plainSettingsSchema = updateCasinoSettingsInputSchema.omit({ alertThresholds: true, expectedUpdatedAt: true });
const AMOUNT_WANTED = 'Enter an amount such as 200 or 62.50.';

/** A sentence by the path of its field, as the server's refusals have it: `alertThresholds.tableIdle.warnMinutes`. */
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
    messages[name] ??= isMoney(name) ? AMOUNT_WANTED : message;
  }
  return messages;
}

/** The field of the form that a path speaks of: all presets share one. */
export function fieldOf(path: string): string {
  return path.startsWith('rewardPresetPoints') ? 'rewardPresetPoints' : path;
}

function isMoney(path: string): boolean {
  return ALERT_RULES.some(({ rule, fields }) =>
    fields.some(({ name, unit }) => unit === 'money' && path === `alertThresholds.${rule}.${name}`),
  );
}

/** The messages in the shape the form wants them in: nested by path. */
function nest(messages: FieldMessages): FieldErrors<SettingsValues> {
  const errors: Record<string, unknown> = {};
  for (const [path, message] of Object.entries(messages)) {
    const names = path.split('.');
    const last = names.pop();
    if (last === undefined) continue;
    let place = errors;
    for (const name of names) {
      const inner = (place[name] ?? {}) as Record<string, unknown>;
      place[name] = inner;
      place = inner;
    }
    place[last] = { type: 'validate', message };
  }
  return errors as FieldErrors<SettingsValues>;
}

/** The form's validation: reads what was typed and holds it against the schemas. */
export const settingsResolver: Resolver<SettingsValues> = (values) => {
  const messages = checkSettings(readSettings(values));
  if (Object.keys(messages).length === 0) return { values, errors: {} };
  return { values: {}, errors: nest(messages) };
};
