'use client';

import { SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import { MADE_BY_PITSIDE } from '@/components/domain/number-source';
import { exclusionOf, type OfferFigures } from '@/components/domain/offer-words';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';
import { SheetBody } from '@/components/ui/sheet';
import { useMayAsk } from '@/hooks/authority/use-authority-left';
import { useRequestComp } from '@/hooks/authority/use-reward-requests';
import { type RewardRequest, useIssueReward } from '@/hooks/catalog/use-issue-reward';
import { useRefusedProgram } from '@/hooks/promo/use-coupon-requests';
import { formatMoneyInput } from '@/lib/shared/format';
import type { Offer, OfferList, RewardFamily } from '@/services/catalog/dtos';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { NoOffers } from './no-offers';
import { OfferDetails } from './offer-details';
import { OfferFilters } from './offer-filters';
import { OfferFoot } from './offer-foot';
import {
  askedOf,
  figuresOf,
  inOrder,
  isSameFigures,
  listKinds,
  listOrder,
  listShownRows,
  NO_FILTER,
  readAmount,
  readFigures,
  type TypedAmount,
  toExpected,
  toRows,
} from './offer-model';
import { OfferOptions } from './offer-options';
import { ProgramDetails, ProgramFoot } from './program-parts';

type OfferFormProps = {
  list: OfferList;
  family: RewardFamily;
  /** The programs of which a coupon can be issued; none beside comps. */
  programs: readonly PromoProgram[];
  recipient: { playerId: string; playerName: string; visitId: string | null; ratingSlipId: string | null };
  /** Somebody else was asked to give it. */
  onAsked: () => void;
};

/** What was tapped, and the figures it showed then: only these count as agreed to. */
type OfferChoice = { rewardId: string; figures: OfferFigures };

/** What can be given, the details of the chosen one, and the one confirming tap. */
export function OfferForm({ list, family, programs, recipient, onAsked }: OfferFormProps) {
  const { intent, issue, dismiss } = useIssueReward(recipient.playerId);
  const refusedProgramId = useRefusedProgram(recipient.visitId);
  const [filter, setFilter] = useState(NO_FILTER);
  const [tapped, setTapped] = useState<OfferChoice | null>(null);
  const [programId, setProgramId] = useState<string | null>(null);
  const [number, setNumber] = useState(MADE_BY_PITSIDE);
  const [amounts, setAmounts] = useState<Readonly<Record<string, string>>>({});
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const amountRef = useRef<HTMLInputElement>(null);
  const noteRef = useRef<HTMLInputElement>(null);

  const exclusion = exclusionOf(list.items);
  const rows = toRows(list.items, family, programs, exclusion !== null);
  const [order] = useState(() => listOrder(rows));
  const refused = intent?.status === 'refused' ? intent : null;
  // After a reload nothing is tapped; what was asked for then, and refused now, is still what it is about.
  const choice = tapped ?? choiceOf(refused?.request);
  const shown = inOrder(listShownRows(rows, filter, refused?.request.rewardId ?? refusedProgramId), order);
  // What is not in view is not chosen either.
  const chosenId = programId ?? tapped?.rewardId ?? refusedProgramId ?? choice?.rewardId;
  const chosen = shown.find(({ id }) => id === chosenId) ?? null;
  const offer = chosen?.offer ?? null;
  const changed = refused?.refusal.code === 'OFFER_CHANGED' ? readFigures(refused.refusal.details) : null;
  const amountText = offer ? (amounts[offer.rewardId] ?? amountTextOf(refused?.request)) : '';
  const typed = offer && readAmount(offer, amountText, list.centsPer1000Points);
  const now = offer && choice ? currentFigures(figuresOf(offer, typed), choice, changed) : null;
  const ask = useRequestComp();
  const asked = askedOf(now, typed);
  const isAmountMissing = typed !== null && typed.amountCents === null;
  const mayAsk = useMayAsk(recipient.playerId, asked);
  const isToAsk = ask.isPending || ask.isSuccess || (mayAsk && offer?.eligible === true && !isAmountMissing);
  const note = choice === null ? '' : (notes[choice.rewardId] ?? refused?.request.input.note ?? '');

  const choose = (id: string) => {
    const found = rows.find((row) => row.id === id);
    if (!found) return;
    dismiss();
    setProgramId(found.program?.id ?? null);
    setTapped(found.offer ? choiceNow(found.offer, amounts[id] ?? '') : null);
  };
  /** What is chosen of an offer, at what it costs now with so much typed. */
  const choiceNow = (of: Offer, text: string) => {
    const figures = figuresOf(of, readAmount(of, text, list.centsPer1000Points));
    return { rewardId: of.rewardId, figures };
  };
  const typeAmount = (of: Offer, text: string) => {
    dismiss();
    setAmounts({ ...amounts, [of.rewardId]: text });
    setTapped(choiceNow(of, text));
  };
  const confirm = () => {
    if (offer === null || now === null || !offer.eligible) return;
    if (isAmountMissing) {
      amountRef.current?.focus();
      return;
    }
    if (offer.requiresNote && note.trim() === '') {
      noteRef.current?.focus();
      return;
    }
    setTapped({ rewardId: offer.rewardId, figures: now });
    issue(
      requestOf(recipient, offer, now, note, typed),
      t('offers.rewardFor', { reward: offer.name, player: recipient.playerName }),
    );
  };

  if (rows.length === 0) return <NoOffers family={family} />;
  return (
    <>
      <SheetBody>
        <OfferFilters family={family} kinds={listKinds(rows)} value={filter} onChange={setFilter} />
        {shown.length === 0 ? (
          <NothingShown family={family} isEligibleOnly={filter.isEligibleOnly} onShowAll={() => setFilter(NO_FILTER)} />
        ) : (
          <OfferOptions
            label={t('offers.list', { family })}
            rows={shown}
            list={list}
            chosenId={chosen?.id ?? null}
            onChoose={choose}
            details={
              chosen?.program ? (
                <ProgramDetails
                  key={chosen.id}
                  program={chosen.program}
                  playerName={recipient.playerName}
                  number={number}
                  onNumber={setNumber}
                />
              ) : (
                offer &&
                now && (
                  <OfferDetails
                    key={offer.rewardId}
                    offer={offer}
                    figures={now}
                    amount={
                      typed && {
                        text: amountText,
                        typed,
                        inputRef: amountRef,
                        onType: (text) => typeAmount(offer, text),
                      }
                    }
                    note={note}
                    isToAsk={isToAsk}
                    noteRef={noteRef}
                    onNote={(text) => setNotes({ ...notes, [offer.rewardId]: text })}
                  />
                )
              )
            }
          />
        )}
      </SheetBody>
      {chosen?.program && recipient.visitId !== null ? (
        <ProgramFoot
          program={chosen.program}
          recipient={recipient}
          visitId={recipient.visitId}
          number={number}
          objection={exclusion}
          onAsked={onAsked}
        />
      ) : (
        <OfferFoot
          intent={intent}
          playerId={recipient.playerId}
          family={family}
          offer={offer}
          agreed={choice?.figures ?? null}
          now={now}
          asked={asked}
          isAmountMissing={isAmountMissing}
          isNoteMissing={offer?.requiresNote === true && note.trim() === ''}
          onConfirm={confirm}
          toAsk={
            isToAsk && offer && now
              ? { ask, request: askingOf(recipient, offer, now, note, typed), what: offer.name, onAsked }
              : null
          }
        />
      )}
    </>
  );
}

function amountTextOf(request: RewardRequest | undefined): string {
  const amountCents = request?.input.amountCents;
  return amountCents === undefined ? '' : formatMoneyInput(amountCents);
}

function choiceOf(request: RewardRequest | undefined): OfferChoice | null {
  return request ? { rewardId: request.rewardId, figures: readFigures(request.input.expected) } : null;
}

/** The list may still be the one from before the refusal; then what the refusal says is the newer. */
function currentFigures(listed: OfferFigures, { figures }: OfferChoice, changed: OfferFigures | null): OfferFigures {
  return changed !== null && isSameFigures(listed, figures) ? changed : listed;
}

function requestOf(
  { playerId, visitId, ratingSlipId }: OfferFormProps['recipient'],
  offer: Offer,
  figures: OfferFigures,
  note: string,
  typed: TypedAmount | null,
): RewardRequest {
  return {
    rewardId: offer.rewardId,
    input: {
      playerId,
      ...(visitId === null ? {} : { visitId }),
      ...(ratingSlipId === null ? {} : { ratingSlipId }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(typed === null || typed.amountCents === null ? {} : { amountCents: typed.amountCents }),
      expected: toExpected(figures),
    },
  };
}

/** The same, to be asked for. */
function askingOf(...wish: Parameters<typeof requestOf>) {
  const [, , , note] = wish;
  const { rewardId, input } = requestOf(...wish);
  return { ...input, rewardId, note: note.trim() };
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
