import { cn } from '@/components/ui/cn';
import { t } from '@/words/say';

/** One thing of which two people hold different versions, in words. */
export type ComparisonRow = { name: string; theirs: string; mine: string; changedBy: 'them' | 'me' | 'both' };

const BY = { them: 'forms.byThem', me: 'forms.byYou', both: 'forms.byBoth' } as const;

type ComparisonTableProps = {
  rows: readonly ComparisonRow[];
  /** Whether saving mine replaces all of it, and not only what I changed. */
  isWhole?: boolean;
};

/** Theirs beside mine, line by line. What would hold after saving mine over it is set in strong type. */
export function ComparisonTable({ rows, isWhole = false }: ComparisonTableProps) {
  return (
    <div className="scroll-area mt-1 max-h-[34vh] rounded-md border bg-surface">
      <table className="w-full border-collapse text-left text-sm">
        <thead>
          <tr className="text-muted text-xs [&_th]:px-3 [&_th]:py-2 [&_th]:font-medium">
            <th scope="col">{t('forms.whatDiffers')}</th>
            <th scope="col">{t('forms.theirs')}</th>
            <th scope="col">{t('forms.yours')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, theirs, mine, changedBy }) => (
            <tr key={name} className="border-t align-top [&>*]:px-3 [&>*]:py-2">
              <th scope="row" className="font-medium">
                {name}
                <span className="block font-normal text-muted text-xs">{t(BY[changedBy])}</span>
              </th>
              <td className={cn('break-words', !isWhole && changedBy === 'them' && 'font-semibold')}>{theirs}</td>
              <td className={cn('break-words', !isWhole && changedBy === 'them' ? 'text-muted' : 'font-semibold')}>
                {mine}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
