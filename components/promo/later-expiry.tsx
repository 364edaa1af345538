'use client';

import { toWallTime } from '@/components/domain/casino-time';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime } from '@/lib/shared/format';
import { t } from '@/words/say';

type LaterExpiryProps = {
  /** Of the coupon that is replaced. */
  expiresAt: string;
  /** The latest that its program allows. */
  latestExpiresAt: string;
  /** The casino's wall time of another expiry; null while it stays. */
  value: string | null;
  isLater: boolean;
  onChange: (value: string | null) => void;
};

/** The expiry of a replacement: it stays, unless a person sets a later one, which goes on record with the reason. */
export function LaterExpiry({ expiresAt, latestExpiresAt, value, isLater, onChange }: LaterExpiryProps) {
  const { timeZone } = useMe().settings;
  const [earliest, latest] = [toWallTime(expiresAt, timeZone), toWallTime(latestExpiresAt, timeZone)];
  if (value === null) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-x-3 rounded-md bg-bg py-1.5 pr-1.5 pl-3.5">
        <p>
          <span className="text-muted">{t('promo.expiryStaysAt')}</span>{' '}
          <b className="whitespace-nowrap font-semibold">{formatDateTime(expiresAt, timeZone)}</b>
        </p>
        {latest === earliest ? (
          <span className="py-2.5 pr-2 text-muted">{t('promo.latestAllowed')}</span>
        ) : (
          <Button variant="quiet" onClick={() => onChange(earliest)}>
            {t('promo.setLater')}
          </Button>
        )}
      </div>
    );
  }
  const bounds = {
    earliest: formatDateTime(expiresAt, timeZone),
    latest: formatDateTime(latestExpiresAt, timeZone),
  };
  return (
    <div className="flex items-start gap-2">
      <Field
        className="min-w-0 flex-1"
        label={t('promo.newExpiry')}
        hint={t('promo.laterExpiryHint', bounds)}
        error={isLater || value === earliest ? undefined : t('promo.laterExpiry', bounds)}
      >
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            min={earliest}
            max={latest}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <Button variant="quiet" className="mt-[26px]" aria-label={t('promo.keepExpiry')} onClick={() => onChange(null)}>
        {t('promo.keep')}
      </Button>
    </div>
  );
}
