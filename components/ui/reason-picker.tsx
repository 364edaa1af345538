'use client';

import { useState } from 'react';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { focusOnMount } from '@/components/ui/focus-on-mount';
import { Input } from '@/components/ui/input';
import { t } from '@/words/say';

const OTHER = 'other';
const REASON_MAX = 500;

type ReasonPickerProps = {
  options: readonly string[];
  /** The reason in words; null while there is none. */
  onChange: (reason: string | null) => void;
};

/** Why: one of the usual reasons, or another in one's own words. */
export function ReasonPicker({ options, onChange }: ReasonPickerProps) {
  const [choice, setChoice] = useState('');
  const [text, setText] = useState('');
  const choose = (value: string) => {
    setChoice(value);
    onChange(value === OTHER ? text.trim() || null : value);
  };
  const type = (value: string) => {
    setText(value);
    onChange(value.trim() || null);
  };
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-muted text-xs">{t('ui.reason')}</legend>
      <ChoiceGroup label={t('ui.reason')} value={choice} onChange={choose} className="grid grid-cols-2 gap-2">
        {[...options, OTHER].map((option) => (
          <Choice key={option} value={option} look="tile">
            {option === OTHER ? t('ui.other') : option}
          </Choice>
        ))}
      </ChoiceGroup>
      {choice === OTHER ? (
        <Field label={t('ui.whatWasIt')}>
          {(control) => (
            <Input
              {...control}
              ref={focusOnMount}
              autoComplete="off"
              maxLength={REASON_MAX}
              value={text}
              onChange={(event) => type(event.target.value)}
            />
          )}
        </Field>
      ) : null}
    </fieldset>
  );
}
