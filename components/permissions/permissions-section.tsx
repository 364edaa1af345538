'use client';

import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { LeaveGuard } from '@/components/forms/leave-guard';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { Notice } from '@/components/ui/notice';
import { useOpenedKind, useTaken } from '@/components/ui/use-opened';
import { usePreload } from '@/components/ui/use-preload';
import { useCan } from '@/hooks/casino/me-context';
import { useApprovals, usePermissions } from '@/hooks/permissions/use-permissions';
import type { PermissionChange, PermissionException, Permissions } from '@/services/permissions/dtos';
import { t } from '@/words/say';
import { type Conflict, changesOf, conflictsOf, EMPTY_DRAFT, NO_CHANGE, turned } from './draft';
import { ExceptionList } from './exception-list';
import { Matrix } from './matrix';
import { capabilityLabel } from './permission-words';
import { RequestList, type Requests } from './request-list';

const askDrawer = lateCode(async () => (await import('./ask-drawer')).AskDrawer);
const exceptionDrawer = lateCode(async () => (await import('./exception-drawer')).ExceptionDrawer);
const refuseDrawer = lateCode(async () => (await import('./refuse-drawer')).RefuseDrawer);
const LOADERS = [askDrawer.fetch, exceptionDrawer.fetch, refuseDrawer.fetch];
/** What lies over the screen: changes being asked for, an exception being made, a request being refused. */
const OVERLAYS = ['ask', 'exception', 'refuse'] as const;

/** Who may do what: what was asked to be otherwise, the matrix, and the exceptions of people. */
export function PermissionsSection() {
  usePreload(LOADERS);
  return (
    <section aria-labelledby="permissions" className="grid gap-4">
      <h2 id="permissions" className="font-bold text-xl tracking-tight">
        {t('permissions.title')}
      </h2>
      <PermissionsOrState />
    </section>
  );
}

/** Both at once: the matrix would move when what was asked for arrived above it. */
function PermissionsOrState() {
  const permissions = usePermissions();
  const requests = useApprovals();
  if (permissions.data && !requests.isPending)
    return <LoadedPermissions permissions={permissions.data} requests={requests} />;
  if (!permissions.isError) return <RowsSkeleton label={t('permissions.loading')} row="h-[60px]" />;
  return (
    <ErrorState
      {...errorText(permissions.error)}
      onRetry={() => void permissions.refetch()}
      isRetrying={permissions.isFetching}
    />
  );
}

function LoadedPermissions({ permissions, requests }: { permissions: Permissions; requests: Requests }) {
  const canManage = useCan('staff.manage');
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [ended, setEnded] = useState<PermissionException | null>(null);
  const { kind, about, open, close } = useOpenedKind('open', OVERLAYS);
  const [refused, takeRefused] = useTaken(kind === 'refuse' ? about : null, requests.data);
  const changes = ended ? [endOf(ended)] : changesOf(permissions, draft);
  const discard = () => setDraft(EMPTY_DRAFT);
  return (
    <div className="grid gap-6">
      <p className="text-muted">{t(canManage ? 'permissions.intro' : 'permissions.forReading')}</p>
      <RequestList
        list={requests}
        onRefuse={(approval) => {
          takeRefused(approval);
          open('refuse', approval.id);
        }}
      />
      <Matrix
        permissions={permissions}
        draft={draft}
        onTurn={canManage ? (role, row) => setDraft((now) => turned(permissions, now, role, row)) : null}
      />
      <DraftBar
        count={changesOf(permissions, draft).length}
        conflicts={conflictsOf(permissions, draft)}
        onDiscard={discard}
        onAsk={() => {
          setEnded(null);
          open('ask');
        }}
      />
      <ExceptionList
        exceptions={permissions.exceptions}
        onAdd={() => open('exception')}
        onEnd={(exception) => {
          setEnded(exception);
          open('ask');
        }}
      />
      {kind === 'ask' && changes.length > 0 ? (
        <Late
          code={askDrawer}
          props={{
            changes,
            onAsked: () => {
              if (ended === null) discard();
              close();
            },
            onClose: close,
          }}
        />
      ) : null}
      {kind === 'exception' ? <Late code={exceptionDrawer} props={{ permissions, onClose: close }} /> : null}
      {refused ? <Late code={refuseDrawer} props={{ approval: refused, onClose: close }} /> : null}
    </div>
  );
}

function endOf({ staffId, staffName, capability }: PermissionException): PermissionChange {
  return { ...NO_CHANGE, staffId, staffName, capability };
}

type DraftBarProps = { count: number; conflicts: Conflict[]; onDiscard: () => void; onAsk: () => void };

/** What was turned and not asked for yet, with what the product would refuse said before. In sight wherever the matrix is. */
function DraftBar({ count, conflicts, onDiscard, onAsk }: DraftBarProps) {
  if (count === 0) return null;
  return (
    <section
      aria-label={t('permissions.changed', { count })}
      className="sticky bottom-3 z-20 grid gap-3 rounded-lg border bg-raised p-3 shadow-lg"
    >
      <LeaveGuard isDirty onDiscard={onDiscard} />
      {conflicts.map(({ role, separation, one, other }) => (
        <Notice
          key={`${role} ${separation}`}
          role="status"
          tone="warn"
          icon={TriangleAlert}
          title={t(`permissions.conflict_${separation}`, {
            who: roleLabel(role),
            one: capabilityLabel(one),
            other: capabilityLabel(other),
          })}
        />
      ))}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="flex-1 whitespace-nowrap font-medium text-sm text-warn">
          {t('permissions.changed', { count })}
        </p>
        <Button variant="quiet" onClick={onDiscard}>
          {t('ui.discard')}
        </Button>
        <Button variant="primary" disabled={conflicts.length > 0} onClick={onAsk}>
          {t('permissions.ask')}
        </Button>
      </div>
    </section>
  );
}
