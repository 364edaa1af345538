import { ALERT_RULES, type AlertRule, type RuleField, type RuleUnit } from '@/components/domain/alert-rules';
import { changesOf, type Facts } from '@/components/forms/facts';
import { formatMoneyInput, parseMoney } from '@/lib/shared/format';
import type { AlertThresholds, CasinoSettings, UpdateCasinoSettingsInput } from '@/services/casino/dtos';

/** A rule as the form holds it: its switch, where it has one, and its figures as typed. */
export type RuleValues = { enabled?: boolean } & { [field: string]: string | boolean | undefined };

/** The settings as the form holds them: figures as typed, under the names that refusals use. */
export type SettingsValues = {
  promoRequireExactMatch: boolean;
  promoAllowAnonymousIssuance: boolean;
  rewardSoftCapPoints: string;
  /** Separated by commas. */
  rewardPresetPoints: string;
  /** Empty: no limit. */
  rewardsPerStaffPerMinute: string;
  compDebtLimitPoints: string;
  correctionDebtLimitPoints: string;
  stopsOnExpiredLicence: boolean;
  licenceWarningDays: string;
  /** Empty: a tablet that lies untouched stays open. */
  idleLockMinutes: string;
  minimumAgeYears: string;
  /** Empty: visits that nobody ends stay open. */
  autoEndVisitsAfterDays: string;
  watchlistFloorCents: string;
  nearCtrFirstPercent: string;
  nearCtrSecondPercent: string;
  ctrThresholdCents: string;
  alertThresholds: Record<string, RuleValues>;
};

/** The settings that this form changes, beside the thresholds. */
const EDITED = [
  'promoRequireExactMatch',
  'promoAllowAnonymousIssuance',
  'rewardSoftCapPoints',
  'rewardPresetPoints',
  'rewardsPerStaffPerMinute',
  'compDebtLimitPoints',
  'correctionDebtLimitPoints',
  'stopsOnExpiredLicence',
  'licenceWarningDays',
  'idleLockMinutes',
  'minimumAgeYears',
  'autoEndVisitsAfterDays',
  'watchlistFloorCents',
  'nearCtrFirstPercent',
  'nearCtrSecondPercent',
  'ctrThresholdCents',
] as const;

/** Those of them that are money. */
export const MONEY_SETTINGS: readonly string[] = [
  'watchlistFloorCents',
  'ctrThresholdCents',
] satisfies (typeof EDITED)[number][];

/** The part of the settings that this form changes, complete. A figure that is none is NaN, for the schema to refuse. */
export type EditedSettings = Pick<CasinoSettings, (typeof EDITED)[number] | 'alertThresholds'>;

/** The saved settings as texts to edit. */
export function toSettingsValues(settings: EditedSettings): SettingsValues {
  return {
    promoRequireExactMatch: settings.promoRequireExactMatch,
    promoAllowAnonymousIssuance: settings.promoAllowAnonymousIssuance,
    rewardSoftCapPoints: String(settings.rewardSoftCapPoints),
    rewardPresetPoints: settings.rewardPresetPoints.join(', '),
    rewardsPerStaffPerMinute: String(settings.rewardsPerStaffPerMinute ?? ''),
    compDebtLimitPoints: String(settings.compDebtLimitPoints),
    correctionDebtLimitPoints: String(settings.correctionDebtLimitPoints),
    stopsOnExpiredLicence: settings.stopsOnExpiredLicence,
    licenceWarningDays: String(settings.licenceWarningDays),
    idleLockMinutes: String(settings.idleLockMinutes ?? ''),
    minimumAgeYears: String(settings.minimumAgeYears),
    autoEndVisitsAfterDays: String(settings.autoEndVisitsAfterDays ?? ''),
    watchlistFloorCents: formatMoneyInput(settings.watchlistFloorCents),
    nearCtrFirstPercent: String(settings.nearCtrFirstPercent),
    nearCtrSecondPercent: String(settings.nearCtrSecondPercent),
    ctrThresholdCents: formatMoneyInput(settings.ctrThresholdCents),
    alertThresholds: Object.fromEntries(
      ALERT_RULES.map((rule) => [rule.rule, toRuleValues(rule, settings.alertThresholds[rule.rule])]),
    ),
  };
}

function toRuleValues({ fields }: AlertRule, saved: AlertThresholds[AlertRule['rule']]): RuleValues {
  const figures = saved as Record<string, number | boolean>;
  const values: RuleValues = Object.fromEntries(
    fields.map(({ name, unit }) => [name, figureText(Number(figures[name]), unit)]),
  );
  return 'enabled' in saved ? { enabled: saved.enabled, ...values } : values;
}

/** A figure as it is typed. */
export function figureText(figure: number, unit: RuleUnit): string {
  return unit === 'money' ? formatMoneyInput(figure) : decimalText(figure);
}

