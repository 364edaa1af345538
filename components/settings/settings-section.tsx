import type { ReactNode } from 'react';

type SettingsSectionProps = { id: string; title: string; sentence: string; action?: ReactNode; children: ReactNode };

/** A part of the settings, reachable by its id from the list of sections. */
export function SettingsSection({ id, title, sentence, action, children }: SettingsSectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-4 rounded-lg border bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 pt-4 pb-3 max-sm:px-4">
        <div className="min-w-52 flex-1">
          <h2 id={`${id}-title`} tabIndex={-1} className="font-bold text-lg tracking-tight outline-none">
            {title}
          </h2>
          <p className="max-w-[62ch] text-muted text-sm">{sentence}</p>
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
