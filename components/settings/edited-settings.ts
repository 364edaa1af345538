import { ALERT_RULES } from '@/components/domain/alert-rules';
import { type Edited, mergeFacts } from '@/components/forms/facts';
import { formatList, formatMoney, formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { type EditedSettings, factsOfSettings, MONEY_SETTINGS, nestFacts } from './settings-model';

type PlainSetting = Exclude<keyof EditedSettings, 'alertThresholds'>;

/** What a setting is called, by its path: `Soft cap`, `Table idle: Warn after`. */
export function settingName(path: string): string {
  const { rule, field } = findFigure(path);
  if (!rule) return t(`settings.${path as PlainSetting}`);
  if (!field) return t(rule.label);
  return t('settings.figureOfRule', { rule: t(rule.label), figure: t(field.label) });
}

/** The settings as several people may edit them: setting by setting, thresholds figure by figure. */
export function editedSettings(currency: string): Edited<EditedSettings> {
  return {
    name: t('forms.theSettings'),
    changedCode: 'SETTINGS_CHANGED',
    factsOf: factsOfSettings,
    factName: settingName,
    factText: (path, value) => {
      if (value === null) return t('forms.none');
      if (typeof value === 'boolean') return t(value ? 'forms.on' : 'forms.off');
      if (Array.isArray(value)) return formatList(value.map(String));
      if (findFigure(path).field?.unit === 'money' || MONEY_SETTINGS.includes(path))
        return formatMoney(Number(value), currency);
      return Number.isInteger(value) ? formatPoints(Number(value)) : String(value);
    },
    merge: (before, theirs, mine) =>
      nestFacts(
        mergeFacts(factsOfSettings(before), factsOfSettings(theirs), factsOfSettings(mine)),
      ) as unknown as EditedSettings,
  };
}

function findFigure(path: string) {
  const [, ruleName, fieldName] = path.split('.');
  const rule = ALERT_RULES.find((candidate) => candidate.rule === ruleName);
  return { rule, field: rule?.fields.find(({ name }) => name === fieldName) };
}
