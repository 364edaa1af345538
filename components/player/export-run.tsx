'use client';

import { CircleAlert, Loader } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Notice } from '@/components/ui/notice';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useAllPages } from '@/hooks/use-all-pages';
import { formatPoints } from '@/lib/shared/format';
import type { Page } from '@/lib/shared/schemas';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { couponCsv, csvName, type ExportedPlayer, ledgerCsv, saveCsv } from './csv';

type ReadPage<Item> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>;

/** What to export: a list that is read page by page. */
export type ExportedList =
  | { kind: 'points'; readPage: ReadPage<LedgerEntry> }
  | { kind: 'coupons'; readPage: ReadPage<PromoCoupon> };

type ExportRunProps = {
  /** Whom the list is about. */
  player: ExportedPlayer;
  list: ExportedList;
  /** How many rows there will be, where that is known beforehand. */
  expectedCount: number | null;
  onClose: () => void;
};

/** Reads the list to its end, shows how far it is, and saves it. Leaving, or Cancel, stops it; nothing is saved then. */
export function ExportRun({ player, list, expectedCount, onClose }: ExportRunProps) {
  const { gamingDay, settings } = useMe();
  const { timeZone, currency } = settings;
  const save = (text: string, count: number) => {
    const name = csvName(list.kind, player, gamingDay);
    saveCsv(name, text);
    toastSuccess(t('player.exported', { count }), t('player.savedAs', { file: name }));
    onClose();
  };
  return list.kind === 'points' ? (
    <Run
      readPage={list.readPage}
      expectedCount={expectedCount}
      onDone={(entries) => save(ledgerCsv(entries, { player, timeZone }), entries.length)}
      onClose={onClose}
    />
  ) : (
    <Run
      readPage={list.readPage}
      expectedCount={expectedCount}
      onDone={(coupons) => save(couponCsv(coupons, { player, timeZone, currency }), coupons.length)}
      onClose={onClose}
    />
  );
}

type RunProps<Item> = {
  readPage: ReadPage<Item>;
  expectedCount: number | null;
  onDone: (items: Item[]) => void;
  onClose: () => void;
};

/** Floats above the screen, so that nothing moves while it runs. */
function Run<Item>({ readPage, expectedCount, onDone, onClose }: RunProps<Item>) {
  const { count, error, goOn } = useAllPages({ readPage, onDone });
  const cancel = (
    <Button variant="secondary" onClick={onClose}>
      {t('ui.cancel')}
    </Button>
  );
  return (
    <div className="fixed inset-x-3 bottom-3 z-30 mx-auto max-w-[440px] animate-rise-in rounded-md border bg-surface shadow-sheet">
      {error ? (
        <Notice
          icon={CircleAlert}
          tone="bad"
          role="alert"
          title={errorText(error).title}
          action={
            <>
              <Button variant="primary" onClick={goOn}>
                {t('forms.goOn')}
              </Button>
              {cancel}
            </>
          }
        >
          {t('player.exportFailed', { count })}
        </Notice>
      ) : (
        <div className="flex items-center gap-3 py-2.5 pr-2.5 pl-4">
          <Loader aria-hidden className="size-[18px] shrink-0 animate-breathe text-muted" />
          <div className="min-w-0 flex-1 text-sm">
            <p role="status" className="font-semibold">
              {expectedCount === null
                ? t('player.exporting', { count })
                : t('player.exportingOf', { count: formatPoints(count), total: expectedCount })}
            </p>
            {expectedCount === null ? null : (
              <div
                role="progressbar"
                aria-label={t('player.rowsRead')}
                aria-valuemax={expectedCount}
                aria-valuenow={count}
                className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-raised"
              >
                <div
                  className="h-full rounded-full bg-accent"
                  style={{ width: `${Math.min(100, (count / expectedCount) * 100)}%` }}
                />
              </div>
            )}
          </div>
          {cancel}
        </div>
      )}
    </div>
  );
}
