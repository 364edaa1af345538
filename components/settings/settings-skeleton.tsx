import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

const SECTIONS = ['a', 'b', 'c'];

/** The settings' outline, while they and their form are on their way. */
export function SettingsSkeleton() {
  return (
    <div role="status" className="grid gap-4">
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
