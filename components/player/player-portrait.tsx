'use client';

import { Camera } from 'lucide-react';
import { useState } from 'react';
import { tierColor } from '@/components/domain/tier-mark';
import { useCan } from '@/hooks/casino/me-context';
import { photoAddress } from '@/hooks/floor/use-player-photo';
import { usePlayerProfile } from '@/hooks/floor/use-player-profile';
import { initials } from '@/lib/shared/format';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

const FRAME = 'relative grid size-[68px] shrink-0 place-items-center rounded-[18px] border-2 bg-raised font-bold';

/** The player's photo, which leads to it, or the initials for who is not shown it. */
export function PlayerPortrait({ player, onOpen }: { player: Player; onOpen: () => void }) {
  const borderColor = tierColor(player.loyalty?.tier ?? null);
  if (useCan('player.care')) return <PhotoButton player={player} borderColor={borderColor} onOpen={onOpen} />;
  return (
    <div aria-hidden className={FRAME} style={{ borderColor }}>
      {initials(player.name)}
    </div>
  );
}

type PhotoButtonProps = { player: Player; borderColor: string; onOpen: () => void };

function PhotoButton({ player, borderColor, onOpen }: PhotoButtonProps) {
  const photo = usePlayerProfile(player.id).data?.photo ?? null;
  const words = { player: player.name };
  return (
    <button type="button" className={`${FRAME} hover:bg-line/60`} style={{ borderColor }} onClick={onOpen}>
      {/* What is seen belongs to its name: whoever speaks to the device says that. */}
      {initials(player.name)}{' '}
      <span className="sr-only">{photo ? t('player.openPhoto', words) : t('player.takeFirstPhoto', words)}</span>
      {photo ? (
        <Photo
          address={photoAddress(photo)}
          alt=""
          className="absolute inset-0 size-full rounded-[15px] object-cover"
        />
      ) : (
        <Camera
          aria-hidden
          className="absolute -right-1.5 -bottom-1.5 size-6 rounded-full border bg-surface p-1 text-muted"
        />
      )}
    </button>
  );
}

/** A picture that is simply not there where it can't be had. */
export function Photo({ address, alt, className }: { address: string; alt: string; className: string }) {
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === address) return null;
  // biome-ignore lint/performance/noImgElement: it is small already, and no cache of the server may keep it.
  return <img src={address} alt={alt} className={className} onError={() => setFailed(address)} />;
}
