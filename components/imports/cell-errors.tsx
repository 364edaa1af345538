import { CircleAlert } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import type { PlayerImportDetail } from '@/services/imports/dtos';
import { cellErrorText } from './reading-words';

/** What can't be read of which column, with the first such cell. */
export function CellErrors({ cellErrors }: Pick<PlayerImportDetail, 'cellErrors'>) {
  if (cellErrors.length === 0) return null;
  return (
    <Notice icon={CircleAlert} tone="warn" role="status" title="Some cells can’t be read">
      <p className="text-muted">They are left out. Their rows count all the same, unless it is the id.</p>
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
