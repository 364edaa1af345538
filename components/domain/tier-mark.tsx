import { cn } from '@/components/ui/cn';

const KNOWN_TIERS = new Set(['bronze', 'silver', 'gold', 'platinum']);

/** The colour of a tier, for edges. A casino's own tier without a colour here gets a quiet one. */
export function tierColor(tier: string | null): string {
  return tier !== null && KNOWN_TIERS.has(tier) ? `var(--tier-${tier})` : 'var(--control)';
}

type TierMarkProps = { tier: string | null; tierName: string | null; isLarge?: boolean };

/** A tier as its first letter in its colour, read out as its word. Nothing for a player without one. */
export function TierMark({ tier, tierName, isLarge = false }: TierMarkProps) {
  if (tierName === null) return null;
  return (
    <span
      role="img"
      aria-label={tierName}
      title={tierName}
      className={cn(
        'grid shrink-0 place-items-center rounded-[6px] border font-bold text-[11px] leading-none',
        isLarge ? 'size-6' : 'size-[19px]',
      )}
      style={{ color: tierColor(tier), borderColor: tierColor(tier) }}
    >
      {tierName.charAt(0).toUpperCase()}
    </span>
  );
}
