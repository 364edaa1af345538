'use client';

import { Camera } from 'lucide-react';
import { type ReactNode, useState } from 'react';
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
  const letters = <span aria-hidden>{initials(player.name)}</span>;
  if (!useCan('player.care')) {
    return (
      <div className={FRAME} style={{ borderColor }}>
        {letters}
      </div>
    );
  }
  return (
    <PhotoButton player={player} borderColor={borderColor} onOpen={onOpen}>
      {letters}
    </PhotoButton>
  );
}

type PhotoButtonProps = { player: Player; borderColor: string; onOpen: () => void; children: ReactNode };

function PhotoButton({ player, borderColor, onOpen, children }: PhotoButtonProps) {
  const photo = usePlayerProfile(player.id).data?.photo ?? null;
  const words = { player: player.name };
  return (
    <button
      type="button"
      className={`${FRAME} hover:bg-line/60`}
      style={{ borderColor }}
      aria-label={photo ? t('player.openPhoto', words) : t('player.takeFirstPhoto', words)}
      onClick={onOpen}
    >
      {children}
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
