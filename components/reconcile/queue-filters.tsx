'use client';

import { Download, Search } from 'lucide-react';
import { importRowStatusLabel } from '@/components/labels';
import { buttonStyles } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { reportHref } from '@/hooks/reconciliation/reconcile-report';
import { useReconcileImports } from '@/hooks/reconciliation/use-reconcile-imports';
import { useReconcileCounts } from '@/hooks/reconciliation/use-reconcile-queue';
import { formatPoints } from '@/lib/shared/format';
import type { QueueSort, QueueStatus } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { FLAG_FILTERS, type FlagFilter, QUEUE_ORDERS, QUEUE_TABS } from './reconcile-model';
import { cappedCount } from './reconcile-words';
import type { ReconcileUrl } from './use-reconcile-url';

/** Looks for rows by name, of one import or all, and in what order they are listed; with an import, its report. */
export function QueueSearch({ url }: { url: ReconcileUrl }) {
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 @max-[900px]:basis-full max-sm:grid max-sm:grid-cols-2">
      <span className="relative min-w-[200px] flex-1 max-sm:col-span-2">
        <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3.5 size-[18px] text-muted" />
        <Input
          type="search"
          aria-label={t('reconcile.search')}
          placeholder={t('reconcile.searchHint')}
          autoComplete="off"
          maxLength={100}
          className="pl-10"
          value={url.search}
          onChange={(event) => url.setSearch(event.target.value)}
        />
      </span>
      <ImportSelect importId={url.importId} onImport={url.setImport} />
      <Select
        aria-label={t('reconcile.order')}
        value={url.sort}
        onChange={(event) => url.setSort(event.target.value as QueueSort)}
      >
        {QUEUE_ORDERS.map((order) => (
          <option key={order} value={order}>
            {t(`reconcile.order_${order}`)}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** Which rows: status and flags, with how many there are of each. */
export function QueueFilters({ url }: { url: ReconcileUrl }) {
  const counts = useReconcileCounts(url.importId, url.status).data;
  const toggle = (flag: FlagFilter) =>
    url.setFlags(url.flags.includes(flag) ? url.flags.filter((known) => known !== flag) : [...url.flags, flag]);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-[18px] pb-2.5 max-sm:px-3">
      <ChoiceGroup
        label={t('reconcile.status')}
        value={url.status}
        onChange={(status) => url.setStatus(status as QueueStatus)}
        className="grid grid-flow-col gap-1 rounded-md border bg-surface p-1 max-sm:w-full max-sm:auto-cols-fr"
      >
        {QUEUE_TABS.map((status) => (
          <Choice key={status} value={status} look="segment" className="max-sm:flex-col max-sm:gap-0 max-sm:text-sm">
            {importRowStatusLabel(status)}
            <span className="font-medium text-muted text-sm">{counts ? formatPoints(counts.status[status]) : '–'}</span>
          </Choice>
        ))}
      </ChoiceGroup>
      <fieldset className="flex flex-wrap gap-1.5 max-sm:-mx-3 max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:px-3">
        <legend className="sr-only">{t('reconcile.onlyRowsWith')}</legend>
        {FLAG_FILTERS.map((flag) => (
          <FlagChip
            key={flag}
            flag={flag}
            count={counts ? cappedCount(counts[flag], counts.cap) : '–'}
            isOn={url.flags.includes(flag)}
            onToggle={toggle}
          />
        ))}
      </fieldset>
    </div>
  );
}

type FlagChipProps = { flag: FlagFilter; count: string; isOn: boolean; onToggle: (flag: FlagFilter) => void };

function FlagChip({ flag, count, isOn, onToggle }: FlagChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={() => onToggle(flag)}
      className={cn(
        'inline-flex min-h-11 items-center gap-2 whitespace-nowrap rounded-full border px-3.5 font-medium text-sm transition-colors duration-100',
        isOn ? 'border-accent bg-accent-soft text-accent' : 'border-control text-ink hover:bg-raised',
      )}
    >
      {t(`reconcile.filter_${flag}`)}
      <span className={isOn ? undefined : 'text-muted'}>{count}</span>
    </button>
  );
}

function ImportSelect({ importId, onImport }: { importId: string | null; onImport: (id: string | null) => void }) {
  const imports = useReconcileImports(importId).data ?? [];
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="w-[256px] min-w-0 max-sm:w-auto max-sm:flex-1 [&>span]:w-full">
        <Select
          aria-label={t('reconcile.import')}
          value={importId ?? ''}
          onChange={(event) => onImport(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{t('reconcile.allImports')}</option>
          {imports.map((candidate) => (
            <option key={candidate.id} value={candidate.id}>
              {candidate.fileName}
            </option>
          ))}
        </Select>
      </span>
      {importId === null ? null : (
        <a
          href={reportHref({ importId })}
          download
          title={t('reconcile.reportOfImport')}
          aria-label={t('reconcile.downloadImportReport')}
          className={buttonStyles({ size: 'icon' })}
        >
          <Download aria-hidden />
        </a>
      )}
    </span>
  );
}
