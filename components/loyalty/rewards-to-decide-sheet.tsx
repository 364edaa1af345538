'use client';

import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import { couponOf } from '@/components/domain/coupon-words';
import { LeftToGive } from '@/components/domain/left-to-give';
import { RequestAbout } from '@/components/domain/request-about';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { EmptyState } from '@/components/ui/message-state';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Switch } from '@/components/ui/switch';
import { toastSuccess } from '@/components/ui/toast';
import { type Asked, useAuthorityLeft } from '@/hooks/authority/use-authority-left';
import { useDecideReward, useRewardsToDecide } from '@/hooks/authority/use-reward-requests';
import { useRingSetting } from '@/hooks/authority/use-ring';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatMoneyInput, formatPoints, parseMoney, parsePoints } from '@/lib/shared/format';
import { pointsFor } from '@/lib/shared/points-for';
import type { ListedRewardRequest } from '@/services/authority/dtos';
import { t } from '@/words/say';

/** The rewards that colleagues ask this person to give, the first asked for first; each is given, perhaps lowered, or refused. */
export function RewardsToDecideSheet({ onClose }: { onClose: () => void }) {
  const requests = useRewardsToDecide().toReversed();
  return (
    <SheetFrame isOpen isStep isWide onClose={onClose}>
      <SheetHead title={t('shell.rewardsAskedFor')} subtitle={t('shell.rewardsAskedForMeaning')} />
      <SheetBody>
        {requests.length === 0 ? (
          <EmptyState icon={Check} title={t('shell.nobodyAsks')}>
            {t('shell.nobodyAsksMeaning')}
          </EmptyState>
        ) : (
          <ul aria-label={t('shell.rewardsAskedFor')} className="grid gap-3">
            {requests.map((request) => (
              <RequestCard key={request.id} request={request} />
            ))}
          </ul>
        )}
        <RingSwitch />
      </SheetBody>
    </SheetFrame>
  );
}

function RequestCard({ request }: { request: ListedRewardRequest }) {
  const { id, playerId, requestedByName } = request;
  const { currency } = useMe().settings;
  const decide = useDecideReward();
  const [typed, setTyped] = useState(askedText(request));
  const [word, setWord] = useState('');
  const lowered = readLowered(request, typed);
  const note = word.trim() === '' ? {} : { note: word.trim() };
  const give = () =>
    lowered !== null &&
    decide.mutate(
      { id, isApproved: true, ...lowered, ...note },
      { onSuccess: () => toastSuccess(givenText(request, lowered), t('shell.askerSees', { name: requestedByName })) },
    );
  const refuse = () =>
    decide.mutate(
      { id, isApproved: false, ...note },
      { onSuccess: () => toastSuccess(t('shell.rewardRefused'), t('shell.askerSees', { name: requestedByName })) },
    );
  return (
    <li className="grid gap-3 rounded-lg border px-4 py-3.5">
      <RequestAbout request={request} />
      <LowerField request={request} text={typed} isWrong={lowered === null} onType={setTyped} />
      <Field label={t('shell.wordToAsker', { name: requestedByName })}>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            autoComplete="off"
            value={word}
            onChange={(event) => setWord(event.target.value)}
          />
        )}
      </Field>
      <LeftToGive playerId={playerId} asked={countedOf(request, lowered)} />
      <FailureNotice error={decide.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={word.trim() === ''} isBusy={decide.isPending} onClick={refuse}>
          {t('shell.refuseReward')}
        </Button>
        <Button variant="primary" disabled={lowered === null} isBusy={decide.isPending} onClick={give}>
          <span className="text-balance whitespace-normal leading-tight">{giveText(request, lowered, currency)}</span>
        </Button>
      </div>
    </li>
  );
}

/** What is given of a request that can be lowered: a bonus and a comp whose amount was typed. The others are as they are. */
type Lowered = { points?: number; amountCents?: number };

/** What can be lowered as it was asked for. */
function askedText({ kind, points, amountCents }: ListedRewardRequest): string {
  if (kind === 'points') return String(points ?? '');
  return amountCents === null ? '' : formatMoneyInput(amountCents);
}

/** What was typed, null while it is no figure or more than was asked for. */
function readLowered({ kind, points: asked, amountCents: most }: ListedRewardRequest, text: string): Lowered | null {
  if (kind === 'points') {
    const points = parsePoints(text);
    return points === null || points > (asked ?? 0) ? null : { points };
  }
  if (most === null) return {};
  const amountCents = parseMoney(text);
  return amountCents === null || amountCents === 0 || amountCents > most ? null : { amountCents };
}

function countedOf({ kind, valueCents }: ListedRewardRequest, lowered: Lowered | null): Asked {
  if (kind === 'points') return { bonusPoints: lowered?.points ?? null };
  return { couponCents: lowered?.amountCents ?? valueCents };
}

type LowerFieldProps = {
  request: ListedRewardRequest;
  text: string;
  isWrong: boolean;
  onType: (text: string) => void;
};

function LowerField({ request, text, isWrong, onType }: LowerFieldProps) {
  const { currency } = useMe().settings;
  const { kind, playerId, points, amountCents } = request;
  const rate = useAuthorityLeft(playerId)?.centsPer1000Points;
  if (kind !== 'points' && amountCents === null) return null;
  const isBonus = kind === 'points';
  const lowered = readLowered(request, text);
  const cost = rate === undefined || !lowered?.amountCents ? null : pointsFor(lowered.amountCents, rate);
  const most = isBonus
    ? t('shell.atMostAsked', { points: formatPoints(points ?? 0) })
    : t('shell.atMostAmount', { amount: formatMoney(amountCents ?? 0, currency) });
  return (
    <Field
      label={t(isBonus ? 'shell.pointsToGive' : 'shell.amountToGive')}
      hint={cost === null ? undefined : t('shell.amountCosts', { points: formatPoints(cost) })}
      error={isWrong ? most : undefined}
    >
      {(control) => (
        <Input
          {...control}
          inputMode={isBonus ? 'numeric' : 'decimal'}
          autoComplete="off"
          isFigure
          value={text}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Field>
  );
}

function giveText(request: ListedRewardRequest, lowered: Lowered | null, currency: string): string {
  const { kind, name, points, amountCents, valueCents } = request;
  if (kind === 'points') return t('shell.givePoints', { points: formatPoints(lowered?.points ?? 0) });
  // A comp by its name, one whose amount was typed and a coupon with what it is worth.
  if (amountCents === null && points !== null) return t('shell.giveReward', { reward: name ?? '' });
  const worth = lowered?.amountCents ?? valueCents;
  return t('shell.giveReward', { reward: couponOf(name ?? '', worth, currency) });
}

function givenText({ kind, name, playerName }: ListedRewardRequest, { points = 0 }: Lowered): string {
  const player = playerName ?? t('domain.noPlayer');
  if (kind === 'points') return t('shell.pointsIssued', { points: formatPoints(points), player });
  return t('shell.rewardGiven', { reward: name ?? '', player });
}

function RingSwitch() {
  const [isOn, turn] = useRingSetting();
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-11 items-center justify-between gap-3 text-sm">
      {t('shell.ringsForRewards')}
      <Switch id={id} tone="plain" checked={isOn} onCheckedChange={turn} />
    </label>
  );
}
