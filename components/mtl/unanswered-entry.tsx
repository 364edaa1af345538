'use client';

import { UnansweredRequest } from '@/components/ui/unanswered-request';
import { useEntryRequest } from '@/hooks/mtl/mtl-requests';
import { t } from '@/words/say';

/** An entry that has no answer. Nothing where there is none. */
export function UnansweredEntry({ place }: { place: string }) {
  const { intent, retry, discard } = useEntryRequest(place);
  if (intent === null || intent.status === 'answered' || intent.status === 'refused') return null;
  return (
    <UnansweredRequest
      title={t('mtl.notYetLogged')}
      what={intent.title}
      warning={t('mtl.notYetLoggedWarning')}
      isRetrying={intent.status !== 'unanswered'}
      onRetry={retry}
      onDiscard={discard}
    />
  );
}
