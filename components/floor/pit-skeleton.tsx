import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

const TABLES = ['a', 'b', 'c', 'd', 'e', 'f'];
const SEATS = ['1', '2', '3'];

/** The floor and the place beside it, which is kept from the first byte on: the slip's panel arrives after a long floor. */
export const PIT_FRAME = 'grid h-full grid-rows-[minmax(0,1fr)] dock:grid-cols-[minmax(0,1fr)_384px]';

/** The pit screen's outline in its final sizes, while the floor is on its way. */
export function PitSkeleton() {
  return (
    <div role="status" className={PIT_FRAME}>
      <span className="sr-only">{t('floor.loading')}</span>
      <div className="min-w-0 overflow-hidden">
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
      <div className="hidden border-l bg-surface dock:block" />
    </div>
  );
}
