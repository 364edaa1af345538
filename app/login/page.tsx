import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { LockDoor } from '@/components/shell/lock-door';
import { LoginForm } from '@/components/shell/login-form';
import { safeNextPath } from '@/components/shell/next-path';
import { SessionEnded } from '@/components/shell/session-ended';
import { buttonStyles } from '@/components/ui/button';
import { parkedOf } from '@/lib/server/parked-session';
import { t } from '@/words/say';
import { getWords, titled } from '@/words/server';
import { findMe } from '../(staff)/page-context';

export const generateMetadata = titled('shell.signIn');

type LoginPageProps = {
  searchParams: Promise<{ next?: string | string[]; ended?: string | string[]; with?: string | string[] }>;
};

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const [asked, me, jar, asking] = await Promise.all([searchParams, findMe(), cookies(), headers(), getWords()]);
  const { next, ended } = asked;
  const nextPath = safeNextPath(next);
  // Whoever is signed in has no use for this page: a kept link, another tab, a session that was renewed meanwhile.
  if (me) redirect(nextPath);
  const isShared = parkedOf(jar.getAll(), { headers: asking }).length > 0;
  const isByPin = isShared && asked.with !== 'password';
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
            <h1 className="font-[680] text-xl tracking-tight">
              {isByPin ? t('shell.whoIsThere') : t('shell.signInTitle')}
            </h1>
            <p className="text-muted text-sm">{isByPin ? t('shell.openByPin') : t('shell.signInWith')}</p>
          </div>
        </header>
        {ended === undefined ? null : <SessionEnded />}
        {isByPin ? (
          <LockDoor nextPath={nextPath} />
        ) : (
          <LoginForm nextPath={nextPath} isDemo={process.env.PITSIDE_DEMO === '1'}>
            <a href="/forgotten" className={buttonStyles({ variant: 'quiet' })}>
              {t('joining.forgotten')}
            </a>
          </LoginForm>
        )}
        {isShared && !isByPin ? (
          <a href={`/login?next=${encodeURIComponent(nextPath)}`} className={buttonStyles({ variant: 'quiet' })}>
            {t('shell.signInByPin')}
          </a>
        ) : null}
      </div>
    </main>
  );
}
