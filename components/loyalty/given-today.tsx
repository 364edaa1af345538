'use client';

import { ChevronDown } from 'lucide-react';
import { actorLabel } from '@/components/labels';
import { useMe } from '@/hooks/casino/me-context';
import { useGivenToday } from '@/hooks/loyalty/use-given-today';
import { formatTime } from '@/lib/shared/format';
import { t } from '@/words/say';
import { type GivenItem, type GivenWhere, givenText, listGiven } from './given-today-model';

type GivenTodayProps = GivenWhere & { playerId: string };

/** What the player got today already, of every kind and by whomever, before more is given: one line that opens to a list. */
export function GivenToday({ playerId, ...where }: GivenTodayProps) {
  const { currency } = useMe().settings;
  const { given, isUnread, gamingDay } = useGivenToday(playerId);
  if (given === null) return <Line>{t(isUnread ? 'loyalty.todayUnread' : 'loyalty.todayLoading')}</Line>;
  const sum = givenText(given, gamingDay, currency);
  if (sum === '') return <Line>{t('loyalty.todayNothing')}</Line>;
  return (
    <details className="group mx-5 mb-3 rounded-md border text-sm">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-md px-3 hover:bg-raised">
        <span className="min-w-0 flex-1 py-1.5">
          <span className="text-muted">{t('loyalty.today')}</span> <b className="font-semibold">{sum}</b>
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted group-open:rotate-180" />
      </summary>
      <ul aria-label={t('loyalty.todayList')} className="scroll-area max-h-[30dvh] divide-y border-t px-3">
        {listGiven(given, gamingDay, where, currency).map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </details>
  );
}

/** As high as the line that opens, so that the answer moves nothing. */
function Line({ children }: { children: string }) {
  return (
    <p className="mx-5 mb-3 flex min-h-[46px] items-center rounded-md border px-3 text-muted text-sm">{children}</p>
  );
}

function Item({ item }: { item: GivenItem }) {
  const { timeZone } = useMe().settings;
  const facts = [
    actorLabel(item.staffName),
    formatTime(item.at, timeZone),
    item.isHere ? t('loyalty.todayHere') : null,
  ];
  return (
    <li className="grid grid-cols-[minmax(60px,auto)_1fr] items-baseline gap-2.5 py-2">
      <span className="font-semibold">{item.figure}</span>
      <span className="min-w-0">
        <span className="block break-words">{item.what}</span>
        <span className="block break-words text-muted text-xs">{facts.filter(Boolean).join(' · ')}</span>
      </span>
    </li>
  );
}
