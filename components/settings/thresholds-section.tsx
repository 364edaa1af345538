'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import { ALERT_RULES, type AlertRule, type RuleField } from '@/components/domain/alert-rules';
import { FormSwitch } from '@/components/forms/form-fields';
import { Button } from '@/components/ui/button';
import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol } from '@/lib/shared/format';
import { t } from '@/words/say';
import { SettingField } from './setting-field';
import { figureText, isStandard, type SettingsValues, standardValues } from './settings-model';
import { SettingsSection } from './settings-section';

/** When the alerts of the shift screen fire. */
export function ThresholdsSection({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <SettingsSection
      id="alert-thresholds"
      title={t('settings.alertThresholds')}
      sentence={t('settings.alertThresholdsMeans')}
    >
      {ALERT_RULES.map((rule) => (
        <RuleFields key={rule.rule} rule={rule} isReadOnly={isReadOnly} />
      ))}
    </SettingsSection>
  );
}

function RuleFields({ rule, isReadOnly }: { rule: AlertRule; isReadOnly: boolean }) {
  const { setValue } = useFormContext<SettingsValues>();
  const { currency } = useMe().settings;
  const path = `alertThresholds.${rule.rule}` as const;
  const values = useWatch<SettingsValues, typeof path>({ name: path });
  const label = t(rule.label);
  const reset = () => {
    for (const [name, value] of Object.entries(standardValues(rule))) {
      setValue(`${path}.${name}`, value, { shouldDirty: true, shouldTouch: true, shouldValidate: true });
    }
  };
  return (
    <section aria-label={label} className="border-t px-5 py-4 max-sm:px-4">
      {rule.rule === 'baseline' ? (
        <div className="flex min-h-11 items-center">
          <h3 className="font-medium">{label}</h3>
        </div>
      ) : (
        <FormSwitch name={`${path}.enabled`} label={label} isDisabled={isReadOnly} />
      )}
      <p className="max-w-[62ch] text-muted text-sm">{t(`settings.means_${rule.rule}`)}</p>
      <div className="grid items-start gap-x-4 gap-y-3 pt-3 sm:grid-cols-2 xl:grid-cols-3">
        {rule.fields.map((field) => (
          <SettingField
            key={field.name}
            name={`${path}.${field.name}`}
            label={t(field.label)}
            unit={unitText(field, currency)}
            hint={t('settings.standard', { figure: figureText(field.standard, field.unit) })}
            isReadOnly={isReadOnly}
          />
        ))}
      </div>
      {isReadOnly || isStandard(rule, values ?? {}) ? null : (
        <Button variant="quiet" size="tight" className="mt-2 -ml-2 text-sm" onClick={reset}>
          {t('settings.resetRule', { rule: label })}
        </Button>
      )}
    </section>
  );
}

function unitText({ unit }: RuleField, currency: string): string {
  return unit === 'money' ? currencySymbol(currency) : t(`settings.unit_${unit}`);
}