/** A figure in plain digits, as it would be typed and is read back: `0.0000001`, not `1e-7`. */
function decimalText(figure: number): string {
  const text = String(figure);
  const [digits = '', places] = text.split('e-');
  return places === undefined ? text : `0.${'0'.repeat(Number(places) - 1)}${digits.replace('.', '')}`;
}

/** What was typed as figures; NaN where it is none. */
export function readSettings(values: SettingsValues): EditedSettings {
  return {
    promoRequireExactMatch: values.promoRequireExactMatch,
    promoAllowAnonymousIssuance: values.promoAllowAnonymousIssuance,
    rewardSoftCapPoints: readNumber(values.rewardSoftCapPoints),
    rewardPresetPoints: readPresets(values.rewardPresetPoints),
    compDebtLimitPoints: readNumber(values.compDebtLimitPoints),
    correctionDebtLimitPoints: readNumber(values.correctionDebtLimitPoints),
    rewardsPerStaffPerMinute: readOptional(values.rewardsPerStaffPerMinute),
    stopsOnExpiredLicence: values.stopsOnExpiredLicence,
    licenceWarningDays: readNumber(values.licenceWarningDays),
    idleLockMinutes: readOptional(values.idleLockMinutes),
    minimumAgeYears: readNumber(values.minimumAgeYears),
    autoEndVisitsAfterDays: readOptional(values.autoEndVisitsAfterDays),
    watchlistFloorCents: readFigure(values.watchlistFloorCents, 'money'),
    nearCtrFirstPercent: readNumber(values.nearCtrFirstPercent),
    nearCtrSecondPercent: readNumber(values.nearCtrSecondPercent),
    ctrThresholdCents: readFigure(values.ctrThresholdCents, 'money'),
    alertThresholds: Object.fromEntries(
      ALERT_RULES.map(({ rule, fields }) => [rule, readRule(fields, values.alertThresholds[rule] ?? {})]),
    ) as AlertThresholds,
  };
}

function readRule(fields: readonly RuleField[], { enabled, ...texts }: RuleValues) {
  const figures = Object.fromEntries(fields.map(({ name, unit }) => [name, readFigure(String(texts[name]), unit)]));
  return enabled === undefined ? figures : { enabled, ...figures };
}

/** A typed figure in its unit; money in cents. */
function readFigure(text: string, unit: RuleUnit): number {
  return unit === 'money' ? (parseMoney(text) ?? Number.NaN) : readNumber(text);
}

/** `1,000` is a thousand; anything that is not a plain number is NaN, an empty text too. */
function readNumber(text: string): number {
  const plain = text.trim().replaceAll(/,(?=\d{3}(\D|$))/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** As `readNumber`; left empty it is null. */
function readOptional(text: string): number | null {
  return text.trim() === '' ? null : readNumber(text);
}

/** `100, 250, 500`: commas or spaces separate, so that a thousand is written without a comma here. */
function readPresets(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(readNumber);
}

/** What differs from the saved settings, to be sent. Thresholds by rule and figure. */
export function changedSettings(saved: EditedSettings, edited: EditedSettings): UpdateCasinoSettingsInput {
  return nestFacts(changesOf(factsOfSettings(saved), factsOfSettings(edited)));
}

/** The settings one by one, as the form and refusals name them: `alertThresholds.tableIdle.warnMinutes`. */
export function factsOfSettings({ alertThresholds, ...plain }: EditedSettings): Facts {
  const figures = Object.entries(alertThresholds).flatMap(([rule, values]) =>
    Object.entries(values).map(([name, value]) => [`alertThresholds.${rule}.${name}`, value]),
  );
  return { ...plain, ...Object.fromEntries(figures) };
}

/** Facts that are named by paths, as nested objects: `a.b` becomes `b` in `a`. */
export function nestFacts(facts: Facts): Facts {
  const nested: Facts = {};
  for (const [path, value] of Object.entries(facts)) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let place = nested;
    for (const name of names) {
      place[name] ??= {};
      place = place[name] as Facts;
    }
    place[last] = value;
  }
  return nested;
}

/** The part of the saved settings that the form changes. */
export function settingsOf(settings: CasinoSettings): EditedSettings {
  const plain = Object.fromEntries(EDITED.map((name) => [name, settings[name]]));
  return { ...plain, alertThresholds: settings.alertThresholds } as EditedSettings;
}

/** Whether every figure of a rule is as it was to begin with, its switch on. */
export function isStandard({ fields }: AlertRule, values: RuleValues): boolean {
  return (
    values.enabled !== false &&
    fields.every(({ name, unit, standard }) => readFigure(String(values[name]), unit) === standard)
  );
}

/** A rule's values as they were to begin with. */
export function standardValues({ rule, fields }: AlertRule): RuleValues {
  const figures = Object.fromEntries(fields.map(({ name, unit, standard }) => [name, figureText(standard, unit)]));
  return rule === 'baseline' ? figures : { enabled: true, ...figures };
}
