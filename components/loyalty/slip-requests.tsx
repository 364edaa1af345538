'use client';

import { Hourglass, UserCheck, UserX } from 'lucide-react';
import { reasonLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { toastError } from '@/components/ui/toast';
import { useSlipRequests, useWithdrawRewardRequest } from '@/hooks/authority/use-reward-requests';
import { useMe } from '@/hooks/casino/me-context';
import { formatPoints, formatSignedPoints, formatTime } from '@/lib/shared/format';
import type { ListedRewardRequest } from '@/services/authority/dtos';
import { t } from '@/words/say';

type Shown = Omit<ListedRewardRequest, 'status'> & { status: Exclude<ListedRewardRequest['status'], 'withdrawn'> };

const ICONS = { pending: Hourglass, approved: UserCheck, refused: UserX, lapsed: UserX } as const;

/** What was asked for on a slip beyond somebody's limits, and what became of it. What was taken back is none. */
export function SlipRequests({ ratingSlipId }: { ratingSlipId: string }) {
  const requests = useSlipRequests(ratingSlipId);
  const shown = requests.flatMap(({ status, ...rest }) => (status === 'withdrawn' ? [] : [{ ...rest, status }]));
  if (shown.length === 0) return null;
  return (
    <ul aria-label={t('loyalty.requests')} className="divide-y border-t">
      {shown.map((request) => (
        <RequestRow key={request.id} request={request} />
      ))}
    </ul>
  );
}

function RequestRow({ request }: { request: Shown }) {
  const me = useMe();
  const { status, points, reason, note, requestedBy, requestedByName } = request;
  const isPending = status === 'pending';
  const Icon = ICONS[status];
  return (
    <li className="grid grid-cols-[minmax(52px,auto)_1fr_auto] items-center gap-2.5 py-2.5">
      <span className={isPending ? 'font-bold text-[16px] text-warn' : 'font-bold text-[16px] text-muted'}>
        {formatSignedPoints(points)}
      </span>
      <div className="min-w-0">
        <p className="break-words text-[14px]">{reasonLabel(reason)}</p>
        <p
          role="status"
          className={isPending ? 'flex items-start gap-1 text-warn text-xs' : 'flex items-start gap-1 text-xs'}
        >
          <Icon aria-hidden className="mt-px size-3.5 shrink-0" />
          <span>{standing(request, me.settings.timeZone)}</span>
        </p>
        <p className="break-words text-muted text-xs">
          {`${t('loyalty.requestBy', { name: requestedByName })} · “${note}”`}
        </p>
      </div>
      {isPending && requestedBy === me.staff.id ? <Withdraw request={request} /> : null}
    </li>
  );
}

function standing({ status, lapsesAt, decidedByName, decisionNote }: Shown, timeZone: string): string {
  const name = decidedByName ?? '';
  const word = decisionNote ? ` “${decisionNote}”` : '';
  switch (status) {
    case 'pending':
      return t('loyalty.request_pending', { time: formatTime(lapsesAt, timeZone) });
    case 'approved':
      return t('loyalty.request_approved', { name }) + word;
    case 'refused':
      return t('loyalty.request_refused', { name }) + word;
    case 'lapsed':
      return t('loyalty.request_lapsed');
  }
}

function Withdraw({ request: { id, points } }: { request: Shown }) {
  const withdraw = useWithdrawRewardRequest();
  return (
    <Button
      isBusy={withdraw.isPending}
      aria-label={t('loyalty.requestWithdrawOf', { points: formatPoints(points) })}
      onClick={() => withdraw.mutate({ id }, { onError: toastError })}
    >
      {t('loyalty.takeBack')}
    </Button>
  );
}
