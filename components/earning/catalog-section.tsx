import type { ReactNode } from 'react';

type CatalogSectionProps = { id: string; title: string; sentence: string; children: ReactNode };

/** How the foot of a section looks. */
export const SECTION_FOOT = 'grid gap-3 border-t px-5 py-4 max-sm:px-4';

/** A part of the screen that is edited and saved by itself. */
export function CatalogSection({ id, title, sentence, children }: CatalogSectionProps) {
  return (
    <section aria-labelledby={id} className="@container rounded-lg border bg-surface">
      <div className="px-5 pt-4 pb-3 max-sm:px-4">
        <h2 id={id} className="font-bold text-lg tracking-tight">
          {title}
        </h2>
        <p className="max-w-[72ch] text-muted text-sm">{sentence}</p>
      </div>
      {children}
    </section>
  );
}
