'use client';

import { FileDown, Lock, Printer } from 'lucide-react';
import { useState } from 'react';
import { Button, buttonStyles } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { useCan } from '@/hooks/casino/me-context';
import { useConnection } from '@/hooks/use-connection';
import type { MtlSummary } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { DaySheet } from './day-sheet';

const closeDayDrawer = lateCode(async () => (await import('./close-day-drawer')).CloseDayDrawer);

/** The sheet of a gaming day, and what is done with it: printed, taken out, signed by a second person. */
export function DayView({ summary }: { summary: MtlSummary }) {
  const canWrite = useCan('mtl.write');
  const isOnline = useConnection() === 'online';
  const [isClosing, setIsClosing] = useState(false);
  return (
    <div className="scroll-area relative h-full px-[18px] pb-[18px] max-sm:px-3">
      <div className="mx-auto grid max-w-[960px] gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <Button disabled={!isOnline} onClick={() => window.print()}>
            <Printer aria-hidden />
            {t('mtl.print')}
          </Button>
          <a
            href={`/api/v1/mtl/gaming-day-summary.csv?gamingDay=${summary.gamingDay}`}
            download
            className={buttonStyles()}
          >
            <FileDown aria-hidden />
            {t('mtl.csv')}
          </a>
          {canWrite && !summary.isClosed ? (
            <Button className="ml-auto" onClick={() => setIsClosing(true)}>
              <Lock aria-hidden />
              {t('mtl.closeDay')}
            </Button>
          ) : null}
          {isOnline ? null : <p className="w-full text-muted text-sm">{t('mtl.printOnline')}</p>}
        </div>
        <div data-print="">
          <DaySheet summary={summary} />
        </div>
      </div>
      {isClosing ? <Late code={closeDayDrawer} props={{ summary, onClose: () => setIsClosing(false) }} /> : null}
    </div>
  );
}
