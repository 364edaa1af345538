'use client';

import { SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import type { OfferFigures } from '@/components/domain/offer-words';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';
import { SheetBody } from '@/components/ui/sheet';
import { type RewardRequest, useIssueReward } from '@/hooks/catalog/use-issue-reward';
import type { Offer, OfferList, RewardFamily } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import { NoOffers } from './no-offers';
import { OfferFilters } from './offer-filters';
import { OfferFoot } from './offer-foot';
import {
  figuresOf,
  isSameFigures,
  listOfferKinds,
  listShownOffers,
  NO_FILTER,
  readFigures,
  toExpected,
} from './offer-model';
import { OfferOptions } from './offer-options';

type OfferFormProps = {
  list: OfferList;
  family: RewardFamily;
  recipient: { playerId: string; playerName: string; visitId: string | null; ratingSlipId: string | null };
};

/** What was tapped, and the figures it showed then: only these count as agreed to. */
type OfferChoice = { rewardId: string; figures: OfferFigures };

/** The offers of a family, the details of the chosen one, and the one confirming tap. */
export function OfferForm({ list, family, recipient }: OfferFormProps) {
  const { intent, issue, dismiss } = useIssueReward(recipient.playerId);
  const [filter, setFilter] = useState(NO_FILTER);
  const [tapped, setTapped] = useState<OfferChoice | null>(null);
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const noteRef = useRef<HTMLInputElement>(null);

  const refused = intent?.status === 'refused' ? intent : null;
  // After a reload nothing is tapped; what was asked for then, and refused now, is still what it is about.
  const choice = tapped ?? choiceOf(refused?.request);
  const ofFamily = list.items.filter((offer) => offer.family === family);
  const shown = listShownOffers(ofFamily, family, filter, refused?.request.rewardId);
  // What is not in view is not chosen either.
  const offer = shown.find(({ rewardId }) => rewardId === choice?.rewardId) ?? null;
  const changed = refused?.refusal.code === 'OFFER_CHANGED' ? readFigures(refused.refusal.details) : null;
  const now = offer && choice ? currentFigures(offer, choice, changed) : null;
  const note = choice === null ? '' : (notes[choice.rewardId] ?? refused?.request.input.note ?? '');

  const choose = (rewardId: string) => {
    const found = ofFamily.find((candidate) => candidate.rewardId === rewardId);
    if (!found) return;
    dismiss();
    setTapped({ rewardId, figures: figuresOf(found) });
  };
  const confirm = () => {
    if (offer === null || now === null || !offer.eligible) return;
    if (offer.requiresNote && note.trim() === '') {
      noteRef.current?.focus();
      return;
    }
    setTapped({ rewardId: offer.rewardId, figures: now });
    issue(
      requestOf(recipient, offer, now, note),
      t('offers.rewardFor', { reward: offer.name, player: recipient.playerName }),
    );
  };

  if (ofFamily.length === 0) return <NoOffers family={family} />;
  return (
    <>
      <SheetBody>
        <OfferFilters family={family} kinds={listOfferKinds(ofFamily, family)} value={filter} onChange={setFilter} />
        {shown.length === 0 ? (
          <NothingShown family={family} isEligibleOnly={filter.isEligibleOnly} onShowAll={() => setFilter(NO_FILTER)} />
        ) : (
          <OfferOptions
            label={t('offers.list', { family })}
            offers={shown}
            list={list}
            chosen={offer}
            figures={now}
            note={note}
            noteRef={noteRef}
            onChoose={choose}
            onNote={(text) => offer && setNotes({ ...notes, [offer.rewardId]: text })}
          />
        )}
      </SheetBody>
      <OfferFoot
        intent={intent}
        family={family}
        offer={offer}
        agreed={choice?.figures ?? null}
        now={now}
        isNoteMissing={offer?.requiresNote === true && note.trim() === ''}
        onConfirm={confirm}
      />
    </>
  );
}

function choiceOf(request: RewardRequest | undefined): OfferChoice | null {
  return request ? { rewardId: request.rewardId, figures: readFigures(request.input.expected) } : null;
}

/** The list may still be the one from before the refusal; then what the refusal says is the newer. */
function currentFigures(offer: Offer, { figures }: OfferChoice, changed: OfferFigures | null): OfferFigures {
  const listed = figuresOf(offer);
  return changed !== null && isSameFigures(listed, figures) ? changed : listed;
}

function requestOf(
  { playerId, visitId, ratingSlipId }: OfferFormProps['recipient'],
  offer: Offer,
  figures: OfferFigures,
  note: string,
): RewardRequest {
  return {
    rewardId: offer.rewardId,
    input: {
      playerId,
      ...(visitId === null ? {} : { visitId }),
      ...(ratingSlipId === null ? {} : { ratingSlipId }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      expected: toExpected(figures),
    },
  };
}

type NothingShownProps = { family: RewardFamily; isEligibleOnly: boolean; onShowAll: () => void };

function NothingShown({ family, isEligibleOnly, onShowAll }: NothingShownProps) {
  return (
    <EmptyState
      icon={SearchX}
      title={t(isEligibleOnly ? 'offers.noneToGive' : 'offers.noneFound', { family })}
      action={<Button onClick={onShowAll}>{t('offers.showAll', { family })}</Button>}
    >
      {t(isEligibleOnly ? 'offers.noneToGiveWhy' : 'offers.checkSpelling')}
    </EmptyState>
  );
}
