'use client';

import { Check, CircleAlert } from 'lucide-react';
import { EVENTS } from '@/components/domain/event-words';
import { cn } from '@/components/ui/cn';
import { Switch } from '@/components/ui/switch';
import { t } from '@/words/say';

type EventTypesProps = {
  /** Null: every event. */
  value: readonly string[] | null;
  error: string | undefined;
  onChange: (value: string[] | null) => void;
};

/** Which events a webhook gets. */
export function EventTypes({ value, error, onChange }: EventTypesProps) {
  const toggle = (type: string) => {
    const chosen = value ?? [];
    onChange(chosen.includes(type) ? chosen.filter((one) => one !== type) : [...chosen, type]);
  };
  return (
    <fieldset>
      <legend className="mb-1 text-muted text-xs">{t('settings.events')}</legend>
      <label
        htmlFor="every-event"
        className="flex min-h-11 cursor-pointer items-center justify-between gap-4 font-medium"
      >
        {t('settings.everyEventToCome')}
        <Switch
          id="every-event"
          tone="plain"
          checked={value === null}
          onCheckedChange={(isEvery) => onChange(isEvery ? null : [])}
        />
      </label>
      {value === null ? null : (
        <div className="grid gap-1.5 pt-1">
          {Object.entries(EVENTS).map(([type, means]) => (
            <EventOption
              key={type}
              type={type}
              means={t(means)}
              isChosen={value.includes(type)}
              onToggle={() => toggle(type)}
            />
          ))}
        </div>
      )}
      {error ? (
        <p role="alert" className="mt-1.5 flex gap-1.5 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t('settings.chooseEvent')}
        </p>
      ) : null}
    </fieldset>
  );
}

type EventOptionProps = { type: string; means: string; isChosen: boolean; onToggle: () => void };

function EventOption({ type, means, isChosen, onToggle }: EventOptionProps) {
  return (
    <label className="relative flex min-h-11 cursor-pointer items-center gap-3 rounded-md border border-control px-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={onToggle}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <span
        aria-hidden
        className={cn(
          'grid size-5 shrink-0 place-items-center rounded-[5px] border',
          isChosen ? 'border-transparent bg-accent text-on-accent' : 'border-control',
        )}
      >
        {isChosen ? <Check className="size-3.5" strokeWidth={3} /> : null}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium text-sm">{means}</span>
        <span className="block break-all text-muted text-xs">{type}</span>
      </span>
    </label>
  );
}
