import type { ReactNode } from 'react';
import { NOT_KNOWN } from '@/components/domain/cash-words';
import { formatMoney, formatPercent } from '@/lib/shared/format';
import { t } from '@/words/say';
import { type CountFigures, previewCount } from './count-model';

/** What win and hold would be. Says that nothing is recorded yet, and why a figure is missing. */
export function CountPreview({ figures, currency }: { figures: CountFigures | null; currency: string }) {
  const preview = figures ? previewCount(figures) : null;
  const missing =
    figures === null
      ? t('shift.fillIn')
      : figures.closingCents === null
        ? t('shift.knownOnceCounted')
        : t('shift.winFormula');
  return (
    <section aria-label={t('shift.preview')} aria-live="polite" className="rounded-md border border-dashed p-3.5">
      <p className="text-muted text-xs">{t('shift.notRecordedYet')}</p>
      <dl className="grid grid-cols-2 gap-3 pt-1.5">
        <Previewed term={t('shift.win')}>
          {typeof preview?.winCents === 'number' ? formatMoney(preview.winCents, currency) : NOT_KNOWN}
        </Previewed>
        <Previewed term={t('shift.hold')}>
          {typeof preview?.holdPercent === 'number' ? formatPercent(preview.holdPercent) : NOT_KNOWN}
        </Previewed>
      </dl>
      <p className="pt-1.5 text-muted text-xs">{missing}</p>
    </section>
  );
}

function Previewed({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{term}</dt>
      <dd className="font-[680] text-2xl">{children}</dd>
    </div>
  );
}
