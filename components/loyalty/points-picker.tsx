'use client';

import { useState } from 'react';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { focusOnMount } from '@/components/ui/focus-on-mount';
import { Input } from '@/components/ui/input';
import { useMe } from '@/hooks/casino/me-context';
import { formatPoints, parsePoints } from '@/lib/shared/format';
import { t } from '@/words/say';

const OTHER = 'other';

/** The casino's preset points, or any whole number. Reports null while nothing valid is chosen. */
export function PointsPicker({ onChange }: { onChange: (points: number | null) => void }) {
  const { rewardPresetPoints } = useMe().settings;
  const [choice, setChoice] = useState('');
  const [otherText, setOtherText] = useState('');
  const choose = (value: string) => {
    setChoice(value);
    onChange(value === OTHER ? parsePoints(otherText) : Number(value));
  };
  const type = (text: string) => {
    setOtherText(text);
    onChange(parsePoints(text));
  };
  const isWrong = otherText !== '' && parsePoints(otherText) === null;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-muted text-xs">{t('loyalty.points')}</legend>
      <ChoiceGroup
        label={t('loyalty.points')}
        value={choice}
        onChange={choose}
        className="grid grid-cols-[repeat(auto-fit,minmax(72px,1fr))] gap-2"
      >
        {rewardPresetPoints.map((points) => (
          <Choice key={points} value={String(points)} look="figure">
            {formatPoints(points)}
          </Choice>
        ))}
        <Choice value={OTHER} look="figure">
          {t('ui.other')}
        </Choice>
      </ChoiceGroup>
      {choice === OTHER ? (
        <Field label={t('loyalty.howManyPoints')} error={isWrong ? t('ui.wholeAboveZero') : undefined}>
          {(control) => (
            <Input
              {...control}
              ref={focusOnMount}
              inputMode="numeric"
              autoComplete="off"
              isFigure
              value={otherText}
              onChange={(event) => type(event.target.value)}
            />
          )}
        </Field>
      ) : null}
    </fieldset>
  );
}
