'use client';

import { Plus, Tickets } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useCan } from '@/hooks/casino/me-context';
import { usePromoPrograms } from '@/hooks/promo/use-promo-programs';
import { t } from '@/words/say';
import { ProgramCard } from './program-card';

const GRID = 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,330px),1fr))] gap-3';

type ProgramListProps = {
  onCreate: () => void;
  onEdit: (promoProgramId: string) => void;
  onShowOutstanding: (promoProgramId: string) => void;
};

/** The casino's promo programs, active ones first. */
export function ProgramList({ onCreate, onEdit, onShowOutstanding }: ProgramListProps) {
  const canWrite = useCan('catalog.write');
  const programs = usePromoPrograms();
  if (programs.isPending) return <ProgramsSkeleton />;
  if (programs.data === undefined) {
    const retry = () => void programs.refetch();
    return <ErrorState {...errorText(programs.error)} onRetry={retry} isRetrying={programs.isFetching} />;
  }
  const create = canWrite ? (
    <Button onClick={onCreate}>
      <Plus aria-hidden />
      {t('promo.newProgram')}
    </Button>
  ) : null;
  if (programs.data.length === 0) {
    return (
      <EmptyState icon={Tickets} title={t('promo.noPrograms')} action={create}>
        {t('promo.whatProgramIs')} {canWrite ? null : t('promo.managerMakesPrograms')}
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-3 pt-1">
      {create ? <div className="flex justify-end">{create}</div> : null}
      <ul aria-label={t('promo.promoPrograms')} className={GRID}>
        {programs.data.map((program) => (
          <ProgramCard key={program.id} program={program} onEdit={onEdit} onShowOutstanding={onShowOutstanding} />
        ))}
      </ul>
    </div>
  );
}

function ProgramsSkeleton() {
  return (
    <div role="status" className={GRID}>
      <span className="sr-only">{t('promo.loadingPrograms')}</span>
      {['a', 'b', 'c', 'd'].map((card) => (
        <Skeleton key={card} className="h-[170px]" />
      ))}
    </div>
  );
}
