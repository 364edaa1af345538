'use client';

import { Hourglass } from 'lucide-react';
import { useCallback } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import { CASH_DESK, type SettledEntry, useEntryIntents, useLateEntry } from '@/hooks/mtl/mtl-requests';
import { t } from '@/words/say';
import { tellEntry } from './tell-entry';

/** Entries without an answer, wherever they were begun; and what became of one whose form was closed meanwhile. */
export function EntryNotices({ onLook }: { onLook: () => void }) {
  const { currency } = useMe().settings;
  useLateEntry(
    CASH_DESK,
    useCallback((intent: SettledEntry) => tellEntry(intent, currency), [currency]),
  );
  const unanswered = useEntryIntents().filter(({ status }) => status === 'unanswered');
  if (unanswered.length === 0) return null;
  return (
    <div className="grid gap-2 px-[18px] pb-3 max-sm:px-3">
      {unanswered.map(({ idempotencyKey, place, title }) => (
        <Notice
          key={idempotencyKey}
          icon={Hourglass}
          tone="warn"
          role="status"
          title={t('mtl.notYetLogged')}
          action={place === CASH_DESK ? <Button onClick={onLook}>{t('mtl.lookAtIt')}</Button> : null}
        >
          <p>{place === CASH_DESK ? title : t('mtl.begunAtTable', { what: title })}</p>
        </Notice>
      ))}
    </div>
  );
}
