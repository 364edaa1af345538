'use client';

import { rowErrorWords } from '@/components/domain/row-error-words';
import { Fact, Facts } from '@/components/ui/facts';
import { NavLink } from '@/components/ui/nav-link';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTimeWithYear, formatPoints } from '@/lib/shared/format';
import type { ReconciliationDetail } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';

const HASH_SHOWN = 12;

/** Where the figures came from: the file, who sent it, and every cell of the row as it stands there. */
export function RowSource({ row }: { row: ReconciliationDetail }) {
  const { timeZone } = useMe().settings;
  const { provenance } = row;
  return (
    <>
      <section aria-labelledby="row-source" className="text-sm">
        <h3 id="row-source" className="pb-1.5 font-semibold">
          {t('reconcile.source')}
        </h3>
        <Facts>
          <Fact term={t('reconcile.file')}>
            <NavLink
              href={`/imports?import=${row.importId}`}
              className="-my-3 inline-flex min-h-11 items-center break-all text-info underline-offset-2 hover:underline"
            >
              {provenance.fileName}
            </NavLink>
          </Fact>
          <Fact term={t('reconcile.sourceRow')}>{formatPoints(provenance.rowNumber)}</Fact>
          <Fact term={t('reconcile.uploadedBy')}>{provenance.uploadedBy}</Fact>
          <Fact term={t('reconcile.uploaded')}>{formatDateTimeWithYear(provenance.uploadedAt, timeZone)}</Fact>
          <Fact term={t('reconcile.import')}>
            <span className="break-all font-normal text-xs">{provenance.importId}</span>
          </Fact>
          <Fact term="SHA-256">
            <span title={provenance.sha256} className="font-normal">
              {provenance.sha256.slice(0, HASH_SHOWN)}…
            </span>
          </Fact>
        </Facts>
      </section>
      <section aria-labelledby="row-cells" className="text-sm">
        <h3 id="row-cells" className="pb-1.5 font-semibold">
          {t('reconcile.allCells')}
        </h3>
        <Unread errors={row.errors} />
        <Facts>
          {numbered(row.cells).map(({ place, column, value }) => (
            <Fact key={place} term={column ?? t('reconcile.column', { place })}>
              <span className="break-all font-normal">{value === '' ? '–' : value}</span>
            </Fact>
          ))}
        </Facts>
      </section>
    </>
  );
}

/** What can't be read of a row that counts all the same. */
function Unread({ errors }: Pick<ReconciliationDetail, 'errors'>) {
  if (errors.length === 0) return null;
  return (
    <ul className="grid gap-0.5 pb-1.5 text-warn">
      {errors.map((error) => (
        <li key={`${error.column}:${error.code}`} className="break-words">
          {error.column === null
            ? t('reconcile.leftOut', { why: rowErrorWords(error) })
            : t('reconcile.leftOutOf', { column: error.column, why: rowErrorWords(error) })}
        </li>
      ))}
    </ul>
  );
}

/** Cells with their places: headings may repeat, or be missing. */
function numbered(cells: ReconciliationDetail['cells']) {
  return cells.map((cell, index) => ({ ...cell, place: index + 1 }));
}
