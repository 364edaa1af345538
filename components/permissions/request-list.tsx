'use client';

import { Inbox } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { Pill } from '@/components/ui/pill';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { obstacleTo } from '@/hooks/permissions/obstacle-to';
import { type useApprovals, useApprove, useWithdrawApproval } from '@/hooks/permissions/use-permissions';
import { formatDateTime } from '@/lib/shared/format';
import type { Approval } from '@/services/permissions/dtos';
import { t } from '@/words/say';
import { FactorMeaning } from './factor-meaning';
import { changeText } from './permission-words';

export type Requests = ReturnType<typeof useApprovals>;

/** What was asked for: who asked, what, and who decided. */
export function RequestList({ list, onRefuse }: { list: Requests; onRefuse: (approval: Approval) => void }) {
  const none = (
    <EmptyState icon={Inbox} title={t('permissions.noRequests')}>
      {t('permissions.noRequestsMeaning')}
    </EmptyState>
  );
  return (
    <section aria-labelledby="requests" className="grid gap-3">
      <h3 id="requests" className="font-bold text-lg">
        {t('permissions.requests')}
      </h3>
      <ListPanel list={list} loading={t('permissions.loadingRequests')} empty={none}>
        {(items) => (
          <ul aria-label={t('permissions.requests')} className="grid gap-2">
            {items.map((approval) => (
              <RequestRow key={approval.id} approval={approval} onRefuse={() => onRefuse(approval)} />
            ))}
          </ul>
        )}
      </ListPanel>
      <LoadMore list={list} />
    </section>
  );
}

function RequestRow({ approval, onRefuse }: { approval: Approval; onRefuse: () => void }) {
  const { timeZone } = useMe().settings;
  const { changes, reason, status, requestedByName } = approval;
  const asked = t('permissions.askedBy', {
    name: requestedByName,
    when: formatDateTime(approval.requestedAt, timeZone),
  });
  const lapses =
    status === 'pending' ? ` · ${t('permissions.lapses', { when: formatDateTime(approval.lapsesAt, timeZone) })}` : '';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-surface px-4 py-3">
      <div className="wrap-anywhere grid min-w-[220px] flex-1 gap-1">
        <ul className="font-semibold">
          {changes.map((change) => (
            <li key={`${change.role} ${change.staffId} ${change.capability}`}>{changeText(change)}</li>
          ))}
        </ul>
        <p>{reason}</p>
        {approval.isAfterLink ? (
          <p className="text-sm text-warn">{t('permissions.afterLink', { name: requestedByName })}</p>
        ) : null}
        {approval.isAfterReset ? (
          <p className="text-sm text-warn">{t('permissions.afterReset', { name: requestedByName })}</p>
        ) : null}
        {status === 'pending' ? <FactorMeaning changes={changes} /> : null}
        <p className="text-muted text-sm">
          {asked}
          {lapses}
        </p>
        <Decision approval={approval} />
      </div>
      {status === 'pending' ? (
        <Choices approval={approval} onRefuse={onRefuse} />
      ) : (
        <Pill>{t(`permissions.status_${status}`)}</Pill>
      )}
    </li>
  );
}

function Decision({ approval }: { approval: Approval }) {
  const { timeZone } = useMe().settings;
  const { status, decidedAt, decidedByName, note } = approval;
  if (decidedAt === null || status === 'pending' || status === 'lapsed') return null;
  const words = { name: decidedByName ?? '', when: formatDateTime(decidedAt, timeZone) };
  return (
    <p className="text-sm">
      {t(`permissions.decided_${status}`, words)}
      {note ? ` · ${note}` : ''}
    </p>
  );
}

function Choices({ approval, onRefuse }: { approval: Approval; onRefuse: () => void }) {
  const me = useMe();
  const canManage = useCan('staff.manage');
  const approve = useApprove();
  const withdraw = useWithdrawApproval();
  const name = approval.requestedByName;
  const obstacle = obstacleTo(approval, me);
  if (obstacle !== null)
    return (
      <div className="flex flex-wrap items-center gap-2">
        <p className="text-muted text-sm">{t(`permissions.${obstacle}`)}</p>
        {approval.requestedBy === me.staff.id && canManage ? (
          <Button
            isBusy={withdraw.isPending}
            onClick={() =>
              withdraw.mutate(
                { id: approval.id },
                {
                  onSuccess: () => toastSuccess(t('permissions.withdrawn'), t('permissions.refuseMeaning')),
                  onError: toastError,
                },
              )
            }
          >
            {t('permissions.withdraw')}
          </Button>
        ) : null}
      </div>
    );
  return (
    <div className="flex gap-2">
      <Button onClick={onRefuse} aria-label={t('permissions.refuseOf', { name })}>
        {t('permissions.refuse')}
      </Button>
      <Button
        variant="primary"
        isBusy={approve.isPending}
        aria-label={t('permissions.approveOf', { name })}
        onClick={() =>
          approve.mutate(
            { id: approval.id, note: null },
            {
              onSuccess: () => toastSuccess(t('permissions.approved'), t('permissions.approvedMeaning')),
              onError: toastError,
            },
          )
        }
      >
        {t('permissions.approve')}
      </Button>
    </div>
  );
}
