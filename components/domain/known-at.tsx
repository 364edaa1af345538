import { useRecognition } from '@/hooks/floor/use-recognition';
import { t } from '@/words/say';

/** Where else in the company a player is known, and with which tier; nothing where they are known nowhere else. As large as what it stands in. */
export function KnownAt({ playerId }: { playerId: string }) {
  const { data } = useRecognition(playerId);
  return data?.items.map(({ casinoName, tierName }) => (
    <p key={casinoName} className="wrap-anywhere text-muted">
      {tierName === null
        ? t('domain.knownAt', { casino: casinoName })
        : t('domain.knownAtTier', { casino: casinoName, tier: tierName })}
    </p>
  ));
}
