'use client';

import { CheckCheck, ScanSearch } from 'lucide-react';
import { useId } from 'react';
import { DayPicker } from '@/components/domain/day-picker';
import { StaleNotice } from '@/components/domain/stale-notice';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { FilterRow } from '@/components/ui/filter-row';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { useTaken } from '@/components/ui/use-opened';
import { useMe } from '@/hooks/casino/me-context';
import { useFindings } from '@/hooks/lens/use-lens';
import type { Lens, LensFinding, LensPlace } from '@/services/lens/dtos';
import { t } from '@/words/say';
import { FindingRow } from './finding-row';
import { isMineToAcknowledge } from './lens-words';
import { LENS_SPANS, type LensUrl, lensQueryOf, useLensUrl } from './use-lens-url';

const acknowledgeDrawer = lateCode(async () => (await import('./acknowledge-finding-drawer')).AcknowledgeFindingDrawer);
const acknowledgeAllDrawer = lateCode(
  async () => (await import('./acknowledge-findings-drawer')).AcknowledgeFindingsDrawer,
);
/** One finding has its own way to be acknowledged. */
const MANY = 2;

/** Patterns of the cash log. */
export const PatternsSection = () => <LensSection lens="cash" />;
/** What staff do with rewards and coupons. */
export const InsiderSection = () => <LensSection lens="insider" />;

/** What stands out in some gaming days, most unusual first. A finding is no accusation: it shows a figure beside what is usual, and its rows. */
function LensSection({ lens }: { lens: Lens }) {
  const url = useLensUrl();
  const { gamingDay, staff } = useMe();
  const { withAcknowledged, ...place } = lensQueryOf(lens, url, gamingDay);
  const findings = useFindings({ ...place, withAcknowledged });
  const { kind, about, open, close: onClose } = url.overlay;
  const [finding, take] = useTaken(kind === null ? null : about, findings.data?.items);
  const waiting = findings.data?.items.filter((item) => isMineToAcknowledge(item, staff.id)) ?? [];
  const acknowledge = (next: LensFinding) => {
    take(next);
    open('acknowledge', next.id);
  };
  return (
    <div className="relative grid gap-4">
      <p className="max-w-[70ch] text-muted">{t(`lens.meaning_${lens}`)}</p>
      <LensFilters url={url} to={place.to} />
      {findings.isPending ? <RowsSkeleton label={t('lens.loading')} row="h-[116px]" /> : null}
      {findings.isError && findings.data === undefined ? (
        <ErrorState
          {...errorText(findings.error)}
          onRetry={() => void findings.refetch()}
          isRetrying={findings.isFetching}
        />
      ) : null}
      {findings.data ? (
        <div className={findings.isPlaceholderData ? 'opacity-60' : undefined}>
          {waiting.length >= MANY ? (
            <div className="flex justify-end pb-2">
              <Button disabled={findings.isPlaceholderData} onClick={() => open('acknowledgeAll')}>
                <CheckCheck aria-hidden />
                {t('lens.acknowledgeEverything')}
              </Button>
            </div>
          ) : null}
          <FindingList
            items={findings.data.items}
            place={place}
            onAcknowledge={acknowledge}
            onShowAcknowledged={withAcknowledged ? undefined : () => void url.setUrl({ acknowledged: 'yes' })}
          />
          {findings.data.total > findings.data.items.length ? (
            <p className="pt-3 text-muted text-sm">
              {t('lens.more', { shown: findings.data.items.length, total: findings.data.total })}
            </p>
          ) : null}
        </div>
      ) : null}
      <StaleNotice answeredAt={() => findings.dataUpdatedAt} />
      {finding ? <Late code={acknowledgeDrawer} props={{ finding, place, onClose }} /> : null}
      {kind === 'acknowledgeAll' && findings.data && !findings.isPlaceholderData ? (
        <Late code={acknowledgeAllDrawer} props={{ listed: findings.data.items, place, onClose }} />
      ) : null}
    </div>
  );
}

type FindingListProps = {
  items: LensFinding[];
  place: LensPlace;
  onAcknowledge: (finding: LensFinding) => void;
  /** Given while those that were acknowledged do not show. */
  onShowAcknowledged: (() => void) | undefined;
};

function FindingList({ items, place, onAcknowledge, onShowAcknowledged }: FindingListProps) {
  if (items.length === 0) {
    return <NoFindings onShowAcknowledged={onShowAcknowledged} />;
  }
  return (
    <ul aria-label={t('lens.findings')} className="grid gap-2">
      {items.map((finding) => (
        <FindingRow key={finding.id} finding={finding} place={place} onAcknowledge={() => onAcknowledge(finding)} />
      ))}
    </ul>
  );
}

export function NoFindings({ onShowAcknowledged }: Pick<FindingListProps, 'onShowAcknowledged'>) {
  return (
    <EmptyState
      icon={ScanSearch}
      title={t('lens.nothing')}
      action={onShowAcknowledged ? <Button onClick={onShowAcknowledged}>{t('lens.showAcknowledged')}</Button> : null}
    >
      {t('lens.nothingMeaning')}
    </EmptyState>
  );
}

function LensFilters({ url, to }: { url: LensUrl; to: string }) {
  const switchId = useId();
  return (
    <div className="grid gap-2 sm:flex sm:flex-wrap sm:items-center sm:gap-x-4">
      <DayPicker gamingDay={to} isToday={url.until === null} onDay={(until) => void url.setUrl({ until })} />
      <FilterRow aria-label={t('lens.findings')} className="pb-1">
        <Select
          aria-label={t('lens.days')}
          value={url.span}
          onChange={({ target }) => void url.setUrl({ span: LENS_SPANS.find((span) => span === target.value) ?? null })}
        >
          {LENS_SPANS.map((span) => (
            <option key={span} value={span}>
              {t('lens.span', { days: Number(span) })}
            </option>
          ))}
        </Select>
        <label htmlFor={switchId} className="flex min-h-11 items-center gap-2 font-semibold text-sm sm:px-1.5">
          {t('lens.withAcknowledged')}
          <Switch
            id={switchId}
            tone="plain"
            checked={url.acknowledged === 'yes'}
            onCheckedChange={(isOn) => void url.setUrl({ acknowledged: isOn ? 'yes' : null })}
          />
        </label>
        {url.span === '15' && url.until === null && url.acknowledged === null ? null : (
          <Button variant="quiet" onClick={() => void url.setUrl({ until: null, span: null, acknowledged: null })}>
            {t('lens.reset')}
          </Button>
        )}
      </FilterRow>
    </div>
  );
}
