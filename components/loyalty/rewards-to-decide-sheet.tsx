'use client';

import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import { couponOf } from '@/components/domain/coupon-words';
import { LeftToGive } from '@/components/domain/left-to-give';
import { FailureNotice } from '@/components/forms/failure-notice';
import { reasonLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { EmptyState } from '@/components/ui/message-state';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Switch } from '@/components/ui/switch';
import { toastSuccess } from '@/components/ui/toast';
import { useDecideReward, useRewardsToDecide } from '@/hooks/authority/use-reward-requests';
import { useRingSetting } from '@/hooks/authority/use-ring';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints, formatTime, parsePoints } from '@/lib/shared/format';
import type { ListedRewardRequest } from '@/services/authority/dtos';
import { t } from '@/words/say';

/** The rewards that colleagues ask this person to give, the first asked for first; each is given, a bonus perhaps lowered, or refused. */
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
  const { id, kind, playerId, requestedByName } = request;
  const { currency } = useMe().settings;
  const decide = useDecideReward();
  const [pointsText, setPointsText] = useState(String(request.points ?? ''));
  const [word, setWord] = useState('');
  const isBonus = kind === 'points';
  const points = isBonus ? parsePoints(pointsText) : request.points;
  const isWrong = isBonus && (points === null || points > (request.points ?? 0));
  const note = word.trim() === '' ? {} : { note: word.trim() };
  const give = () =>
    !isWrong &&
    decide.mutate(
      { id, isApproved: true, ...(isBonus && points !== null ? { points } : {}), ...note },
      { onSuccess: () => toastSuccess(givenText(request, points), t('shell.askerSees', { name: requestedByName })) },
    );
  const refuse = () =>
    decide.mutate(
      { id, isApproved: false, ...note },
      { onSuccess: () => toastSuccess(t('shell.rewardRefused'), t('shell.askerSees', { name: requestedByName })) },
    );
  return (
    <li className="grid gap-3 rounded-lg border px-4 py-3.5">
      <About request={request} />
      {isBonus ? (
        <Field
          label={t('shell.pointsToGive')}
          error={isWrong ? t('shell.atMostAsked', { points: formatPoints(request.points ?? 0) }) : undefined}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              isFigure
              value={pointsText}
              onChange={(event) => setPointsText(event.target.value)}
            />
          )}
        </Field>
      ) : null}
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
      <LeftToGive playerId={playerId} asked={isBonus ? { bonusPoints: points } : { couponCents: request.valueCents }} />
      <FailureNotice error={decide.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={word.trim() === ''} isBusy={decide.isPending} onClick={refuse}>
          {t('shell.refuseReward')}
        </Button>
        <Button variant="primary" disabled={isWrong} isBusy={decide.isPending} onClick={give}>
          <span className="text-balance whitespace-normal leading-tight">
            {isBonus
              ? t('shell.givePoints', { points: formatPoints(points ?? 0) })
              : t('shell.giveReward', { reward: giftText(request, currency) })}
          </span>
        </Button>
      </div>
    </li>
  );
}

/** A comp by its name, a coupon with what it is worth. */
function giftText({ name, points, valueCents }: ListedRewardRequest, currency: string): string {
  return points === null ? couponOf(name ?? '', valueCents, currency) : (name ?? '');
}

function givenText({ kind, name, playerName }: ListedRewardRequest, points: number | null): string {
  const player = playerName ?? t('domain.noPlayer');
  if (kind === 'points') return t('shell.pointsIssued', { points: formatPoints(points ?? 0), player });
  return t('shell.rewardGiven', { reward: name ?? '', player });
}

/** Who asks for what, for whom and why, what it is worth, and what the player had today. */
function About({ request }: { request: ListedRewardRequest }) {
  const { settings } = useMe();
  const { playerName, points, reason, name, valueCents, note, requestedByName, lapsesAt, givenTodayCents } = request;
  const figures = [
    name,
    points === null ? null : t('domain.points', { points: formatPoints(points) }),
    formatMoney(valueCents, settings.currency),
  ];
  const why = [reason && reasonLabel(reason), `“${note}”`];
  return (
    <div className="wrap-anywhere grid gap-0.5">
      <h3 className="font-bold">{playerName ?? t('domain.noPlayer')}</h3>
      <p>
        <b className="font-semibold">{figures.filter(Boolean).join(' · ')}</b>
        {` · ${why.filter(Boolean).join(' · ')}`}
      </p>
      <p className="text-muted text-sm">
        {t('shell.askedUntil', { name: requestedByName, time: formatTime(lapsesAt, settings.timeZone) })}
      </p>
      {givenTodayCents === null ? null : (
        <p className="text-muted text-sm">
          {t('shell.givenTodayByAll', { amount: formatMoney(givenTodayCents, settings.currency) })}
        </p>
      )}
    </div>
  );
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
