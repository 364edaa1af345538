'use client';

import { Undo2 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { entryTitle } from '@/components/domain/entry-words';
import { Button } from '@/components/ui/button';
import { OWN_ESCAPE } from '@/components/ui/own-escape';
import { toastError, toastMessage } from '@/components/ui/toast';
import { useBackCloses } from '@/components/ui/use-opened';
import { useTakeBackReward } from '@/hooks/loyalty/use-take-back-reward';
import { formatSignedPoints } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

/** What was given by mistake a minute ago, taken back by who gave it: one tap asks, the next one does it. */
export function TakeBackReward({ entry }: { entry: LedgerEntry }) {
  const [isAsking, setIsAsking] = useState(false);
  const what = { points: formatSignedPoints(entry.points), what: entryTitle(entry) };
  if (!isAsking) {
    return (
      // It reaches into the row's own margin, so that the row is as high with it as without.
      <Button
        variant="quiet"
        size="icon"
        className="-my-[5px]"
        aria-label={t('loyalty.takeBackOf', what)}
        title={t('loyalty.takeBack')}
        onClick={() => setIsAsking(true)}
      >
        <Undo2 aria-hidden />
      </Button>
    );
  }
  return <TakeBackQuestion entry={entry} onKeep={() => setIsAsking(false)} />;
}

/** Esc and Back keep the reward, and leave the slip open. */
function TakeBackQuestion({ entry, onKeep }: { entry: LedgerEntry; onKeep: () => void }) {
  const takeBack = useTakeBackReward(entry);
  useBackCloses(true, onKeep);
  const confirm = () =>
    takeBack.mutate(
      { entryId: entry.id, note: t('loyalty.givenByMistake') },
      { onSuccess: () => toastMessage(t('loyalty.tookBack')), onError: toastError },
    );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The slip around it would take the same key as "close me".
    event.stopPropagation();
    onKeep();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is that of the buttons within.
    <div {...OWN_ESCAPE} className="col-span-3 grid gap-2 rounded-md bg-raised p-3" onKeyDown={onKeyDown}>
      <p className="text-sm">{t('loyalty.takeBackAsk')}</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="danger" isBusy={takeBack.isPending} onClick={confirm}>
          {t('loyalty.takeBackYes')}
        </Button>
        {/* So that Enter twice takes nothing back. */}
        <Button autoFocus onClick={onKeep}>
          {t('loyalty.takeBackNo')}
        </Button>
      </div>
    </div>
  );
}
