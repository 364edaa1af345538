'use client';

import { Download, Stamp } from 'lucide-react';
import { useState } from 'react';
import { Button, buttonStyles } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { errorText } from '@/components/ui/error-text';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useSeals } from '@/hooks/seals/use-seals';
import { formatGamingDayWithYear } from '@/lib/shared/format';
import type { Seal, SealKind } from '@/services/seals/dtos';
import { t } from '@/words/say';

const FIRST_SHOWN = 7;
const KINDS = ['ledger', 'audit', 'mtl'] as const satisfies SealKind[];

/** The seals of closed gaming days, newest first: what an auditor compares with the copies that were sent out. */
export function SealList() {
  const seals = useSeals();
  return (
    <section aria-labelledby="seals" className="mx-auto mt-5 max-w-[820px] rounded-lg border bg-surface">
      <div className="border-b p-5">
        <h2 id="seals" className="font-bold text-xl tracking-tight">
          {t('seals.seals')}
        </h2>
        <p className="max-w-[60ch] text-muted text-sm">{t('seals.meaning')}</p>
      </div>
      {seals.isError ? (
        <ErrorState {...errorText(seals.error)} onRetry={() => void seals.refetch()} isRetrying={seals.isFetching} />
      ) : (
        <Seals items={seals.data?.items} />
      )}
    </section>
  );
}

function Seals({ items }: { items: Seal[] | undefined }) {
  const [kind, setKind] = useState<SealKind>('ledger');
  if (!items) return <Skeleton className="m-5 h-[420px]" />;
  return (
    <>
      <ChoiceGroup
        label={t('seals.kind')}
        value={kind}
        onChange={(value) => setKind(KINDS.find((known) => known === value) ?? 'ledger')}
        className="mx-5 mt-4 flex w-fit max-w-[calc(100%-40px)] gap-1 overflow-x-auto rounded-md border bg-surface p-1 [scrollbar-width:none]"
      >
        {KINDS.map((each) => (
          <Choice key={each} value={each} look="segment">
            {t(`seals.kind_${each}`)}
          </Choice>
        ))}
      </ChoiceGroup>
      <SealsOfKind key={kind} items={items.filter((seal) => seal.kind === kind)} />
    </>
  );
}

function SealsOfKind({ items }: { items: Seal[] }) {
  const [isAll, setIsAll] = useState(false);
  if (items.length === 0) {
    return (
      <EmptyState icon={Stamp} title={t('seals.nothingSealed')}>
        {t('seals.nothingSealedMeaning')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul>
        {(isAll ? items : items.slice(0, FIRST_SHOWN)).map((seal) => (
          <SealRow key={seal.sealId} seal={seal} />
        ))}
      </ul>
      {items.length > FIRST_SHOWN && !isAll ? (
        <div className="border-t p-4 text-center">
          <Button onClick={() => setIsAll(true)}>{t('seals.showAll', { count: items.length })}</Button>
        </div>
      ) : null}
    </>
  );
}

function SealRow({ seal }: { seal: Seal }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-5 py-3 first:border-t-0">
      <p className="w-36">
        <span className="block font-semibold">{formatGamingDayWithYear(seal.gamingDay)}</span>
        <span className="text-muted text-sm">{t('seals.entries', { count: seal.entryCount })}</span>
      </p>
      <code className="min-w-40 flex-1 break-all text-xs">{seal.root}</code>
      <a
        href={`/api/v1/seals/text?kind=${seal.kind}&gamingDay=${seal.gamingDay}`}
        download
        className={buttonStyles({})}
        aria-label={t('seals.textOf', { day: formatGamingDayWithYear(seal.gamingDay) })}
      >
        <Download aria-hidden />
        {t('seals.text')}
      </a>
    </li>
  );
}
