'use client';

import { ShieldCheck } from 'lucide-react';
import { StaleNotice } from '@/components/domain/stale-notice';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Late, lateCode } from '@/components/ui/late';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { Pill } from '@/components/ui/pill';
import { useTaken } from '@/components/ui/use-opened';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useExclusionHits } from '@/hooks/exclusions/use-exclusion-lists';
import { formatDateTime } from '@/lib/shared/format';
import type { ExclusionHit } from '@/services/exclusions/dtos';
import { t } from '@/words/say';
import { attemptText } from './exclusion-words';
import { type ComplianceUrl, HIT_FILTERS } from './use-compliance-url';

const reviewDrawer = lateCode(async () => (await import('./review-hit-drawer')).ReviewHitDrawer);

/** Whenever an excluded player was to be given something or seated, live; those that nobody looked into first. */
export function HitList({ url }: { url: ComplianceUrl }) {
  const list = useExclusionHits(url.hits === 'new' ? { isReviewed: false } : {});
  const { kind, about, open, close: onClose } = url.overlay;
  const [reviewed, take] = useTaken(kind === 'review' ? about : null, list.data);
  const review = (hit: ExclusionHit) => {
    take(hit);
    open('review', hit.id);
  };
  return (
    <div className="relative">
      <ChoiceGroup
        label={t('compliance.view_hits')}
        value={url.hits}
        onChange={(value) => void url.setUrl({ hits: HIT_FILTERS.find((known) => known === value) ?? null })}
        className="mb-3 inline-flex gap-1 rounded-md border bg-surface p-1"
      >
        {HIT_FILTERS.map((known) => (
          <Choice key={known} value={known} look="segment">
            {t(`compliance.hits_${known}`)}
          </Choice>
        ))}
      </ChoiceGroup>
      <ListPanel
        list={list}
        loading={t('compliance.loadingHits')}
        empty={<NoHits isNewOnly={url.hits === 'new'} onShowAll={() => void url.setUrl({ hits: 'all' })} />}
      >
        {(hits) => (
          <ul aria-label={t('compliance.view_hits')} className="grid gap-2">
            {hits.map((hit) => (
              <HitRow key={hit.id} hit={hit} onReview={() => review(hit)} />
            ))}
          </ul>
        )}
      </ListPanel>
      <LoadMore list={list} />
      <StaleNotice answeredAt={() => list.dataUpdatedAt} />
      {reviewed ? <Late code={reviewDrawer} props={{ hit: reviewed, onClose }} /> : null}
    </div>
  );
}

/** Most of the time there is no new one, and that is well. */
export function NoHits({ isNewOnly, onShowAll }: { isNewOnly: boolean; onShowAll: () => void }) {
  return (
    <EmptyState
      icon={ShieldCheck}
      title={t(isNewOnly ? 'compliance.noNewHits' : 'compliance.noHits')}
      action={isNewOnly ? <Button onClick={onShowAll}>{t('compliance.showAll')}</Button> : null}
    >
      {t('compliance.noHitsMeaning')}
    </EmptyState>
  );
}

function HitRow({ hit, onReview }: { hit: ExclusionHit; onReview: () => void }) {
  const { timeZone } = useMe().settings;
  const canWrite = useCan('exclusion.write');
  const who =
    hit.staffName === null || hit.staffRole === null
      ? t('compliance.bySystem')
      : t('compliance.byStaff', { staff: hit.staffName, role: roleLabel(hit.staffRole) });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-surface px-4 py-3">
      <div className="min-w-[220px] flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <NavLink
            href={`/players/${hit.playerId}`}
            className="-my-2 inline-flex min-h-11 items-center font-semibold underline-offset-2 hover:underline"
          >
            {hit.playerName}
          </NavLink>
          <Pill tone={hit.outcome === 'done' ? 'bad' : 'warn'}>{t(`compliance.outcome_${hit.outcome}`)}</Pill>
        </p>
        <p>{attemptText(hit)}</p>
        <p className="text-muted text-sm">
          {formatDateTime(hit.attemptedAt, timeZone)} · {who}
        </p>
        {hit.reviewedAt === null ? null : (
          <p className="wrap-anywhere mt-1 text-sm">
            {t('compliance.reviewedBy', {
              when: formatDateTime(hit.reviewedAt, timeZone),
              staff: hit.reviewedByName ?? '',
            })}
            {hit.reviewNote ? ` · ${hit.reviewNote}` : ''}
          </p>
        )}
      </div>
      {hit.reviewedAt === null && canWrite ? (
        <Button onClick={onReview} aria-label={t('compliance.reviewOf', { player: hit.playerName })}>
          {t('compliance.review')}
        </Button>
      ) : null}
    </li>
  );
}
