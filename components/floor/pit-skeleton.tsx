import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

const TABLES = ['a', 'b', 'c', 'd', 'e', 'f'];
const SEATS = ['1', '2', '3'];

/** The pit screen's outline in its final sizes, while the floor is on its way. */
export function PitSkeleton() {
  return (
    <div role="status" className="flex h-full">
      <span className="sr-only">{t('floor.loading')}</span>
      <div className="min-w-0 flex-1 overflow-hidden">
        <div className="flex items-center gap-3 px-[18px] pt-4 pb-3.5">
          <Skeleton className="h-[54px] w-80 max-w-full" />
          <Skeleton className="ml-auto h-[46px] w-36 max-sm:hidden" />
        </div>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,400px),1fr))] gap-3 px-[18px]">
          {TABLES.map((table) => (
            <div key={table} className="rounded-lg border bg-surface p-3">
              <Skeleton className="h-7 w-52" />
              <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,165px),1fr))] gap-2 pt-2.5">
                {SEATS.map((seat) => (
                  <Skeleton key={seat} className="h-[84px]" />
                ))}
              </div>
            </div>
          ))}
        </div>
      </div>
      <div className="hidden w-[384px] shrink-0 border-l bg-surface dock:block" />
    </div>
  );
}
