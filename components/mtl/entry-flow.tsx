'use client';

import { type ReactNode, useEffect } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { useEntryForm, useEntryRequest } from '@/hooks/mtl/mtl-requests';
import { tellEntry } from './tell-entry';
import { UnansweredEntry } from './unanswered-entry';

type EntryFlowProps = {
  place: string;
  /** Around what stands in the form's stead. */
  frame: (notice: ReactNode) => ReactNode;
  onDone: () => void;
  children: ReactNode;
};

/**
 * The form of an entry, and in its stead, while the server has not answered the last one, that it is not yet logged. The form keeps
 * what was typed until there is an answer.
 */
export function EntryFlow({ place, frame, onDone, children }: EntryFlowProps) {
  const { currency } = useMe().settings;
  const { intent, dismiss } = useEntryRequest(place);
  useEntryForm(place);
  useEffect(() => {
    if (intent?.status !== 'answered') return;
    tellEntry(intent, currency);
    dismiss();
    onDone();
  }, [intent, currency, dismiss, onDone]);
  const isWaiting = intent?.status === 'unanswered' || intent?.status === 'retrying';
  return (
    <>
      {isWaiting ? frame(<UnansweredEntry place={place} />) : null}
      <div className={isWaiting ? 'hidden' : 'contents'}>{children}</div>
    </>
  );
}
