'use client';

import { UserSearch } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useCan } from '@/hooks/casino/me-context';
import type { UnknownPatron } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { looksText } from './mtl-words';

/** Somebody as they looked, who they turned out to be, and the way to say so or to take it back. */
export function UnknownPatronCard({ patron, onIdentify }: { patron: UnknownPatron; onIdentify: () => void }) {
  const canWrite = useCan('mtl.write');
  const looks = looksText(patron);
  return (
    <section aria-label={patron.description} className="grid gap-2 rounded-md bg-raised p-3.5">
      <div className="flex gap-2.5">
        <UserSearch aria-hidden className="mt-0.5 size-[18px] shrink-0 text-muted" />
        <div className="wrap-anywhere min-w-0">
          <p className="font-semibold">{patron.description}</p>
          {looks ? <p className="text-muted text-sm">{looks}</p> : null}
          {patron.playerName ? <p className="text-sm">{t('mtl.isPlayer', { player: patron.playerName })}</p> : null}
        </div>
      </div>
      {canWrite ? (
        <Button className="w-fit" onClick={onIdentify}>
          {t(patron.playerId ? 'mtl.takeBack' : 'mtl.identify')}
        </Button>
      ) : null}
    </section>
  );
}
