'use client';

import type { ReactNode } from 'react';
import { type OfferContext, reasonText } from '@/components/domain/offer-words';
import { ChoiceGroup } from '@/components/ui/choice-group';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import type { OfferList } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import type { GiftRow } from './offer-model';
import { OfferRow } from './offer-row';

const TICK_MS = 10_000;

type OfferOptionsProps = {
  label: string;
  rows: readonly GiftRow[];
  list: Pick<OfferList, 'tierName' | 'visitId'>;
  chosenId: string | null;
  onChoose: (id: string) => void;
  /** What stands right under the chosen one. */
  details: ReactNode;
};

/** The rows as tiles, the chosen one with its details right under it. Tiles out of view are not laid out. */
export function OfferOptions({ label, rows, list, chosenId, onChoose, details }: OfferOptionsProps) {
  const { timeZone } = useMe().settings;
  const nowMs = useNow(TICK_MS);
  const context = { tierName: list.tierName, visitId: list.visitId, timeZone, nowMs };
  return (
    <ChoiceGroup label={label} value={chosenId ?? ''} onChange={onChoose} className="grid gap-2">
      {rows.map((row) => (
        <div
          key={row.id}
          // The margin leaves room for the focus ring, which would be cut off at the box.
          className="-m-1 p-1 [contain-intrinsic-size:auto_66px] [content-visibility:auto]"
        >
          <OfferRow row={row} tierName={list.tierName} reason={reasonOf(row, context)} />
          {chosenId === row.id ? details : null}
        </div>
      ))}
    </ChoiceGroup>
  );
}

function reasonOf({ offer, isAvailable }: GiftRow, context: OfferContext): string | null {
  if (offer) return reasonText(offer, context);
  return isAvailable ? null : t('domain.notNow');
}
