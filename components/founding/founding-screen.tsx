'use client';

import { ClosedLink } from '@/components/domain/closed-link';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { useFoundCasino, useFounding } from '@/hooks/founding/use-founding';
import { ApiError } from '@/lib/client/api';
import { t } from '@/words/say';
import { Founded } from './founded';
import { FoundingForm } from './founding-form';

/** What a founding link opens: a casino to set up, step by step; what it made; or why it opens nothing. */
export function FoundingScreen() {
  const { token, opened, error, again } = useFounding();
  const making = useFoundCasino();
  if (token === '') return <ClosedLink title={t('founding.noToken')} remedy={t('founding.noTokenRemedy')} />;
  if (error !== null)
    return <ClosedLink {...errorText(error)} {...(error instanceof ApiError && error.status < 500 ? {} : { again })} />;
  if (token === null || opened === null) return <RowsSkeleton label={t('founding.reading')} count={5} row="h-[60px]" />;
  if (making.founded !== null) return <Founded founded={making.founded} />;
  return (
    <FoundingForm
      madeBefore={opened.casinoName}
      isBusy={making.isBusy}
      error={making.error}
      onFound={(casino) => void making.found(token, casino)}
    />
  );
}
