'use client';

import { Banknote } from 'lucide-react';
import { Fact, Facts } from '@/components/ui/facts';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useOpenedKind, useTaken } from '@/components/ui/use-opened';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useMtlEntries } from '@/hooks/mtl/use-mtl-entries';
import { formatGamingDayWithYear, formatMoney } from '@/lib/shared/format';
import type { MtlEntry, MtlSummaryPatron, UnknownPatron } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { EntryRow } from './entry-row';
import { IdentifyForm } from './identify-form';
import { LevelBadge } from './level-badge';
import { entryPatronName, patronName } from './mtl-words';
import { UnknownPatronCard } from './unknown-patron-card';

/** What comes after the sheet: saying who somebody is, or taking that back. */
const STEPS = ['identify'] as const;

type PatronDrawerProps = {
  who: { playerId: string } | { unknownPatronId: string };
  gamingDay: string;
  /** Their totals of the day; null for who has none. */
  totals: MtlSummaryPatron | null;
  onVoid: (entry: MtlEntry) => void;
  onOpenPlayer: (playerId: string) => void;
  onClose: () => void;
};

/** A patron's sheet of one gaming day: in and out, each on its own, the entries behind them, and who was described as whom. */
export function PatronDrawer({ who, gamingDay, totals, onVoid, onOpenPlayer, onClose }: PatronDrawerProps) {
  const list = useMtlEntries({ gamingDay, ...who });
  const step = useOpenedKind('step', STEPS);
  const items = list.isPlaceholderData ? [] : (list.data ?? []);
  const described = listDescribed(items);
  const [identifying, take] = useTaken(step.about, described);
  const identify = (patron: UnknownPatron) => {
    take(patron);
    step.open('identify', patron.id);
  };
  const name = totals ? patronName(totals) : items[0] ? entryPatronName(items[0]) : t('mtl.patron');
  if (identifying) {
    return (
      <SheetFrame isOpen onClose={step.close} isWide>
        <SheetHead
          title={t(identifying.playerId ? 'mtl.takeBack' : 'mtl.identify')}
          subtitle={identifying.description}
        />
        <IdentifyForm
          patron={identifying}
          onIdentified={(playerId) => {
            step.close();
            if (playerId) onOpenPlayer(playerId);
          }}
        />
      </SheetFrame>
    );
  }
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={name} subtitle={formatGamingDayWithYear(gamingDay)} />
      <SheetBody>
        {totals ? <PatronTotals totals={totals} /> : null}
        {'playerId' in who ? (
          <NavLink
            href={`/players/${who.playerId}`}
            className="-my-2 flex min-h-11 w-fit items-center font-semibold text-info text-sm hover:underline"
          >
            {t('domain.playerPage')}
          </NavLink>
        ) : null}
        {described.map((patron) => (
          <UnknownPatronCard key={patron.id} patron={patron} onIdentify={() => identify(patron)} />
        ))}
        <ListPanel
          list={list}
          loading={t('mtl.loadingEntries')}
          empty={
            <EmptyState icon={Banknote} title={t('mtl.noEntriesOfPatron')}>
              {t('mtl.noEntriesOfPatronMeaning')}
            </EmptyState>
          }
        >
          {(entries) => (
            <>
              <ul aria-label={t('mtl.entries')} className="divide-y border-t">
                {entries.map((entry) => (
                  <EntryRow key={entry.id} entry={entry} onVoid={onVoid} />
                ))}
              </ul>
              <LoadMore list={list} />
            </>
          )}
        </ListPanel>
      </SheetBody>
    </SheetFrame>
  );
}

function PatronTotals({ totals }: { totals: MtlSummaryPatron }) {
  const { currency } = useMe().settings;
  const canManage = useCan('ctr.manage');
  const { ctrCaseId } = totals;
  return (
    <div className="grid gap-3">
      <Facts>
        <Fact term={t('mtl.cashIn')}>{formatMoney(totals.cashInCents, currency)}</Fact>
        <Fact term={t('mtl.cashOut')}>{formatMoney(totals.cashOutCents, currency)}</Fact>
      </Facts>
      <div className="flex flex-wrap items-center gap-2 empty:hidden">
        <LevelBadge level={totals.level} percent={totals.nearCtrPercent} />
        {ctrCaseId ? <span className="text-sm">{t('mtl.caseOpened')}</span> : null}
        {ctrCaseId && canManage ? (
          <NavLink
            href={`/compliance?section=cases&case=${ctrCaseId}`}
            className="-my-2 flex min-h-11 items-center font-semibold text-info text-sm hover:underline"
          >
            {t('mtl.openCase')}
          </NavLink>
        ) : null}
      </div>
    </div>
  );
}

/** Everybody whom the entries describe, each once. */
function listDescribed(entries: readonly MtlEntry[]): UnknownPatron[] {
  const byId = new Map<string, UnknownPatron>();
  for (const { unknownPatron } of entries) if (unknownPatron) byId.set(unknownPatron.id, unknownPatron);
  return [...byId.values()];
}
