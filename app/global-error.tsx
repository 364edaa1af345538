'use client';

import './globals.css';
import { ErrorState } from '@/components/ui/message-state';
import { ERRORS } from '@/lib/shared/errors';

/** Stands in for the whole document when even the root layout failed, so it brings its own. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en" data-theme="dark">
      <body>
        <main className="grid min-h-dvh place-content-center">
          <ErrorState title={ERRORS.INTERNAL.title} remedy={ERRORS.INTERNAL.remedy} onRetry={retry} />
        </main>
      </body>
    </html>
  );
}
