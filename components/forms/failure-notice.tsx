import { CircleAlert } from 'lucide-react';
import { errorText, firstFieldWords } from '@/components/ui/error-text';
import { Notice } from '@/components/ui/notice';
import { ApiError } from '@/lib/client/api';

/** Why what was confirmed did not happen, or that nobody knows; nothing while there is nothing to say. */
export function FailureNotice({ error }: { error: unknown }) {
  if (error === null) return null;
  const refusal = error instanceof ApiError ? error.refusal : null;
  const field = refusal?.code === 'VALIDATION_FAILED' ? firstFieldWords(refusal.details) : null;
  const { title, remedy } = errorText(error);
  return (
    <Notice icon={CircleAlert} tone="bad" role="alert" title={field ?? title}>
      {field === null ? <p>{remedy}</p> : null}
    </Notice>
  );
}
