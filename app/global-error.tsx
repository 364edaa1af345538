'use client';

import './globals.css';
import { language, t } from '@/words/say';

/** What is said where a page did not get as far as having words. */
const WORDLESS = {
  lang: 'en',
  title: 'Something went wrong on our side.',
  remedy: 'Try again; a repeated request is never carried out twice.',
  again: 'Try again',
};

/** The words that the page was sent in the person's language, before it failed. */
function lastWords(): typeof WORDLESS {
  try {
    const [title, remedy, again] = [t('errors.INTERNAL'), t('errors.INTERNAL_remedy'), t('ui.tryAgain')];
    return { lang: language(), title, remedy, again };
  } catch {
    return WORDLESS;
  }
}

/**
 * Stands in for the whole document when even the root layout failed, so it brings its own. It is loaded with every page,
 * hence without any of the components that the rest is made of, and without texts in every language.
 */
export default function GlobalError({ retry }: { retry: () => void }) {
  const { lang, title, remedy, again } = lastWords();
  return (
    <html lang={lang} data-theme="dark">
      <body>
        <main className="grid min-h-dvh place-content-center justify-items-center gap-2 px-6 text-center">
          <p className="font-semibold">{title}</p>
          <p className="text-muted text-sm">{remedy}</p>
          <button
            type="button"
            className="mt-2 min-h-[46px] rounded-md border bg-raised px-4 font-semibold"
            onClick={() => retry()}
          >
            {again}
          </button>
        </main>
      </body>
    </html>
  );
}
