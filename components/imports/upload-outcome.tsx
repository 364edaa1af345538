'use client';

import { CircleAlert, CircleCheck, CircleStop, CloudOff, Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import type { ImportUpload } from '@/hooks/imports/import-uploads';
import type { UploadRequest } from '@/hooks/imports/use-import-upload';
import { findDuplicate, isReadingDoubtful, refusalText, sheetsOf } from './import-words';
import { ReadDifferently } from './read-differently';

type UploadOutcomeProps = { upload: UploadRequest; current: ImportUpload; onOpen: (importId: string) => void };

/** What became of a file, and what can be done about it. */
export function UploadOutcome({ upload, current, onOpen }: UploadOutcomeProps) {
  const { file } = current;
  const { dismiss, sendAgain } = upload;
  const close = <Button onClick={dismiss}>Close</Button>;
  const openAndClose = (importId: string) => {
    onOpen(importId);
    dismiss();
  };
  if (current.step === 'refused') return <Refused upload={upload} current={current} onOpen={openAndClose} />;
  if (current.step === 'staged') {
    return (
      <Notice
        icon={CircleCheck}
        tone="neutral"
        role="status"
        title={`${file.name} is staged`}
        action={
          <>
            <Button onClick={() => openAndClose(current.importId)}>Open it</Button>
            {close}
          </>
        }
      >
        {current.isFormerKept ? (
          <p>The import of it that was read otherwise could not be removed. Look at it first.</p>
        ) : null}
      </Notice>
    );
  }
  if (current.step === 'unanswered') {
    return (
      <Notice
        icon={CloudOff}
        tone="warn"
        role="alert"
        title="The connection was lost"
        action={
          <>
            <Button onClick={sendAgain}>Send it again</Button>
            {close}
          </>
        }
      >
        <p>
          What is staged of {file.name} is not lost. Send it again: it goes on where it stopped, and no row comes twice.
        </p>
      </Notice>
    );
  }
  return (
    <Notice icon={CircleStop} tone="neutral" role="status" title={`${file.name} was stopped`} action={close}>
      <p className="text-muted">Of what was sent now, no row is kept.</p>
    </Notice>
  );
}

type RefusedProps = {
  upload: UploadRequest;
  current: ImportUpload & { step: 'refused' };
  onOpen: (id: string) => void;
};

function Refused({ upload, current, onOpen }: RefusedProps) {
  const { timeZone } = useMe().settings;
  const { title, remedy } = refusalText(current.refusal, timeZone);
  const duplicateId = findDuplicate(current.refusal);
  const close = <Button onClick={upload.dismiss}>Close</Button>;
  if (duplicateId !== null) {
    return (
      <Notice
        icon={Copy}
        tone="warn"
        role="alert"
        title={title}
        action={
          <>
            <Button onClick={() => onOpen(duplicateId)}>Open that import</Button>
            <Button onClick={upload.sendAsSecond}>Import it a second time</Button>
            {close}
          </>
        }
      >
        <p>{remedy}</p>
      </Notice>
    );
  }
  return (
    <Notice
      icon={CircleAlert}
      tone="bad"
      role="alert"
      title={`${current.file.name}: ${title}`}
      action={
        <>
          {isReadingDoubtful(current.refusal) ? (
            <ReadDifferently
              fileName={current.file.name}
              reading={current.reading}
              sheets={sheetsOf(current.refusal)}
              file={current.file}
            />
          ) : null}
          {close}
        </>
      }
    >
      {remedy ? <p>{remedy}</p> : null}
    </Notice>
  );
}
