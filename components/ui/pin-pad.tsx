'use client';

import { Delete } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { PIN_DIGITS } from '@/lib/shared/pins';
import { t } from '@/words/say';
import { cn } from './cn';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0'] as const;

type PinPadProps = {
  /** Whose PIN it is. */
  label: string;
  isBusy: boolean;
  /** Called with all the digits; the field is empty again then. */
  onPin: (pin: string) => void;
};

/** Takes a PIN by big keys or the keyboard. The last digit sends it. */
export function PinPad({ label, isBusy, onPin }: PinPadProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState('');
  const take = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, PIN_DIGITS);
    if (isBusy) return;
    setPin(digits.length === PIN_DIGITS ? '' : digits);
    if (digits.length === PIN_DIGITS) onPin(digits);
  };
  const press = (text: string) => {
    take(text);
    field.current?.focus();
  };
  return (
    <div className="grid justify-items-center gap-5">
      <label htmlFor={id} className="text-center font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          ref={field}
          id={id}
          // A field that a browser neither fills nor offers to keep.
          type="password"
          autoComplete="one-time-code"
          inputMode="none"
          // biome-ignore lint/a11y/noAutofocus: whoever chose their name goes on typing.
          autoFocus
          value={pin}
          readOnly={isBusy}
          aria-describedby={`${id}-hint`}
          onChange={(event) => take(event.target.value)}
          className="h-12 w-56 rounded-md bg-transparent text-transparent caret-transparent selection:bg-transparent"
        />
        <span aria-hidden className="pointer-events-none absolute inset-0 flex items-center justify-center gap-4">
          {Array.from({ length: PIN_DIGITS }, (_, place) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a place is all that a dot is.
              key={place}
              className={cn(
                'size-3.5 rounded-full border-2 border-control',
                place < pin.length && 'border-accent bg-accent',
                isBusy && 'animate-pulse border-accent bg-accent',
              )}
            />
          ))}
        </span>
        <span id={`${id}-hint`} className="sr-only">
          {t('rules.pinDigits')}
        </span>
      </div>
      <div className="grid grid-cols-3 gap-3">
        {KEYS.map((key) =>
          key === '' ? (
            <span key="gap" />
          ) : (
            <Key key={key} isDisabled={isBusy} text={key} onPress={() => press(pin + key)} />
          ),
        )}
        <button
          type="button"
          disabled={isBusy || pin === ''}
          onClick={() => press(pin.slice(0, -1))}
          className="grid h-16 w-20 place-items-center rounded-md text-muted transition-colors duration-100 enabled:hover:bg-raised disabled:opacity-40"
        >
          <Delete aria-hidden className="size-6" />
          <span className="sr-only">{t('ui.deleteDigit')}</span>
        </button>
      </div>
    </div>
  );
}

function Key({ text, isDisabled, onPress }: { text: string; isDisabled: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      disabled={isDisabled}
      onClick={onPress}
      className="h-16 w-20 select-none rounded-md border bg-raised font-semibold text-2xl tabular-nums transition-colors duration-100 hover:bg-line/60 active:bg-line disabled:opacity-60"
    >
      {text}
    </button>
  );
}
