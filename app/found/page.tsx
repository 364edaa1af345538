import { FoundingScreen } from '@/components/founding/founding-screen';
import { t } from '@/words/say';
import { getWords, titled, WordsOf } from '@/words/server';

export const generateMetadata = titled('founding.title');

/** Where a founding link leads. Its token stands behind the # and never comes here. */
export default async function FoundPage() {
  await getWords();
  return (
    <main className="grid grid-cols-[minmax(0,1000px)] justify-center px-4 py-8">
      <div className="grid content-start gap-6">
        <header className="flex items-center gap-3.5">
          <div
            aria-hidden
            className="grid size-12 place-items-center rounded-md bg-accent font-extrabold text-on-accent text-xl"
          >
            P
          </div>
          <h1 className="font-[680] text-xl tracking-tight">{t('founding.title')}</h1>
        </header>
        <WordsOf rooms={['founding', 'earning', 'house']}>
          <FoundingScreen />
        </WordsOf>
      </div>
    </main>
  );
}
