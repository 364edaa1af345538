'use client';

import { Download, GitCompareArrows } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import { importReportHref } from '@/hooks/reconciliation/reconcile-report';
import { formatCount } from '@/lib/shared/format';
import type { PlayerImportDetail } from '@/services/imports/dtos';
import { EnrolPlayers } from './enrol-players';
import { reconciledCount } from './import-words';
import { ReadDifferently } from './read-differently';
import { RemoveImport } from './remove-import';

/** What can be done with an import. None of it changes a player's tier or points. */
export function ImportActions({ item, onReadAgain }: { item: PlayerImportDetail; onReadAgain: () => void }) {
  const canReconcile = useCan('reconcile.apply');
  const isReady = item.status === 'ready';
  return (
    <div className="grid gap-2.5">
      <p className="text-sm">
        <span className="font-semibold">Nothing is applied here.</span>{' '}
        <span className="text-muted">Tiers stay as they are until somebody reconciles the rows.</span>
      </p>
      <div className="flex flex-wrap gap-2">
        {isReady && canReconcile && item.pendingCount > 0 ? (
          <NavLink
            href={`/reconcile?import=${item.id}`}
            className={buttonStyles({ variant: 'primary', className: 'max-sm:w-full' })}
          >
            <GitCompareArrows aria-hidden />
            Reconcile {formatCount(item.pendingCount, 'row', 'rows')}
          </NavLink>
        ) : null}
        {isReady ? <EnrolPlayers item={item} /> : null}
        {item.status === 'staging' ? null : (
          <a
            href={importReportHref(item.id)}
            download
            className={buttonStyles({ className: 'max-sm:flex-1 max-sm:px-2.5' })}
          >
            <Download aria-hidden />
            Report
          </a>
        )}
        {reconciledCount(item) > 0 ? null : (
          <ReadDifferently fileName={item.fileName} former={item} onSend={onReadAgain} />
        )}
        <RemoveImport item={item} />
      </div>
      {reconciledCount(item) > 0 ? (
        <p className="text-muted text-sm">
          It can’t be removed any more: {formatCount(reconciledCount(item), 'row of it is', 'rows of it are')} the
          record of what was reconciled.
        </p>
      ) : null}
    </div>
  );
}
