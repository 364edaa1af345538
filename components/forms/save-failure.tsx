'use client';

import { CircleAlert, CircleCheck, Hourglass, Users } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { type ErrorWords, errorWords } from '@/components/ui/error-text';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import type { Refusal } from '@/lib/client/api';
import { t } from '@/words/say';
import { changedByText } from './changed-by-text';
import { type ComparisonRow, ComparisonTable } from './comparison-table';
import type { SaveState } from './use-versioned-form';

type SaveFailureProps = {
  editor: SaveState;
  /** Said in place of the general notice, where the screen knows more of this refusal. */
  refusal?: ReactNode;
  /** The words of a refusal, where the code's own are too general. */
  words?: (refusal: Refusal) => ErrorWords;
};

/** Why it was not saved, and the ways on. What was typed is there in every case. */
export function SaveFailure({ editor, refusal, words }: SaveFailureProps) {
  const { failure, goOn } = editor;
  switch (failure?.kind) {
    case undefined:
      return null;
    case 'unanswered':
      return (
        <Notice icon={Hourglass} tone="warn" role="alert" title={t('forms.noAnswer')}>
          <p>{t('forms.saveAgain')}</p>
        </Notice>
      );
    case 'arrived':
      return (
        <Notice
          icon={CircleCheck}
          tone="neutral"
          role="status"
          title={t('forms.savedAfterAll')}
          action={<Button onClick={goOn}>{t('forms.goOn')}</Button>}
        >
          <p>{t('forms.typedSinceIsHere')}</p>
        </Notice>
      );
    case 'changed':
      return <Changed editor={editor} refusal={failure.refusal} rows={failure.rows} />;
    case 'refused': {
      if (refusal) return refusal;
      const { title, remedy } = (words ?? (({ code }) => errorWords(code)))(failure.refusal);
      return (
        <Notice icon={CircleAlert} tone="bad" role="alert" title={title}>
          <p>{failure.isAtField ? t('forms.correctMarked') : remedy}</p>
        </Notice>
      );
    }
  }
}

type ChangedProps = { editor: SaveState; refusal: Refusal; rows: ComparisonRow[] | null };

/** Two people edited the same: who was first, what differs, and which of the two is to hold. */
function Changed({ editor, refusal, rows }: ChangedProps) {
  const { name, isWhole, isBusy, goOn, takeTheirs, saveMineOver, reread } = editor;
  const title = changedByText(refusal, useMe().settings.timeZone, name);
  if (rows === null) return <Unread title={title} onRead={reread} />;
  if (rows.length === 0) {
    return (
      <Notice
        icon={Users}
        tone="neutral"
        role="status"
        title={title}
        action={<Button onClick={goOn}>{t('forms.goOn')}</Button>}
      >
        <p>{t('forms.nothingLeft')}</p>
      </Notice>
    );
  }
  return (
    <Notice
      icon={Users}
      tone="warn"
      role="alert"
      title={title}
      action={
        <>
          <Button onClick={takeTheirs}>{t('forms.takeTheirs')}</Button>
          <Button onClick={saveMineOver} isBusy={isBusy}>
            {t('forms.saveMineOver')}
          </Button>
        </>
      }
    >
      <p className="text-muted">
        {t('forms.nothingLost')} {t(isWhole ? 'forms.overWhole' : 'forms.overPart')}
      </p>
      <ComparisonTable rows={rows} isWhole={isWhole} />
    </Notice>
  );
}

/** The refusal came, but what is saved now did not. */
function Unread({ title, onRead }: { title: string; onRead: () => Promise<unknown> }) {
  const [isReading, setIsReading] = useState(false);
  const read = () => {
    setIsReading(true);
    void onRead().finally(() => setIsReading(false));
  };
  return (
    <Notice
      icon={Users}
      tone="warn"
      role="alert"
      title={title}
      action={
        <Button onClick={read} isBusy={isReading}>
          {t('forms.lookAtTheirs')}
        </Button>
      }
    >
      <p>
        {t('forms.nothingLost')} {t('forms.theirsUnread')}
      </p>
    </Notice>
  );
}
