import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import { polling } from '@/hooks/polling';
import type { AuthorityLimitResult, SetAuthorityLimitInput } from '@/services/authority/dtos';
import { fetchAuthority, setAuthorityLimit } from '@/services/authority/http';
import { authorityKeys } from '@/services/authority/keys';

const POLL_MS = 60_000;

/** How much who may give. */
export function useAuthority() {
  const { casino } = useMe();
  return useQuery({
    queryKey: authorityKeys.limits(casino.id),
    queryFn: ({ signal }) => fetchAuthority(signal),
    ...polling(POLL_MS),
  });
}

/** Sets limits of a role, of a person or of the house. Refused with `AUTHORITY_CHANGED` when somebody was first. */
export function useSetAuthorityLimit(): IntentMutation<SetAuthorityLimitInput, AuthorityLimitResult> {
  return useIntentMutation({
    operation: 'set-authority-limit',
    send: setAuthorityLimit,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: authorityKeys.limits(casinoId) }),
    canRecur: true,
  });
}
