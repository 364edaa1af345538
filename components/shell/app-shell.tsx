import type { ReactNode } from 'react';
import { t } from '@/words/say';
import { MainNav } from './main-nav';
import { RouterFollower } from './router-follower';
import { TopBar } from './top-bar';

/** The frame of every signed-in screen. The page itself never scrolls; each screen scrolls inside `main`. */
export function AppShell({ children }: { children: ReactNode }) {
  return (
    // A dialog takes the pointer from the body, and its veil lies over all of this: said here anew, the change ends here, and a
    // whole floor need not be styled again before the dialog can show.
    <div className="pointer-events-auto flex h-dvh overflow-clip max-sm:flex-col">
      <a
        href="#main"
        className="sr-only print:hidden z-50 rounded-md bg-accent px-4 py-3 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('shell.skipToContent')}
      </a>
      <RouterFollower />
      <MainNav />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <TopBar />
        <main id="main" tabIndex={-1} className="relative min-h-0 flex-1 outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}
