'use client';

import { CircleAlert, CircleCheck, CircleStop, CloudOff, Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import type { ImportUpload } from '@/hooks/imports/import-uploads';
import type { UploadRequest } from '@/hooks/imports/use-import-upload';
import { t } from '@/words/say';
import { findDuplicate, isReadingDoubtful, refusalText, sheetsOf } from './import-words';
import { ReadDifferently } from './read-differently';

type UploadOutcomeProps = { upload: UploadRequest; current: ImportUpload; onOpen: (importId: string) => void };

/** What became of a file, and what can be done about it. */
export function UploadOutcome({ upload, current, onOpen }: UploadOutcomeProps) {
  const { file } = current;
  const { dismiss, sendAgain } = upload;
  const close = <Button onClick={dismiss}>{t('ui.close')}</Button>;
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
        title={t('imports.isStaged', { file: file.name })}
        action={
          <>
            <Button onClick={() => openAndClose(current.importId)}>{t('imports.openIt')}</Button>
            {close}
          </>
        }
      >
        {current.isFormerKept ? <p>{t('imports.formerKept')}</p> : null}
      </Notice>
    );
  }
  if (current.step === 'unanswered') {
    return (
      <Notice
        icon={CloudOff}
        tone="warn"
        role="alert"
        title={t('imports.connectionLost')}
        action={
          <>
            <Button onClick={sendAgain}>{t('imports.sendAgain')}</Button>
            {close}
          </>
        }
      >
        <p>{t('imports.notLost', { file: file.name })}</p>
      </Notice>
    );
  }
  return (
    <Notice
      icon={CircleStop}
      tone="neutral"
      role="status"
      title={t('imports.wasStopped', { file: file.name })}
      action={close}
    >
      <p className="text-muted">{t('imports.noneKept')}</p>
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
  const close = <Button onClick={upload.dismiss}>{t('ui.close')}</Button>;
  if (duplicateId !== null) {
    return (
      <Notice
        icon={Copy}
        tone="warn"
        role="alert"
        title={title}
        action={
          <>
            <Button onClick={() => onOpen(duplicateId)}>{t('imports.openThatImport')}</Button>
            <Button onClick={upload.sendAsSecond}>{t('imports.importSecond')}</Button>
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
      title={t('imports.fileRefused', { file: current.file.name, why: title })}
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
