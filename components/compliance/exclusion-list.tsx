'use client';

import { UserRoundCheck } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { FilterRow } from '@/components/ui/filter-row';
import { Late, lateCode } from '@/components/ui/late';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { Select } from '@/components/ui/select';
import { useTaken } from '@/components/ui/use-opened';
import { type ExclusionFilter, useExclusions } from '@/hooks/exclusions/use-exclusion-lists';
import { EXCLUSION_KINDS, type Exclusion } from '@/services/exclusions/dtos';
import { t } from '@/words/say';
import { ExclusionRow } from './exclusion-row';
import { kindLabel } from './exclusion-words';
import { type ComplianceUrl, FORCE_FILTERS } from './use-compliance-url';

const liftDrawer = lateCode(async () => (await import('./lift-exclusion-drawer')).LiftExclusionDrawer);

/** Every exclusion that ever was, newest first, narrowed down by kind, time and hits. */
export function ExclusionList({ url }: { url: ComplianceUrl }) {
  const filter: ExclusionFilter = {
    ...(url.kind && { kind: url.kind }),
    ...(url.force && { isInForce: url.force === 'now' }),
    ...(url.met && { hasHits: true }),
    ...(url.player && { playerId: url.player }),
  };
  const list = useExclusions(filter);
  const { kind, about, open, close: onClose } = url.overlay;
  const [lifted, take] = useTaken(kind === 'lift' ? about : null, list.data);
  const lift = (exclusion: Exclusion) => {
    take(exclusion);
    open('lift', exclusion.id);
  };
  const isNarrow = Object.keys(filter).length > 0;
  const clear = () => void url.setUrl({ kind: null, force: null, met: null, player: null });
  const nothing = <NoExclusions isNarrow={isNarrow} onShowAll={clear} />;
  return (
    <>
      <ExclusionFilters url={url} onClear={clear} />
      <ListPanel list={list} loading={t('compliance.loading')} empty={nothing}>
        {(items) => (
          <ul aria-label={t('compliance.view_record')} className="grid gap-2">
            {items.map((exclusion) => (
              <ExclusionRow
                key={exclusion.id}
                exclusion={exclusion}
                onLift={() => lift(exclusion)}
                onOnly={() => void url.setUrl({ player: exclusion.playerId })}
              />
            ))}
          </ul>
        )}
      </ListPanel>
      <LoadMore list={list} />
      {lifted ? <Late code={liftDrawer} props={{ exclusion: lifted, onClose }} /> : null}
    </>
  );
}

export function NoExclusions({ isNarrow, onShowAll }: { isNarrow: boolean; onShowAll: () => void }) {
  return (
    <EmptyList
      icon={UserRoundCheck}
      isNarrowed={isNarrow}
      none={{ title: t('compliance.nobodyExcluded'), meaning: t('compliance.nobodyExcludedMeaning') }}
      narrowed={{ title: t('compliance.noneLikeThat'), onShowAll, showAllLabel: t('compliance.showAll') }}
    />
  );
}

function ExclusionFilters({ url, onClear }: { url: ComplianceUrl; onClear: () => void }) {
  return (
    <FilterRow aria-label={t('compliance.view_record')} className="pb-3">
      <Select
        aria-label={t('compliance.kind')}
        value={url.kind ?? ''}
        onChange={({ target }) =>
          void url.setUrl({ kind: EXCLUSION_KINDS.find((kind) => kind === target.value) ?? null })
        }
      >
        <option value="">{t('compliance.everyKind')}</option>
        {EXCLUSION_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {kindLabel(kind)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('compliance.time')}
        value={url.force ?? ''}
        onChange={({ target }) =>
          void url.setUrl({ force: FORCE_FILTERS.find((known) => known === target.value) ?? null })
        }
      >
        <option value="">{t('compliance.anyTime')}</option>
        {FORCE_FILTERS.map((known) => (
          <option key={known} value={known}>
            {t(`compliance.force_${known}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('compliance.view_hits')}
        value={url.met ?? ''}
        onChange={({ target }) => void url.setUrl({ met: target.value === 'yes' ? 'yes' : null })}
      >
        <option value="">{t('compliance.metOrNot')}</option>
        <option value="yes">{t('compliance.met')}</option>
      </Select>
      {url.player ? (
        <Button variant="quiet" onClick={onClear}>
          {t('compliance.everyPlayer')}
        </Button>
      ) : null}
    </FilterRow>
  );
}
