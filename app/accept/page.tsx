import { JoinForm } from '@/components/joining/join-form';
import { t } from '@/words/say';
import { getWords, titled, WordsOf } from '@/words/server';

export const generateMetadata = titled('joining.title');

/** Where a one-time link leads. Its token stands behind the # and never comes here. */
export default async function AcceptPage() {
  await getWords();
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-8">
      <div className="grid w-full max-w-[440px] gap-6 rounded-lg border bg-surface p-6 max-sm:border-0 max-sm:bg-transparent max-sm:p-2">
        <header className="flex items-center gap-3.5">
          <div
            aria-hidden
            className="grid size-12 place-items-center rounded-md bg-accent font-extrabold text-on-accent text-xl"
          >
            P
          </div>
          <h1 className="font-[680] text-xl tracking-tight">{t('joining.title')}</h1>
        </header>
        <WordsOf rooms={['joining']}>
          <JoinForm />
        </WordsOf>
      </div>
    </main>
  );
}
