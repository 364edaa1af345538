'use client';

import type { ReactNode } from 'react';
import { KnownAt } from '@/components/domain/known-at';
import { tierColor } from '@/components/domain/tier-mark';
import { Figure } from '@/components/ui/figure';
import { useMe } from '@/hooks/casino/me-context';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatDate, formatDateTimeWithYear, formatPoints } from '@/lib/shared/format';
import type { Player } from '@/services/floor/dtos';
import type { TierSource } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { PlayerPortrait } from './player-portrait';
import { StartingBalance } from './starting-balance';
import { type Standing, tierOrigin, tierStanding } from './tier-model';

type PlayerHeadProps = { player: Player; onPhoto: () => void; children: ReactNode };

/** Who the player is and how the player stands; below it, what can be done. */
export function PlayerHead({ player, onPhoto, children }: PlayerHeadProps) {
  const { loyalty } = player;
  return (
    <section aria-labelledby="player-name" className="rounded-lg border bg-surface p-4">
      <div className="flex items-center gap-3.5">
        <PlayerPortrait player={player} onOpen={onPhoto} />
        <div className="min-w-0 flex-1">
          <h2 id="player-name" className="break-words font-bold text-xl tracking-tight">
            {player.name}
          </h2>
          <p className="text-muted text-sm">
            {loyalty ? <TierWord loyalty={loyalty} /> : t('domain.notEnrolled')}
            <span className="break-all">{` · ${player.loyaltyId ?? t('player.noLoyaltyId')}`}</span>
          </p>
          <BirthDate birthDate={player.birthDate} />
          <div className="text-sm">
            <KnownAt playerId={player.id} />
          </div>
        </div>
      </div>
      {loyalty ? <Points loyalty={loyalty} /> : <NotEnrolled />}
      {children}
      {loyalty?.startingBalance ? <StartingBalance figures={loyalty.startingBalance} /> : null}
    </section>
  );
}

/** For who is told it: who looks after players, or tells by a document who somebody is. */
function BirthDate({ birthDate }: Pick<Player, 'birthDate'>) {
  if (birthDate === undefined) return null;
  return (
    <p className="text-muted text-sm">
      {birthDate === null ? t('player.birthDateUnknown') : t('player.born', { day: formatDate(birthDate) })}
    </p>
  );
}

/** The letter in the tier's colour, and the word: never colour alone. */
function TierWord({ loyalty }: { loyalty: Standing }) {
  return (
    <span className="whitespace-nowrap font-semibold text-ink">
      <span
        aria-hidden
        className="mr-1.5 inline-grid size-[19px] place-items-center rounded-[6px] border align-[-3px] font-bold text-[11px] leading-none"
        style={{ color: tierColor(loyalty.tier), borderColor: tierColor(loyalty.tier) }}
      >
        {loyalty.tierName.charAt(0).toUpperCase()}
      </span>
      {loyalty.tierName}
    </span>
  );
}

function Points({ loyalty }: { loyalty: Standing }) {
  return (
    <>
      <dl className="mt-4 grid grid-cols-2 gap-x-4">
        <Figure term={t('domain.balance')} isMain>
          <span className={loyalty.balance < 0 ? 'text-danger' : undefined}>{formatPoints(loyalty.balance)}</span>
          {loyalty.balance < 0 ? (
            <span className="ml-2 font-medium text-danger text-sm">{t('player.belowZero')}</span>
          ) : null}
        </Figure>
        <Figure term={t('player.lifetimePoints')} isMain>
          {formatPoints(loyalty.lifetimePoints)}
        </Figure>
      </dl>
      <TierProgress loyalty={loyalty} />
      {loyalty.tierSource ? <TierOrigin source={loyalty.tierSource} /> : null}
    </>
  );
}

/** What brought the tier that the player holds: when, who and why. */
function TierOrigin({ source }: { source: TierSource }) {
  const { timeZone } = useMe().settings;
  return (
    <p className="mt-1.5 text-muted text-xs">
      {tierOrigin(source, formatDateTimeWithYear(source.createdAt, timeZone))}
    </p>
  );
}

/** How far it is to the next tier, in words and as a bar between the two thresholds. */
function TierProgress({ loyalty }: { loyalty: Standing }) {
  const tiers = useLoyaltyTiers();
  if (!tiers.data) return <div className="mt-3 h-[53px]" />;
  const { current, next, words } = tierStanding(loyalty, tiers.data.items);
  return (
    <div className="mt-3">
      <p className="font-medium text-sm">{words}</p>
      {current && next ? (
        <>
          <div
            role="progressbar"
            aria-label={t('player.progressTo', { tier: next.name })}
            aria-valuenow={loyalty.tierProgress}
            aria-valuetext={words}
            className="mt-1.5 h-2 overflow-hidden rounded-full bg-raised"
          >
            <div
              className="h-full rounded-full"
              style={{ width: `${loyalty.tierProgress}%`, background: tierColor(next.code) }}
            />
          </div>
          <p aria-hidden className="mt-1 flex justify-between gap-3 text-muted text-xs">
            <span>
              {current.name} {formatPoints(current.thresholdPoints)}
            </span>
            <span>
              {next.name} {formatPoints(next.thresholdPoints)}
            </span>
          </p>
        </>
      ) : null}
    </div>
  );
}

function NotEnrolled() {
  return <p className="mt-4 rounded-md bg-bg p-3.5 text-muted text-sm">{t('player.notEnrolledMeaning')}</p>;
}
