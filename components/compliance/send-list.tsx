'use client';

import { CircleCheck, FileUp } from 'lucide-react';
import { useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { FileButton } from '@/components/ui/file-button';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useSendList } from '@/hooks/exclusions/use-exclusion-mutations';
import { type ExclusionListResult, LIST_DATE_ORDERS } from '@/services/exclusions/dtos';
import { t } from '@/words/say';

/** Where dates are written month first, nearly everybody lives in America. */
const MONTH_FIRST = /^(America|US|Pacific\/Honolulu)/;

/** Where a list is chosen and sent, and what it came to. */
export function SendList() {
  const { timeZone } = useMe().settings;
  const send = useSendList();
  const [dateOrder, setDateOrder] = useState<(typeof LIST_DATE_ORDERS)[number]>(
    MONTH_FIRST.test(timeZone) ? 'mdy' : 'dmy',
  );
  const choose = (file: File | undefined) => {
    if (!file || send.isPending) return;
    send.mutate({
      file,
      fileName: file.name,
      sizeBytes: file.size,
      changedAtMs: file.lastModified,
      dateOrder,
    });
  };
  if (!useCan('exclusion.write')) return null;
  return (
    <section
      aria-label={t('compliance.sendList')}
      className="grid gap-3 rounded-lg border border-control border-dashed bg-surface px-4 py-4"
    >
      <p className="max-w-[68ch] text-muted text-sm">{t('compliance.sendMeaning')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={t('compliance.dateOrder')}
          value={dateOrder}
          onChange={({ target }) => setDateOrder(LIST_DATE_ORDERS.find((order) => order === target.value) ?? dateOrder)}
        >
          {LIST_DATE_ORDERS.map((order) => (
            <option key={order} value={order}>
              {t(`compliance.dates_${order}`)}
            </option>
          ))}
        </Select>
        <FileButton
          variant="primary"
          isBusy={send.isPending}
          inputLabel={t('compliance.listFile')}
          accept=".csv,.txt,.xlsx,text/csv"
          onFiles={([file]) => choose(file)}
        >
          <FileUp aria-hidden />
          {t(send.isPending ? 'compliance.comparing' : 'compliance.chooseList')}
        </FileButton>
      </div>
      <FailureNotice error={send.error} />
      {send.data ? <Compared list={send.data} /> : null}
    </section>
  );
}

function Compared({ list }: { list: ExclusionListResult }) {
  return (
    <Notice icon={CircleCheck} tone="neutral" role="status" title={t('compliance.compared', { file: list.fileName })}>
      <p>
        {t('compliance.comparedCounts', { rows: list.rowCount, proposed: list.proposedCount, known: list.knownCount })}
      </p>
    </Notice>
  );
}
