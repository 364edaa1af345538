'use client';

import { Pencil } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints } from '@/lib/shared/format';
import type { FloorSlip } from '@/services/floor/dtos';
import { AverageBetEditor } from './average-bet-editor';
import { TheoSoFar } from './play-time';

const FACT = 'rounded-md bg-raised px-3 py-2.5 text-left';
const FIGURE = 'block truncate font-[680] text-2xl tracking-tight';

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
  const averageBet = formatMoney(slip.averageBetCents, currency);
  return (
    <>
      <div className="grid grid-cols-3 gap-2">
        <Fact label="Balance">{slip.balance === null ? '–' : formatPoints(slip.balance)}</Fact>
        {canManage ? (
          <button
            ref={button}
            type="button"
            aria-expanded={isEditing}
            className={`${FACT} transition-colors duration-100 hover:bg-line/60`}
            onClick={() => setIsEditing(!isEditing)}
          >
            <span className="flex items-center justify-between text-muted text-xs">
              <span className="whitespace-nowrap">Average bet</span> <Pencil aria-hidden className="size-3.5" />
            </span>
            <span className={FIGURE}>{averageBet}</span>
            <span className="sr-only">Change</span>
          </button>
        ) : (
          <Fact label="Average bet">{averageBet}</Fact>
        )}
        <Fact label="Theo so far">
          <TheoSoFar slip={slip} currency={currency} />
        </Fact>
      </div>
      {isEditing ? <AverageBetEditor slip={slip} currency={currency} onDone={finish} /> : null}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={FACT}>
      <p className="whitespace-nowrap text-muted text-xs">{label}</p>
      <p className={FIGURE}>{children}</p>
    </div>
  );
}
