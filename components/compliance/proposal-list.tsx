'use client';

import { SearchCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { Late, lateCode } from '@/components/ui/late';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { NavLink } from '@/components/ui/nav-link';
import { Pill } from '@/components/ui/pill';
import { Select } from '@/components/ui/select';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useTaken } from '@/components/ui/use-opened';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useProposals } from '@/hooks/exclusions/use-exclusion-lists';
import { useConfirmProposal } from '@/hooks/exclusions/use-exclusion-mutations';
import { formatDate, formatDateTime } from '@/lib/shared/format';
import { type ExclusionProposal, PROPOSAL_STATUSES } from '@/services/exclusions/dtos';
import { t } from '@/words/say';
import type { ComplianceUrl } from './use-compliance-url';

const dismissDrawer = lateCode(async () => (await import('./dismiss-proposal-drawer')).DismissProposalDrawer);

/** Whom lists name: those that wait for a person first, and what was decided on the others. */
export function ProposalList({ url }: { url: ComplianceUrl }) {
  const [status, setStatus] = useState<ExclusionProposal['status']>('proposed');
  const list = useProposals({ status });
  const { kind, about, open, close: onClose } = url.overlay;
  const [dismissed, take] = useTaken(kind === 'dismiss' ? about : null, list.data);
  const dismiss = (proposal: ExclusionProposal) => {
    take(proposal);
    open('dismiss', proposal.id);
  };
  return (
    <section aria-labelledby="matches">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h3 id="matches" className="font-bold text-lg">
          {t('compliance.matches')}
        </h3>
        <Select
          aria-label={t('compliance.matchStatus')}
          value={status}
          onChange={({ target }) => setStatus(PROPOSAL_STATUSES.find((known) => known === target.value) ?? status)}
        >
          {PROPOSAL_STATUSES.map((known) => (
            <option key={known} value={known}>
              {t(`compliance.match_${known}`)}
            </option>
          ))}
        </Select>
      </div>
      <ListPanel
        list={list}
        loading={t('compliance.loadingMatches')}
        empty={<NoMatches isDecided={status !== 'proposed'} onShowUndecided={() => setStatus('proposed')} />}
      >
        {(items) => (
          <ul aria-label={t('compliance.matches')} className="grid gap-2">
            {items.map((proposal) => (
              <ProposalRow key={proposal.id} proposal={proposal} onDismiss={() => dismiss(proposal)} />
            ))}
          </ul>
        )}
      </ListPanel>
      <LoadMore list={list} />
      {dismissed ? <Late code={dismissDrawer} props={{ proposal: dismissed, onClose }} /> : null}
    </section>
  );
}

export function NoMatches({ isDecided, onShowUndecided }: { isDecided: boolean; onShowUndecided: () => void }) {
  return (
    <EmptyList
      icon={SearchCheck}
      isNarrowed={isDecided}
      none={{ title: t('compliance.noMatches'), meaning: t('compliance.noMatchesMeaning') }}
      narrowed={{
        title: t('compliance.noMatchLikeThis'),
        onShowAll: onShowUndecided,
        showAllLabel: t('compliance.showUndecided'),
      }}
    />
  );
}

function ProposalRow({ proposal, onDismiss }: { proposal: ExclusionProposal; onDismiss: () => void }) {
  const canWrite = useCan('exclusion.write');
  const confirm = useConfirmProposal();
  const { playerName } = proposal;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-surface px-4 py-3">
      <div className="min-w-[220px] flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <NavLink
            href={`/players/${proposal.playerId}`}
            className="-my-2 inline-flex min-h-11 items-center font-semibold underline-offset-2 hover:underline"
          >
            {playerName}
          </NavLink>
          <span className="text-muted text-sm">{t('compliance.born', { day: formatDate(proposal.birthDate) })}</span>
          {proposal.isExcluded ? <Pill tone="bad">{t('compliance.alreadyExcluded')}</Pill> : null}
        </p>
        <p>{periodOf(proposal)}</p>
        <p className="wrap-anywhere text-muted text-sm">
          {t('compliance.row', { file: proposal.fileName, row: proposal.rowNumber })}
          {proposal.reference ? ` · ${t('compliance.source', { reference: proposal.reference })}` : ''}
        </p>
        <DecisionLine proposal={proposal} />
      </div>
      {proposal.status === 'proposed' && canWrite ? (
        <div className="flex gap-2">
          <Button onClick={onDismiss} aria-label={t('compliance.dismissOf', { player: playerName })}>
            {t('compliance.dismiss')}
          </Button>
          <Button
            variant="primary"
            isBusy={confirm.isPending}
            aria-label={t('compliance.confirmOf', { player: playerName })}
            onClick={() =>
              confirm.mutate(
                { id: proposal.id },
                { onSuccess: () => toastSuccess(t('compliance.excluded'), playerName), onError: toastError },
              )
            }
          >
            {t('compliance.confirm')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function DecisionLine({ proposal }: { proposal: ExclusionProposal }) {
  const { timeZone } = useMe().settings;
  if (proposal.decidedAt === null) return null;
  return (
    <p className="wrap-anywhere mt-1 text-sm">
      {t(`compliance.decided_${proposal.status === 'confirmed' ? 'confirmed' : 'dismissed'}`, {
        when: formatDateTime(proposal.decidedAt, timeZone),
        staff: proposal.decidedByName ?? '',
      })}
      {proposal.dismissReason ? ` · ${proposal.dismissReason}` : ''}
    </p>
  );
}

/** From which day to which; what a list does not say is from now on, or without an end. */
function periodOf({ startsOn, endsOn }: ExclusionProposal): string {
  const from = startsOn === null ? t('compliance.fromNow') : formatDate(startsOn);
  if (endsOn === null) return t('compliance.fromOn', { from });
  return t('compliance.fromUntil', { from, until: formatDate(endsOn) });
}
