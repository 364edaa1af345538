'use client';

import { FileDown, Lock, Printer } from 'lucide-react';
import { Button, buttonStyles } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { useCan } from '@/hooks/casino/me-context';
import { useConnection } from '@/hooks/use-connection';
import type { MtlSummary } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { DaySheet } from './day-sheet';
import type { MtlUrl } from './use-mtl-url';

const closeDayDrawer = lateCode(async () => (await import('./close-day-drawer')).CloseDayDrawer);

type DayViewProps = { summary: MtlSummary; overlay: MtlUrl['overlay'] };

/** The sheet of a gaming day, and what is done with it: printed, taken out, signed by a second person. */
export function DayView({ summary, overlay }: DayViewProps) {
  const canWrite = useCan('mtl.write');
  const isOnline = useConnection() === 'online';
  const canClose = canWrite && !summary.isClosed;
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
          {canClose ? (
            <Button className="ml-auto" onClick={() => overlay.open('closeDay')}>
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
      {canClose && overlay.kind === 'closeDay' ? (
        <Late code={closeDayDrawer} props={{ summary, onClose: overlay.close }} />
      ) : null}
    </div>
  );
}
