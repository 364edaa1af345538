import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

/** Cents as money of the casino, to the cent where there are cents. */
export type Money = (cents: number) => string;

/** A part of the report under its own heading; on paper never torn from its heading. */
export function ReportPart({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid content-start gap-1.5">
      <div className="flex flex-wrap items-baseline gap-x-2 print:break-after-avoid">
        <h3 className="font-bold">{title}</h3>
        {note ? <p className="text-muted text-sm">{note}</p> : null}
      </div>
      {children}
    </section>
  );
}

type Column = { title: string; isText?: boolean };

type ReportTableProps = {
  /** What the table is of, for who does not see it. */
  label: string;
  columns: readonly Column[];
  rows: readonly { key: string; cells: readonly ReactNode[]; isTotal?: boolean }[];
  /** Stands where there is no row. */
  nothing: string;
  /** More columns than a phone has room for: there they scroll sideways. */
  isWide?: boolean;
  /** A row is led by a link of a finger's height: its figures stand in the middle of that. */
  isLinked?: boolean;
};

/** Figures in rows: the first column names them, the others are numbers unless said. */
export function ReportTable({ isWide = false, nothing, ...table }: ReportTableProps) {
  if (table.rows.length === 0) return <p className="text-muted text-sm">{nothing}</p>;
  if (!isWide) return <Rows {...table} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls has to be reached by the keyboard.
    <div tabIndex={0} className="max-sm:overflow-x-auto">
      <Rows {...table} className="max-sm:min-w-[500px]" />
    </div>
  );
}

type RowsProps = Omit<ReportTableProps, 'nothing' | 'isWide'> & { className?: string };

function Rows({ label, columns, rows, isLinked, className }: RowsProps) {
  return (
    <table aria-label={label} className={cn('w-full border-collapse text-left text-sm tabular-nums', className)}>
      <thead>
        <tr>
          {columns.map(({ title, isText }, place) => (
            <th
              key={title}
              scope="col"
              className={cn(
                CELL,
                'align-bottom font-medium text-muted text-xs',
                isNumber(place, isText) && 'text-right',
              )}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells, isTotal }) => (
          <tr key={key} className={cn('border-t', isLinked ? 'align-middle' : 'align-top', isTotal && 'font-bold')}>
            {cells.map((cell, place) => {
              const column = columns[place];
              const look = cn(CELL, isNumber(place, column?.isText) ? 'whitespace-nowrap text-right' : 'wrap-anywhere');
              return place === 0 ? (
                <th key={column?.title} scope="row" className={cn(look, isTotal ? 'font-bold' : 'font-medium')}>
                  {cell}
                </th>
              ) : (
                <td key={column?.title} className={look}>
                  {cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const CELL = 'py-1.5 pr-3 last:pr-0 max-sm:pr-2 print:py-[0.4mm]';

function isNumber(place: number, isText = false): boolean {
  return place > 0 && !isText;
}

/** Figures with their names, line by line. */
export function ReportFigures({ figures }: { figures: readonly [term: string, value: ReactNode, note?: string][] }) {
  return (
    <dl className="text-sm tabular-nums">
      {figures.map(([term, value, note]) => (
        <div
          key={term}
          className="flex flex-wrap items-baseline justify-between gap-x-3 border-t py-1.5 first:border-t-0 print:py-[0.4mm]"
        >
          <dt className="text-muted">{term}</dt>
          <dd className="text-right font-medium">
            {value}
            {note ? <span className="ml-2 inline-block min-w-24 text-muted">{note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
