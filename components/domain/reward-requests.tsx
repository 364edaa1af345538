'use client';

import { Hourglass, UserCheck, UserX } from 'lucide-react';
import { useCallback, useState } from 'react';
import { reasonLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { NavLink } from '@/components/ui/nav-link';
import { Spoken } from '@/components/ui/spoken';
import { toastError } from '@/components/ui/toast';
import { useRecentRequests, useWithdrawRewardRequest } from '@/hooks/authority/use-reward-requests';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { ListedRewardRequest } from '@/services/authority/dtos';
import { t } from '@/words/say';
import { requestStanding } from './request-standing';

const approveHere = lateCode(async () => (await import('./approve-here')).ApproveHere);

type Shown = Omit<ListedRewardRequest, 'status'> & { status: Exclude<ListedRewardRequest['status'], 'withdrawn'> };

const ICONS = { pending: Hourglass, approved: UserCheck, refused: UserX, lapsed: UserX } as const;
/** At the desk, where coupons of all kinds pass, only what one asked for just now. */
const MOST_AT_DESK = 3;

/** What was asked for on a slip, and for its player where no slip was named. */
export function SlipRequests({ ratingSlipId, playerId }: { ratingSlipId: string; playerId: string | null }) {
  const isListed = useCallback(
    (request: ListedRewardRequest) =>
      request.ratingSlipId === null
        ? playerId !== null && request.playerId === playerId
        : request.ratingSlipId === ratingSlipId,
    [ratingSlipId, playerId],
  );
  return <RewardRequests label={t('domain.requests')} requests={useRecentRequests(isListed)} />;
}

/** What was asked for a player. */
export function PlayerRequests({ playerId }: { playerId: string }) {
  const isListed = useCallback((request: ListedRewardRequest) => request.playerId === playerId, [playerId]);
  return <RewardRequests label={t('domain.requestsOfPlayer')} requests={useRecentRequests(isListed)} />;
}

/** The coupons that this person asked for last. */
export function CouponRequests() {
  const { staff } = useMe();
  const isListed = useCallback(
    ({ kind, requestedBy }: ListedRewardRequest) => kind === 'coupon' && requestedBy === staff.id,
    [staff.id],
  );
  const requests = useRecentRequests(isListed).slice(0, MOST_AT_DESK);
  return <RewardRequests label={t('domain.requestsOfMine')} requests={requests} isOfAnybody />;
}

type RewardRequestsProps = {
  label: string;
  requests: readonly ListedRewardRequest[];
  /** Whether they are for several players, so that each says for whom. */
  isOfAnybody?: boolean;
};

/** What was asked for beyond somebody's limits, and what became of it. What was taken back is none. */
function RewardRequests({ label, requests, isOfAnybody = false }: RewardRequestsProps) {
  const shown = requests.flatMap(({ status, ...rest }) => (status === 'withdrawn' ? [] : [{ ...rest, status }]));
  if (shown.length === 0) return null;
  return (
    <ul aria-label={label} className="divide-y border-t">
      {shown.map((request) => (
        <RequestRow key={request.id} request={request} isOfAnybody={isOfAnybody} />
      ))}
    </ul>
  );
}

function RequestRow({ request, isOfAnybody }: { request: Shown; isOfAnybody: boolean }) {
  const me = useMe();
  const { status, reason, name, note, playerName, requestedBy, requestedByName, couponId } = request;
  // Stays open when somebody else decides meanwhile, and says so.
  const [isApproving, setIsApproving] = useState(false);
  const isPending = status === 'pending';
  const Icon = ICONS[status];
  const what = reason === null ? name : reasonLabel(reason);
  return (
    <li className="grid grid-cols-[minmax(52px,auto)_1fr_auto] items-center gap-2.5 py-2.5">
      <span className={isPending ? 'font-bold text-[16px] text-warn' : 'font-bold text-[16px] text-muted'}>
        {figure(request, me.settings.currency)}
      </span>
      <div className="min-w-0">
        <p className="break-words text-[14px]">
          {isOfAnybody ? `${what} · ${playerName ?? t('domain.noPlayer')}` : what}
        </p>
        <p
          role="status"
          className={isPending ? 'flex items-start gap-1 text-warn text-xs' : 'flex items-start gap-1 text-xs'}
        >
          <Icon aria-hidden className="mt-px size-3.5 shrink-0" />
          <span>{requestStanding(request, me.settings.timeZone)}</span>
        </p>
        <p className="break-words text-muted text-xs">
          {`${t('domain.requestBy', { name: requestedByName })} · “${note}”`}
        </p>
      </div>
      {isPending && requestedBy === me.staff.id ? (
        <div className="grid gap-2">
          <Button onClick={() => setIsApproving(true)}>
            <Spoken as={t('domain.approveHereOf', { what: whatOf(request) })}>{t('domain.approveHere')}</Spoken>
          </Button>
          <Withdraw request={request} />
        </div>
      ) : null}
      {isApproving ? <Late code={approveHere} props={{ request, onClose: () => setIsApproving(false) }} /> : null}
      {couponId === null ? null : (
        <NavLink
          href={`/promos?coupon=${couponId}`}
          className="flex min-h-11 items-center rounded-sm px-1 font-medium text-accent text-sm"
        >
          {t('domain.requestCoupon')}
        </NavLink>
      )}
    </li>
  );
}

/** A bonus by the points it adds, a comp by those it takes, a coupon by its worth. */
function figure({ kind, points, valueCents }: Shown, currency: string): string {
  if (points === null) return formatMoney(valueCents, currency);
  return formatSignedPoints(kind === 'points' ? points : -points);
}

const whatOf = ({ name, points }: Shown) => name ?? t('domain.points', { points: formatPoints(points ?? 0) });

function Withdraw({ request }: { request: Shown }) {
  const withdraw = useWithdrawRewardRequest();
  return (
    <Button
      isBusy={withdraw.isPending}
      aria-label={t('domain.requestWithdrawOf', { what: whatOf(request) })}
      onClick={() => withdraw.mutate({ id: request.id }, { onError: toastError })}
    >
      {t('domain.requestWithdraw')}
    </Button>
  );
}
