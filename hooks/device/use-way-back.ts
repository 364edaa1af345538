import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { forgetKept } from '@/lib/client/kept/forget';
import { fetchMe } from '@/services/casino/http';
import { casinoKeys } from '@/services/casino/keys';
import { useRenewal } from './use-renewal';

const ASK_EVERY_MS = 3_000;

/**
 * On a page that was made without the server: asks whether it is back, and has the page loaded from it in a calm moment. That the
 * session is over leads to signing in, as everywhere; that somebody else is signed in by now leaves nothing of this person here.
 */
export function useWayBack(): void {
  const { casino, staff } = useMe();
  const renewal = useRenewal();
  const { data } = useQuery({
    queryKey: casinoKeys.me(casino.id),
    queryFn: ({ signal }) => fetchMe(signal),
    ...polling(ASK_EVERY_MS),
  });
  useEffect(() => {
    if (!data) return;
    if (data.staff.id === staff.id && data.casino.id === casino.id) renewal.want();
    else void forgetKept().then(() => window.location.reload());
  }, [data, casino.id, staff.id, renewal]);
}
