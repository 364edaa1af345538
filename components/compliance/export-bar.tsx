'use client';

import { FileDown } from 'lucide-react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { toastSuccess } from '@/components/ui/toast';
import { useExportCases } from '@/hooks/ctr/use-ctr-mutations';
import { saveFile } from '@/lib/client/download';
import { t } from '@/words/say';

type ExportBarProps = {
  /** Those that are chosen. */
  caseIds: readonly string[];
  /** Those that can be. */
  exportable: readonly string[];
  onChoose: (caseIds: readonly string[]) => void;
};

/** What can be done with the cases that are ready: one file of several, which files them with it. */
export function ExportBar({ caseIds, exportable, onChoose }: ExportBarProps) {
  const make = useExportCases();
  if (exportable.length === 0 && make.error === null) return null;
  const isAll = caseIds.length === exportable.length;
  const confirm = () =>
    make.mutate(
      { caseIds: [...caseIds] },
      {
        onSuccess: ({ file, name }) => {
          saveFile(file, name);
          onChoose([]);
          toastSuccess(t('ctr.exported', { name }), t('ctr.exportedMeaning'));
        },
      },
    );
  return (
    <section
      aria-label={t('ctr.exportCases')}
      className="sticky bottom-0 mt-3 grid gap-3 rounded-lg border bg-surface p-4"
    >
      <FailureNotice error={make.error} />
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-48 flex-1 text-muted text-sm">{t('ctr.exportMeaning')}</p>
        <Button variant="quiet" onClick={() => onChoose(isAll ? [] : exportable)}>
          {t(isAll ? 'ctr.chooseNone' : 'ctr.chooseAll')}
        </Button>
        <Button variant="primary" disabled={caseIds.length === 0} isBusy={make.isPending} onClick={confirm}>
          <FileDown aria-hidden />
          {t('ctr.exportCount', { count: caseIds.length })}
        </Button>
      </div>
    </section>
  );
}
