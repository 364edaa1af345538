'use client';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime } from '@/lib/shared/format';
import { toWallTime } from './casino-time';

type LaterExpiryProps = {
  /** Of the coupon that is replaced. */
  expiresAt: string;
  /** The casino's wall time of another expiry; null while it stays. */
  value: string | null;
  isLater: boolean;
  onChange: (value: string | null) => void;
};

/** The expiry of a replacement: it stays, unless a person sets a later one, which goes on record with the reason. */
export function LaterExpiry({ expiresAt, value, isLater, onChange }: LaterExpiryProps) {
  const { timeZone } = useMe().settings;
  if (value === null) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-x-3 rounded-md bg-bg py-1.5 pr-1.5 pl-3.5">
        <p>
          <span className="text-muted">Expiry stays at</span>{' '}
          <b className="whitespace-nowrap font-semibold">{formatDateTime(expiresAt, timeZone)}</b>
        </p>
        <Button variant="quiet" onClick={() => onChange(toWallTime(expiresAt, timeZone))}>
          Set a later one
        </Button>
      </div>
    );
  }
  const after = `Later than ${formatDateTime(expiresAt, timeZone)}.`;
  return (
    <div className="flex items-start gap-2">
      <Field
        className="min-w-0 flex-1"
        label="New expiry, casino time"
        hint={`${after} The record shows it with your name and the reason.`}
        error={isLater || value === toWallTime(expiresAt, timeZone) ? undefined : after}
      >
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            min={toWallTime(expiresAt, timeZone)}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <Button variant="quiet" className="mt-[26px]" onClick={() => onChange(null)}>
        Keep
        <span className="sr-only"> the expiry</span>
      </Button>
    </div>
  );
}
