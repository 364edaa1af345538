'use client';

import type { RefObject } from 'react';
import type { OfferFigures } from '@/components/domain/offer-words';
import { reasonText } from '@/components/domain/offer-words';
import { ChoiceGroup } from '@/components/ui/choice-group';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import type { Offer, OfferList } from '@/services/catalog/dtos';
import { OfferDetails } from './offer-details';
import { OfferRow } from './offer-row';

const TICK_MS = 10_000;

type OfferOptionsProps = {
  label: string;
  offers: readonly Offer[];
  list: Pick<OfferList, 'tierName' | 'visitId'>;
  chosen: Offer | null;
  /** The figures of the chosen one as they are now. */
  figures: OfferFigures | null;
  note: string;
  noteRef: RefObject<HTMLInputElement | null>;
  onChoose: (rewardId: string) => void;
  onNote: (note: string) => void;
};

/** The offers as tiles, the chosen one with its details right under it. Tiles out of view are not laid out. */
export function OfferOptions({ label, offers, list, chosen, figures, note, noteRef, ...on }: OfferOptionsProps) {
  const { timeZone } = useMe().settings;
  const nowMs = useNow(TICK_MS);
  const context = { tierName: list.tierName, visitId: list.visitId, timeZone, nowMs };
  return (
    <ChoiceGroup label={label} value={chosen?.rewardId ?? ''} onChange={on.onChoose} className="grid gap-2">
      {offers.map((offer) => (
        <div
          key={offer.rewardId}
          // The margin leaves room for the focus ring, which would be cut off at the box.
          className="-m-1 p-1 [contain-intrinsic-size:auto_66px] [content-visibility:auto]"
        >
          <OfferRow offer={offer} reason={reasonText(offer, context)} />
          {chosen?.rewardId === offer.rewardId && figures ? (
            <OfferDetails
              key={offer.rewardId}
              offer={offer}
              figures={figures}
              note={note}
              noteRef={noteRef}
              onNote={on.onNote}
            />
          ) : null}
        </div>
      ))}
    </ChoiceGroup>
  );
}
