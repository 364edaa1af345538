import { redirect } from 'next/navigation';
import { ChooseCasino } from '@/components/shell/choose-casino';
import { safeNextPath } from '@/components/shell/next-path';
import { signInPath } from '@/lib/shared/sign-in-path';
import { t } from '@/words/say';
import { getWords, titled } from '@/words/server';
import { findMe, findMyCasinos } from '../(staff)/page-context';

export const generateMetadata = titled('shell.chooseCasino');

type ChoosePageProps = { searchParams: Promise<{ next?: string | string[] }> };

/** Where who works at several casinos says at which one this device is. */
export default async function ChoosePage({ searchParams }: ChoosePageProps) {
  const [{ next }, casinos, me] = await Promise.all([searchParams, findMyCasinos(), findMe(), getWords()]);
  const nextPath = safeNextPath(next);
  if (!casinos) redirect(signInPath(nextPath, { hasEnded: false }));
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
          <div>
            <h1 className="font-[680] text-xl tracking-tight">{t('shell.chooseCasino')}</h1>
            <p className="text-muted text-sm">{t('shell.chooseCasinoMeaning')}</p>
          </div>
        </header>
        <ChooseCasino casinos={casinos} staffId={me?.staff.id ?? null} nextPath={nextPath} />
      </div>
    </main>
  );
}
