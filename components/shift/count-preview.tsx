import type { ReactNode } from 'react';
import { formatMoney, formatPercent } from '@/lib/shared/format';
import { NOT_KNOWN } from './cash-words';
import { type CountFigures, previewCount } from './count-model';

/** What win and hold would be. Says that nothing is recorded yet, and why a figure is missing. */
export function CountPreview({ figures, currency }: { figures: CountFigures | null; currency: string }) {
  const preview = figures ? previewCount(figures) : null;
  const missing =
    figures === null
      ? 'Fill in the figures to see win and hold.'
      : figures.closingCents === null
        ? 'Win and hold are known once the closing is counted.'
        : 'Drop + closing + credits − opening − fills.';
  return (
    <section aria-label="Preview" aria-live="polite" className="rounded-md border border-dashed p-3.5">
      <p className="text-muted text-xs">Preview · not recorded yet</p>
      <dl className="grid grid-cols-2 gap-3 pt-1.5">
        <Previewed term="Win">
          {typeof preview?.winCents === 'number' ? formatMoney(preview.winCents, currency) : NOT_KNOWN}
        </Previewed>
        <Previewed term="Hold">
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
