'use client';

import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/words/say';
import { AlertDialog } from './alert-dialog';
import { Button } from './button';
import { Notice } from './notice';

type UnansweredRequestProps = {
  /** What is not certain: `Not yet issued: no answer from the server`. */
  title: string;
  /** What was asked for. */
  what: string;
  /** What giving it up may mean. */
  warning: string;
  isRetrying: boolean;
  onRetry: () => void;
  onDiscard: () => void;
};

/** A request without an answer: never shown as done, sent again under its key, or given up knowing what that may mean. */
export function UnansweredRequest(props: UnansweredRequestProps) {
  const { isRetrying } = props;
  const [isDiscarding, setIsDiscarding] = useState(false);
  return (
    <>
      <Notice
        icon={Hourglass}
        tone="warn"
        role="status"
        title={props.title}
        action={
          <>
            <Button isBusy={isRetrying} onClick={props.onRetry}>
              {isRetrying ? t('ui.askingServer') : t('ui.retry')}
            </Button>
            <Button variant="quiet" disabled={isRetrying} onClick={() => setIsDiscarding(true)}>
              {t('ui.discard')}
            </Button>
          </>
        }
      >
        <p className="font-semibold">{props.what}</p>
        <p className="text-muted">{t('ui.retryMeaning')}</p>
      </Notice>
      <AlertDialog
        isHarm
        isOpen={isDiscarding}
        onClose={() => setIsDiscarding(false)}
        title={t('ui.discardRequest')}
        cancelLabel={t('ui.keepIt')}
        confirmLabel={t('ui.discard')}
        onConfirm={props.onDiscard}
      >
        {props.warning}
      </AlertDialog>
    </>
  );
}
