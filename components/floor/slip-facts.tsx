'use client';

import { Pencil } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { TheoSoFar } from '@/components/domain/play-time';
import { Late, lateCode } from '@/components/ui/late';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatMoneyRounded, formatPoints } from '@/lib/shared/format';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';

const averageBetEditor = lateCode(async () => (await import('./average-bet-editor')).AverageBetEditor);
/** What a slip's facts open on demand, for whoever preloads it. */
export const SLIP_FACTS_LOADERS = [averageBetEditor.fetch];

/** A label may take two lines; the figures stand on one all the same. */
const FACT = 'flex flex-col justify-between rounded-md bg-raised px-3 py-2.5 text-left';

/** The three figures of a slip. Who manages slips taps the average bet to change it. */
export function SlipFacts({ slip }: { slip: FloorSlip }) {
  const { currency } = useMe().settings;
  const canManage = useCan('slip.manage');
  const [isEditing, setIsEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const finish = () => {
    setIsEditing(false);
    button.current?.focus();
  };
  const balance = slip.balance === null ? '–' : formatPoints(slip.balance);
  const averageBet = formatMoney(slip.averageBetCents, currency);
  return (
    <>
      <div className="grid grid-cols-3 gap-2">
        <Fact label={t('domain.balance')} size={figure(balance)}>
          {balance}
        </Fact>
        {canManage ? (
          <button
            ref={button}
            type="button"
            aria-expanded={isEditing}
            className={`${FACT} transition-colors duration-100 hover:bg-line/60`}
            onClick={() => setIsEditing(!isEditing)}
          >
            <span className="flex justify-between gap-1 text-muted text-xs">
              {t('domain.averageBet')}
              <Pencil aria-hidden className="size-3.5 shrink-0" />
            </span>
            <span className={figure(averageBet)}>{averageBet}</span>
            <span className="sr-only">{t('floor.change')}</span>
          </button>
        ) : (
          <Fact label={t('domain.averageBet')} size={figure(averageBet)}>
            {averageBet}
          </Fact>
        )}
        <Fact label={t('floor.theoSoFar')} size={figure(formatMoneyRounded(slip.theoCents, currency))}>
          <TheoSoFar slip={slip} currency={currency} />
        </Fact>
      </div>
      {isEditing ? <Late code={averageBetEditor} props={{ slip, currency, onDone: finish }} /> : null}
    </>
  );
}

/** A long figure is set smaller rather than cut off. Letters, as a sign of the currency may have, are as wide as two digits. */
function figure(text: string): string {
  const width = text.length + (text.match(/\p{L}/gu)?.length ?? 0);
  return `truncate font-[680] tracking-tight leading-7 ${width > 11 ? 'text-sm' : width > 7 ? 'text-base' : 'text-[21px]'}`;
}

function Fact({ label, size, children }: { label: string; size: string; children: ReactNode }) {
  return (
    <div className={FACT}>
      <p className="text-muted text-xs">{label}</p>
      <p className={size}>{children}</p>
    </div>
  );
}
