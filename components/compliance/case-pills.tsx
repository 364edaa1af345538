'use client';

import { AlarmClock, Ban, Check, CircleCheckBig, CircleDashed, FilePen, type LucideIcon, Send } from 'lucide-react';
import { Pill, type PillTone } from '@/components/ui/pill';
import { useMe } from '@/hooks/casino/me-context';
import type { CtrCase, CtrCaseStatus } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { caseStatusLabel, changedTitle, dueText, filingState, isDecided, isDue, lastFiling } from './case-words';

const STATUSES: Record<CtrCaseStatus, { icon: LucideIcon; tone: PillTone }> = {
  open: { icon: CircleDashed, tone: 'warn' },
  information_missing: { icon: FilePen, tone: 'warn' },
  ready: { icon: Check, tone: 'neutral' },
  filed: { icon: Send, tone: 'neutral' },
  not_required: { icon: Ban, tone: 'neutral' },
};
const FILINGS = {
  unsent: 'warn',
  withdrawn: 'neutral',
  sent: 'neutral',
  accepted: 'neutral',
  rejected: 'bad',
} as const;

/** How far a case is, when it is due, and what has come of its report. */
export function CasePills({ one }: { one: CtrCase }) {
  const { gamingDay } = useMe();
  const { icon: Icon, tone } = STATUSES[one.status];
  const filing = lastFiling(one);
  const state = filing === null ? null : filingState(filing);
  const due = dueText(one, gamingDay);
  return (
    <>
      <Pill tone={tone}>
        <Icon aria-hidden />
        {caseStatusLabel(one.status)}
      </Pill>
      {state === null ? null : (
        <Pill tone={FILINGS[state]}>
          {state === 'accepted' ? <CircleCheckBig aria-hidden /> : null}
          {t(`ctr.filing_${state}`)}
        </Pill>
      )}
      {one.needsAmendment ? (
        <Pill tone="warn">
          <FilePen aria-hidden />
          {t(changedTitle(one))}
        </Pill>
      ) : null}
      {one.status === 'filed' && isDecided(one) ? <Pill tone="neutral">{t('ctr.nothingToAmend')}</Pill> : null}
      {isDue(one) ? (
        <Pill tone={due.isUrgent ? 'bad' : 'neutral'}>
          {due.isUrgent ? <AlarmClock aria-hidden /> : null}
          {due.text}
        </Pill>
      ) : null}
    </>
  );
}
