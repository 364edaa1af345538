'use client';

import { toWallTime } from '@/components/domain/casino-time';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { formatDateTime, formatDuration } from '@/lib/shared/format';
import { t } from '@/words/say';
import { type ChosenEnd, chooseEnd, type EndBounds, typeEnd } from './end-model';

const STEPS_SECONDS = [-3_600, -600, 600, 3_600];

type EarlierEndProps = {
  bounds: EndBounds;
  timeZone: string;
  /** Null: play ends now. */
  value: ChosenEnd | null;
  onChange: (value: ChosenEnd | null) => void;
};

/** When play ended, on a slip that was forgotten: typed in the casino's time or reached by steps, within the slip. */
export function EarlierEnd({ bounds, timeZone, value, onChange }: EarlierEndProps) {
  if (value === null) {
    return (
      <div className="mt-3 flex flex-wrap items-center justify-between gap-x-3 rounded-md bg-raised py-1.5 pr-1.5 pl-3.5">
        <p>
          {t('floor.playEnds')} <b className="font-semibold text-ink">{t('floor.nowWord')}</b>
        </p>
        <Button variant="quiet" onClick={() => onChange(chooseEnd(bounds.latest, bounds, timeZone))}>
          {t('floor.endedEarlier')}
        </Button>
      </div>
    );
  }
  const { instant } = value;
  const within = {
    earliest: formatDateTime(bounds.earliest, timeZone),
    latest: formatDateTime(bounds.latest, timeZone),
  };
  return (
    <div className="mt-3 grid gap-2 text-ink">
      <div className="flex items-start gap-2">
        <Field
          className="min-w-0 flex-1"
          label={t('floor.endedAt')}
          hint={t('floor.withinHint', within)}
          error={instant === null ? t('floor.within', within) : undefined}
        >
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              min={toWallTime(bounds.earliest, timeZone)}
              max={toWallTime(bounds.latest, timeZone)}
              value={value.text}
              onChange={(event) => onChange(typeEnd(event.target.value, bounds, timeZone))}
            />
          )}
        </Field>
        <Button variant="quiet" className="mt-[26px]" onClick={() => onChange(null)}>
          {t('floor.now')}
          <span className="sr-only">: {t('floor.nowMeans')}</span>
        </Button>
      </div>
      <div className="grid grid-cols-4 gap-2">
        {STEPS_SECONDS.map((step) => (
          <Button
            key={step}
            size="tight"
            aria-label={t(step < 0 ? 'floor.earlier' : 'floor.later', { duration: formatDuration(Math.abs(step)) })}
            onClick={() => onChange(chooseEnd((instant ?? bounds.latest) + step * 1_000, bounds, timeZone))}
          >
            {step < 0 ? '−' : '+'}
            {Math.abs(step) < 3_600
              ? t('format.minutes', { minutes: Math.abs(step) / 60 })
              : t('format.hours', { hours: Math.abs(step) / 3_600 })}
          </Button>
        ))}
      </div>
    </div>
  );
}
