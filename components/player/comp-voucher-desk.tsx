'use client';

import { Printer, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, buttonStyles } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { Notice } from '@/components/ui/notice';
import { t } from '@/words/say';

type CompVoucherDeskProps = { playerId: string; isTakenBack: boolean; children: ReactNode };

/** Around the voucher of a comp: print it, unless its points were given back. */
export function CompVoucherDesk({ playerId, isTakenBack, children }: CompVoucherDeskProps) {
  return (
    <div className="scroll-area h-full p-5 max-sm:p-4">
      <div className="mx-auto grid max-w-[480px] gap-4">
        {isTakenBack ? (
          <Notice icon={TriangleAlert} tone="warn" role="alert" title={t('player.compTakenBack')}>
            <p>{t('player.compDestroy')}</p>
          </Notice>
        ) : null}
        <div className="grid grid-cols-[auto_1fr] gap-2">
          <NavLink href={`/players/${playerId}`} className={buttonStyles({ size: 'big' })}>
            {t('player.openPlayer')}
          </NavLink>
          <Button variant="primary" size="big" disabled={isTakenBack} onClick={() => window.print()}>
            <Printer aria-hidden />
            {t('player.printComp')}
          </Button>
        </div>
        <div data-print="">{children}</div>
      </div>
    </div>
  );
}
