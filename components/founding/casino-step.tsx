'use client';

import { useFormContext } from 'react-hook-form';
import { FormInput, FormSelect } from '@/components/forms/form-fields';
import { LOCALES } from '@/words/languages';
import { language, t } from '@/words/say';
import { slugOf, type TypedCasino } from './founding-model';

/** Currencies whose money has cents, as the product counts it. */
const CURRENCIES = ['USD', 'CAD', 'EUR', 'GBP', 'AUD', 'NZD', 'CHF', 'MXN', 'MOP', 'HKD', 'SGD', 'PHP', 'ZAR'] as const;

/** Who the casino is, and by which clock it works. */
export function CasinoStep() {
  const { watch } = useFormContext<TypedCasino>();
  const [name, timeZone] = watch(['name', 'timeZone']);
  const zones = Intl.supportedValuesOf('timeZone');
  const currencies = new Intl.DisplayNames(LOCALES[language()], { type: 'currency' });
  return (
    <div className="grid grid-cols-2 items-start gap-4 max-sm:grid-cols-1">
      <FormInput name="name" label={t('founding.name')} maxLength={200} required />
      <FormInput
        name="slug"
        label={t('founding.slug')}
        hint={t('founding.slugMeaning')}
        maxLength={63}
        spellCheck={false}
        autoCapitalize="none"
        placeholder={slugOf(name) || undefined}
      />
      <FormSelect name="timeZone" label={t('founding.timeZone')} hint={t('founding.timeZoneMeaning')}>
        {(zones.includes(timeZone) ? zones : [timeZone, ...zones]).map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </FormSelect>
      <FormInput
        name="gamingDayStart"
        type="time"
        label={t('founding.gamingDayStart')}
        hint={t('founding.gamingDayStartMeaning')}
      />
      <FormSelect name="currency" label={t('founding.currency')} hint={t('founding.currencyMeaning')}>
        {CURRENCIES.map((code) => (
          <option key={code} value={code}>
            {`${code} · ${currencies.of(code)}`}
          </option>
        ))}
      </FormSelect>
    </div>
  );
}
