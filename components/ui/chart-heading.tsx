import { t } from '@/words/say';

type ChartHeadingProps = {
  id: string;
  title: string;
  className: string;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
};

/** The title of a chart, and the way from the chart to a table of its figures and back. */
export function ChartHeading({ id, title, className, isTable, onTable }: ChartHeadingProps) {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3">
      <h3 id={id} className={className}>
        {title}
      </h3>
      <button
        type="button"
        aria-pressed={isTable}
        onClick={() => onTable(!isTable)}
        className="-mr-2 min-h-11 rounded-sm px-2 font-medium text-muted text-sm hover:text-ink"
      >
        {isTable ? t('ui.showChart') : t('ui.showAsTable')}
      </button>
    </div>
  );
}
