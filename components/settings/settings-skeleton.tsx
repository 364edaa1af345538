import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

const SECTIONS = ['a', 'b', 'c'];

/**
 * The settings' outline, while they and their form are on their way. As tall as the screen, as the form is: what stands under it is
 * not in sight before the form is there, and so does not jump.
 */
export function SettingsSkeleton() {
  return (
    <div role="status" className="grid min-h-dvh content-start gap-4">
      <span className="sr-only">{t('settings.loading')}</span>
      {SECTIONS.map((section) => (
        <div key={section} className="grid gap-3 rounded-lg border bg-surface p-5">
          <Skeleton className="h-7 w-44" />
          <Skeleton className="h-[50px]" />
          <Skeleton className="h-[50px]" />
        </div>
      ))}
    </div>
  );
}
