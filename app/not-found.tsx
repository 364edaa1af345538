import { PitIcon } from '@/components/shell/pit-icon';
import { buttonStyles } from '@/components/ui/button';
import { HOME } from '@/lib/shared/sign-in-path';
import { t } from '@/words/say';
import { getWords } from '@/words/server';

/**
 * Belongs to every page of the product, so whatever code it needs in the browser is in every first load. It needs none:
 * hence no icon of the library, and no part that has one.
 */
export default async function NotFound() {
  await getWords();
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-2 px-6 py-10 text-center">
      <PitIcon className="size-7 text-faint" />
      <p className="font-semibold">{t('shell.notFound')}</p>
      <p className="max-w-[36ch] text-muted text-sm">{t('shell.notFoundWhy')}</p>
      <a href={HOME} className={buttonStyles({ variant: 'primary', className: 'mt-2' })}>
        {t('shell.goHome')}
      </a>
    </main>
  );
}
