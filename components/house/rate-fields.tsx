'use client';

import type { WrongRate } from '@/components/domain/game-rates';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { t } from '@/words/say';

/** House edge and pace as they are typed. */
export type TypedRate = { edge: string; pace: string };

type RateFieldsProps = {
  typed: TypedRate;
  wrong: WrongRate['wrong'] | null;
  onType: (typed: TypedRate) => void;
};

/** House edge, in percent, and decisions per hour: what theo is made of beside bet and time. */
export function RateFields({ typed, wrong, onType }: RateFieldsProps) {
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <Field
        label={t('house.edgeInPercent')}
        hint={t('house.edgeMeaning')}
        error={wrong === 'edge' ? t('house.edgeWrong') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            isFigure
            inputMode="decimal"
            autoComplete="off"
            value={typed.edge}
            onChange={({ target }) => onType({ ...typed, edge: target.value })}
          />
        )}
      </Field>
      <Field
        label={t('house.pace')}
        hint={t('house.paceMeaning')}
        error={wrong === 'pace' ? t('house.paceWrong') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            isFigure
            inputMode="numeric"
            autoComplete="off"
            value={typed.pace}
            onChange={({ target }) => onType({ ...typed, pace: target.value })}
          />
        )}
      </Field>
    </div>
  );
}
