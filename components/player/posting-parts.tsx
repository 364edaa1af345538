'use client';

import { CircleAlert } from 'lucide-react';
import { Fact, Facts } from '@/components/ui/facts';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import type { PostingIntent } from '@/hooks/loyalty/use-ledger-mutations';
import { formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { postingRefusal } from './player-words';

const NOTE_MAX = 500;

/** Why the books are changed; never optional. */
export function NoteField(props: { note: string; onNote: (note: string) => void; placeholder: string }) {
  return (
    <Field label={t('player.note')} hint={t('player.noteStays')}>
      {(control) => (
        <Input
          {...control}
          required
          maxLength={NOTE_MAX}
          autoComplete="off"
          placeholder={props.placeholder}
          value={props.note}
          onChange={(event) => props.onNote(event.target.value)}
        />
      )}
    </Field>
  );
}

/** The balance now, and as the posting would leave it. */
export function BalanceAfter({ balance, points }: { balance: number; points: number | null }) {
  const after = points === null ? null : balance + points;
  return (
    <Facts>
      <Fact term={t('domain.balanceNow')}>{formatPoints(balance)}</Fact>
      <Fact term={t('domain.balanceAfter')}>
        {after === null ? '–' : <span className={after < 0 ? 'text-danger' : undefined}>{formatPoints(after)}</span>}
      </Fact>
    </Facts>
  );
}

/** Why the server refused the last posting, if it did. */
export function PostingRefusal({ intent }: { intent: PostingIntent | null }) {
  const { timeZone } = useMe().settings;
  if (intent?.status !== 'refused') return null;
  const { title, remedy } = postingRefusal(intent.refusal, timeZone);
  return (
    <Notice icon={CircleAlert} tone="bad" role="alert" title={title}>
      <p>{remedy}</p>
    </Notice>
  );
}
