'use client';

import { Download, GitCompareArrows } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import { reportHref } from '@/hooks/reconciliation/reconcile-report';
import type { PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { EnrolPlayers } from './enrol-players';
import { reconciledCount } from './import-words';
import { ReadDifferently } from './read-differently';
import { RemoveImport } from './remove-import';

/** What can be done with an import. None of it changes a player's tier or points. */
export function ImportActions({ item, onReadAgain }: { item: PlayerImportDetail; onReadAgain: () => void }) {
  const canManage = useCan('import.manage');
  const canReconcile = useCan('reconcile.apply');
  const isReady = item.status === 'ready';
  return (
    <div className="grid gap-2.5">
      <p className="text-sm">
        <span className="font-semibold">{t('imports.nothingApplied')}</span>{' '}
        <span className="text-muted">{t('imports.nothingAppliedWhy')}</span>
      </p>
      <div className="flex flex-wrap gap-2">
        {isReady && canReconcile && item.pendingCount > 0 ? (
          <NavLink
            href={`/reconcile?import=${item.id}`}
            className={buttonStyles({ variant: 'primary', className: 'max-sm:w-full' })}
          >
            <GitCompareArrows aria-hidden />
            {t('imports.reconcileRows', { count: item.pendingCount })}
          </NavLink>
        ) : null}
        {isReady && canManage ? <EnrolPlayers item={item} /> : null}
        {item.status === 'staging' ? null : (
          <a
            href={reportHref({ importId: item.id })}
            download
            className={buttonStyles({ className: 'max-sm:flex-1 max-sm:px-2.5' })}
          >
            <Download aria-hidden />
            {t('imports.report')}
          </a>
        )}
        {canManage && reconciledCount(item) === 0 ? (
          <ReadDifferently fileName={item.fileName} former={item} onSend={onReadAgain} />
        ) : null}
        {canManage ? <RemoveImport item={item} /> : null}
      </div>
      {reconciledCount(item) > 0 ? (
        <p className="text-muted text-sm">{t('imports.cannotRemove', { count: reconciledCount(item) })}</p>
      ) : null}
    </div>
  );
}
