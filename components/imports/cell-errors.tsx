import { CircleAlert } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import type { PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { cellErrorText } from './reading-words';

/** What can't be read of which column, with the first such cell. */
export function CellErrors({ cellErrors }: Pick<PlayerImportDetail, 'cellErrors'>) {
  if (cellErrors.length === 0) return null;
  return (
    <Notice icon={CircleAlert} tone="warn" role="status" title={t('imports.cellErrors')}>
      <p className="text-muted">{t('imports.cellErrorsWhy')}</p>
      <ul className="mt-1 grid gap-0.5">
        {cellErrors.map((error) => (
          <li key={`${error.column}:${error.code}`} className="wrap-anywhere">
            {cellErrorText(error)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
