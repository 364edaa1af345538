'use client';

import { ArrowLeft, CircleAlert, CloudOff, UserX } from 'lucide-react';
import { useCallback, useState } from 'react';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { type ErrorWords, errorText } from '@/components/ui/error-text';
import { EmptyState } from '@/components/ui/message-state';
import { Notice } from '@/components/ui/notice';
import { PinPad } from '@/components/ui/pin-pad';
import { toastSuccess } from '@/components/ui/toast';
import { useApproveHere, useApprovers } from '@/hooks/authority/use-approve-here';
import { useRecentRequests } from '@/hooks/authority/use-reward-requests';
import { useMe } from '@/hooks/casino/me-context';
import { useConnection } from '@/hooks/use-connection';
import { ApiError } from '@/lib/client/api';
import type { Approver, ListedRewardRequest, RewardRequestResult } from '@/services/authority/dtos';
import { t } from '@/words/say';
import { NamesToChoose } from './names-to-choose';
import { RequestAbout } from './request-about';
import { requestStanding } from './request-standing';

/** After these somebody else has to approve it. */
const PASSES_ON = ['PIN_ENDED', 'CANNOT_APPROVE_HERE', 'OVER_AUTHORITY'];

type ApproveHereProps = {
  request: ListedRewardRequest | RewardRequestResult;
  /** Approved or not: what was asked for waits on, if not. */
  onClose: () => void;
};

/** Has somebody who stands beside approve what was asked for, by their name and PIN. */
export function ApproveHere({ request, onClose }: ApproveHereProps) {
  const isAway = useConnection() === 'offline';
  const [chosen, setChosen] = useState<Approver | null>(null);
  const isIt = useCallback(({ id }: ListedRewardRequest) => id === request.id, [request.id]);
  const live = useRecentRequests(isIt)[0] ?? { givenTodayCents: null, ...request };
  const { approve, isBusy, error, forgetError } = useApproveHere(request.id, ({ decidedByName, playerName }) => {
    const player = playerName ?? t('domain.noPlayer');
    toastSuccess(
      t('domain.request_approvedByPin', { name: decidedByName ?? '' }),
      t('domain.approvedHereMeaning', { player }),
    );
    onClose();
  });
  const choose = (approver: Approver | null) => {
    forgetError();
    setChosen(approver);
  };
  const isOver = live.status !== 'pending' && !isBusy;
  const typing = isPassedOn(error) || isOver || isAway ? null : chosen;
  return (
    <Dialog
      isOpen
      isStep
      onClose={onClose}
      title={t('domain.approveHere')}
      footer={
        <div className="flex flex-wrap justify-end gap-2.5">
          {typing ? (
            <Button variant="quiet" disabled={isBusy} onClick={() => choose(null)}>
              <ArrowLeft aria-hidden />
              {t('domain.approveSomebodyElse')}
            </Button>
          ) : null}
          <Button disabled={isBusy} onClick={onClose}>
            {t(isOver ? 'ui.close' : 'domain.leaveToOthers')}
          </Button>
        </div>
      }
    >
      <RequestAbout request={live} />
      <div aria-live="assertive">
        {error === null || isOver ? null : (
          <Failure error={error} name={chosen?.name ?? ''} isBrief={typing !== null} />
        )}
      </div>
      {isOver ? <Over request={live} /> : isAway ? <Away /> : null}
      {typing ? (
        <>
          <PinPad
            key={typing.id}
            label={t('domain.pinOfApprover', { name: typing.name, role: roleLabel(typing.role) })}
            isBusy={isBusy}
            onPin={(pin) => void approve({ staffId: typing.id, pin })}
          />
          {error === null ? (
            <p className="text-balance text-center text-muted text-sm">
              {t('domain.approverMeaning', { name: typing.name })}
            </p>
          ) : null}
        </>
      ) : null}
      {typing || isOver || isAway ? null : <Approvers requestId={request.id} onChoose={choose} />}
    </Dialog>
  );
}

const isPassedOn = (error: unknown) => error instanceof ApiError && PASSES_ON.includes(error.code);

function Approvers({ requestId, onChoose }: { requestId: string; onChoose: (approver: Approver) => void }) {
  const { data } = useApprovers(requestId, true);
  if (data === undefined) return <div className="h-16" aria-busy />;
  if (data.items.length === 0)
    return (
      <EmptyState icon={UserX} title={t('domain.nobodyApprovesHere')}>
        {t('domain.nobodyApprovesHereMeaning')}
      </EmptyState>
    );
  const choose = (id: string) => {
    const approver = data.items.find((each) => each.id === id);
    if (approver) onChoose(approver);
  };
  return (
    <div className="grid gap-2.5">
      <h3 className="font-semibold">{t('domain.whoApproves')}</h3>
      <NamesToChoose
        label={t('domain.whoApproves')}
        names={data.items.map(({ id, name, role }) => ({ id, name, about: roleLabel(role) }))}
        onChoose={choose}
      />
    </div>
  );
}

/** Somebody decided elsewhere meanwhile, or it lapsed. */
function Over({ request }: { request: ListedRewardRequest }) {
  const { timeZone } = useMe().settings;
  return <Notice icon={CircleAlert} tone="neutral" role="status" title={requestStanding(request, timeZone)} />;
}

function Away() {
  return (
    <Notice icon={CloudOff} tone="warn" role="status" title={t('domain.approveNeedsNetwork')}>
      <p>{t('domain.approveNeedsNetworkMeaning')}</p>
    </Notice>
  );
}

/** Above the keys in few words, which leave them where they are. */
function Failure({ error, name, isBrief }: { error: unknown; name: string; isBrief: boolean }) {
  const { title, remedy } = failureText(error, name);
  return isBrief ? (
    <p role="alert" className="text-balance text-center text-danger text-sm">
      <b className="font-semibold">{title}</b> {remedy}
    </p>
  ) : (
    <Notice icon={CircleAlert} tone="bad" role="alert" title={title}>
      <p>{remedy}</p>
    </Notice>
  );
}

/** What a person reads, of whose PIN it is and not of who holds the tablet. */
function failureText(error: unknown, name: string): ErrorWords {
  const words = errorText(error);
  const refusal = error instanceof ApiError ? error.refusal : null;
  if (refusal?.code === 'PIN_WRONG')
    return { ...words, remedy: t('domain.approverTriesLeft', { count: refusal.details?.triesLeft ?? 0, name }) };
  if (refusal?.code === 'PIN_ENDED') return { ...words, remedy: t('domain.approverPinEnded', { name }) };
  if (refusal?.code === 'OVER_AUTHORITY')
    return { title: t('domain.approverOver', { name }), remedy: t('domain.approverOverMeaning') };
  return words;
}
