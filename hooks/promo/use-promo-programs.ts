import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { Page } from '@/lib/shared/schemas';
import type { ListedPromoProgram } from '@/services/promo/dtos';
import { fetchPromoPrograms } from '@/services/promo/http';
import { promoKeys } from '@/services/promo/keys';

/** Another tablet's change shows within two seconds while the page is visible; one's own at once, by invalidation. */
const POLL_MS = 2_000;

/** All programs of the casino, active ones first, each with what is outstanding of it. */
export function usePromoPrograms() {
  const me = useMe();
  return useQuery({
    queryKey: promoKeys.programs(me.casino.id),
    queryFn: ({ signal }) => fetchPromoPrograms(signal),
    select: toPrograms,
    ...polling(POLL_MS),
  });
}

function toPrograms(page: Page<ListedPromoProgram>): ListedPromoProgram[] {
  return page.items;
}
