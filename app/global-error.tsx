'use client';

import './globals.css';

/**
 * Stands in for the whole document when even the root layout failed, so it brings its own. It is loaded with every page,
 * hence without any of the components and texts that the rest is made of.
 */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en" data-theme="dark">
      <body>
        <main className="grid min-h-dvh place-content-center justify-items-center gap-2 px-6 text-center">
          <p className="font-semibold">Something went wrong on our side.</p>
          <p className="text-muted text-sm">Try again; a repeated request is never carried out twice.</p>
          <button
            type="button"
            className="mt-2 min-h-[46px] rounded-md border bg-raised px-4 font-semibold"
            onClick={() => retry()}
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
