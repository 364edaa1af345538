'use client';

import { CircleCheck } from 'lucide-react';
import { compVoucherPath, PrintLink } from '@/components/domain/print-link';
import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime, formatMoney, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

type GivenCompProps = {
  entry: LedgerEntry;
  playerName: string;
  /** The balance at the time of the answer. */
  balance: number;
  /** An earlier request under the same key had given it. */
  isExisting: boolean;
  onMore: () => void;
  onDone: () => void;
};

/** A comp that has just been given: what, for how many points, and what is left. */
export function GivenComp({ entry, playerName, balance, isExisting, onMore, onDone }: GivenCompProps) {
  const { currency, timeZone } = useMe().settings;
  return (
    <>
      <SheetBody>
        <div role="status" className="grid animate-rise-in justify-items-center gap-1.5 py-6 text-center">
          <CircleCheck aria-hidden className="size-9 text-accent" strokeWidth={1.6} />
          <h3 className="font-bold text-xl tracking-tight">{t(isExisting ? 'offers.alreadyGiven' : 'offers.given')}</h3>
          {isExisting ? <p className="max-w-[40ch] text-muted text-sm">{givenOnceText(entry, timeZone)}</p> : null}
          <p className="max-w-full text-balance break-words pt-3 font-[680] text-[26px] leading-tight tracking-tight">
            {entry.rewardName}
          </p>
          <p className="text-muted text-sm">{t('offers.forPlayer', { player: playerName })}</p>
        </div>
        <Facts>
          {entry.amountCents === null ? null : (
            <Fact term={t('offers.amount')}>{formatMoney(entry.amountCents, currency)}</Fact>
          )}
          <Fact term={t('offers.pointsTerm')}>{formatSignedPoints(entry.points)}</Fact>
          <Fact term={t('domain.balanceNow')}>{formatPoints(balance)}</Fact>
          {entry.note ? <Fact term={t('offers.note')}>{entry.note}</Fact> : null}
        </Facts>
      </SheetBody>
      <SheetFoot>
        <div className="grid grid-cols-[auto_1fr] gap-2">
          <Button size="big" onClick={onMore}>
            {t('offers.giveMore')}
          </Button>
          {entry.isByVoucher ? (
            <PrintLink href={compVoucherPath(entry)} isPrimary />
          ) : (
            <Button variant="primary" size="big" onClick={onDone}>
              {t('ui.done')}
            </Button>
          )}
        </div>
        {entry.isByVoucher ? (
          <Button size="big" onClick={onDone}>
            {t('ui.done')}
          </Button>
        ) : null}
      </SheetFoot>
    </>
  );
}

function givenOnceText({ createdAt, staffName }: LedgerEntry, timeZone: string): string {
  const when = formatDateTime(createdAt, timeZone);
  return staffName ? t('offers.givenOnceBy', { when, staff: staffName }) : t('offers.givenOnce', { when });
}
