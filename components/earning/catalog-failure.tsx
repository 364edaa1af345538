'use client';

import { CircleAlert, CircleCheck, Hourglass, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { type ComparisonRow, ComparisonTable } from '@/components/forms/comparison-table';
import { changedByText } from '@/components/forms/reward-changed';
import type { VersionedFailure } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import type { ApiError } from '@/lib/client/api';
import { ERRORS } from '@/lib/shared/errors';

type CatalogFailureProps<Content> = {
  failure: VersionedFailure<Content>;
  /** What the section is about, as in `the tiers`. */
  what: 'the tiers' | 'the earn rates';
  compare: (before: Content, theirs: Content, mine: Content) => ComparisonRow[];
  /** What saving mine over theirs does. */
  overSentence: string;
  /** Whether it replaces all of theirs, and not only what I changed. */
  isWhole?: boolean;
  /** Said in place of the general remedy, where the screen knows more. */
  refusal?: ReactNode;
  isBusy: boolean;
  goOn: () => void;
  takeTheirs: () => void;
  saveMineOver: () => void;
};

/** Why a section was not saved, and the ways on. What was typed is there in every case. */
export function CatalogFailure<Content>(props: CatalogFailureProps<Content>) {
  const { failure, refusal, goOn } = props;
  switch (failure.kind) {
    case 'unanswered':
      return (
        <Notice icon={Hourglass} tone="warn" role="alert" title="Not yet saved: no answer from the server">
          <p>Save again: the same change takes place once, however often it is sent.</p>
        </Notice>
      );
    case 'arrived':
      return (
        <Notice
          icon={CircleCheck}
          tone="neutral"
          role="status"
          title="Saved after all: only the answer got lost"
          action={<Button onClick={goOn}>Go on</Button>}
        >
          <p>What you typed since then is still here, and can be saved next.</p>
        </Notice>
      );
    case 'changed':
      return <Changed {...props} {...failure} />;
    case 'refused':
      return (
        refusal ?? (
          <Notice icon={CircleAlert} tone="bad" role="alert" title={failure.error.message}>
            <p>{failure.error.remedy}</p>
          </Notice>
        )
      );
    case 'unknown':
      return (
        <Notice icon={CircleAlert} tone="bad" role="alert" title={ERRORS.INTERNAL.title}>
          <p>{ERRORS.INTERNAL.remedy}</p>
        </Notice>
      );
  }
}

type ChangedProps<Content> = Omit<CatalogFailureProps<Content>, 'failure'> & {
  error: ApiError;
  before: Content;
  theirs: Content | null;
  mine: Content;
};

function Changed<Content>(props: ChangedProps<Content>) {
  const {
    error,
    before,
    theirs,
    mine,
    what,
    compare,
    overSentence,
    isWhole = false,
    isBusy,
    goOn,
    takeTheirs,
    saveMineOver,
  } = props;
  const title = changedByText(error, useMe().settings.timeZone, what);
  const rows = theirs === null ? null : compare(before, theirs, mine);
  if (rows === null || rows.length === 0) {
    return (
      <Notice icon={Users} tone="neutral" role="status" title={title} action={<Button onClick={goOn}>Go on</Button>}>
        <p>
          {rows === null
            ? 'What they made of it could not be read yet. Nothing you typed is lost.'
            : 'Yours and what is saved are the same: there is nothing left to do.'}
        </p>
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
          <Button onClick={takeTheirs}>Take theirs</Button>
          <Button onClick={saveMineOver} isBusy={isBusy}>
            Save mine over it
          </Button>
        </>
      }
    >
      <p className="text-muted">Nothing you typed is lost. {overSentence}</p>
      <ComparisonTable rows={rows} isWhole={isWhole} />
    </Notice>
  );
}
