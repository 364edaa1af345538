'use client';

import { useFormContext } from 'react-hook-form';
import { gameLabel, roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Spoken } from '@/components/ui/spoken';
import { formatList } from '@/lib/shared/format';
import type { StaffRole } from '@/services/casino/dtos';
import { t } from '@/words/say';
import { STEPS, type StepName, slugOf, type TypedCasino } from './founding-model';

/** Everything once more before it is made, with a way back to each part. */
export function CheckStep({ onGo }: { onGo: (step: StepName) => void }) {
  const typed = useFormContext<TypedCasino>().watch();
  return (
    <ul aria-label={t('founding.step_check')} className="grid gap-3">
      {STEPS.filter(({ name }) => name !== 'check').map(({ name }) => (
        <li key={name} className="flex items-start justify-between gap-4 rounded-lg border bg-surface px-4 py-3">
          <div className="min-w-0 self-center">
            <h3 className="text-muted text-sm">{t(`founding.step_${name}`)}</h3>
            <p className="wrap-anywhere font-semibold">{summaryOf(name, typed)}</p>
          </div>
          <Button variant="quiet" onClick={() => onGo(name)}>
            <Spoken as={t('founding.changeStep', { step: t(`founding.step_${name}`) })}>{t('founding.change')}</Spoken>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function summaryOf(step: StepName, typed: TypedCasino): string {
  switch (step) {
    case 'casino':
      return t('founding.sum_casino', {
        name: typed.name,
        slug: typed.slug || slugOf(typed.name),
        zone: typed.timeZone.replaceAll('_', ' '),
        start: typed.gamingDayStart,
        currency: typed.currency,
      });
    case 'earning':
      return formatList(typed.tiers.map(({ name }) => name));
    case 'games':
      return formatList(
        typed.games.filter(({ isDealt }) => isDealt).map(({ gameType }) => gameLabel({ gameType, gameName: gameType })),
      );
    case 'tables':
      return formatList(
        typed.pits.map(({ name, tables }) =>
          t('founding.sum_pit', { pit: name, count: tables.reduce((sum, { count }) => sum + Number(count), 0) }),
        ),
      );
    case 'shifts':
      return formatList(typed.shifts.map(({ name, startsAtLocal }) => `${name} ${startsAtLocal}`));
    case 'people':
      return formatList(
        typed.staff.map(({ name, role }) => t('founding.sum_person', { name, role: roleLabel(role as StaffRole) })),
      );
    case 'check':
      return '';
  }
}
