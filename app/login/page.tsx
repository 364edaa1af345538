import type { Metadata } from 'next';
import { LoginForm } from '@/components/shell/login-form';
import { safeNextPath } from '@/components/shell/next-path';

export const metadata: Metadata = { title: 'Sign in' };

type LoginPageProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const { next } = await searchParams;
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
            <h1 className="font-[680] text-xl tracking-tight">Sign in to Pitside</h1>
            <p className="text-muted text-sm">With your casino’s staff account</p>
          </div>
        </header>
        <LoginForm nextPath={safeNextPath(next)} isDemo={process.env.PITSIDE_DEMO === '1'} />
      </div>
    </main>
  );
}
