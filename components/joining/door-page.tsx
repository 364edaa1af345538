import type { ReactNode } from 'react';

/** A page for who is not signed in: its name, and one thing to do. */
export function DoorPage({ title, children }: { title: string; children: ReactNode }) {
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
          <h1 className="font-[680] text-xl tracking-tight">{title}</h1>
        </header>
        {children}
      </div>
    </main>
  );
}
