'use client';

import { ScanText } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { readingOf } from '@/hooks/imports/import-progress';
import { isUploading } from '@/hooks/imports/import-uploads';
import { useImportUpload } from '@/hooks/imports/use-import-upload';
import type { PlayerImport, ReadingOptions } from '@/services/imports/dtos';
import { t } from '@/words/say';

const readingForm = lateCode(async () => (await import('./reading-form')).ReadingForm);

type ReadDifferentlyProps = {
  fileName: string;
  /** The import that was read otherwise; none, where the file was refused. */
  former?: PlayerImport;
  /** What was said of how to read it. */
  reading?: ReadingOptions | undefined;
  /** The file itself, where it is at hand. */
  file?: File;
  /** Of a workbook, its sheets. */
  sheets?: string[] | null;
  label?: string;
  onSend?: () => void;
};

/** Has a file read in another way than it was. An import of it goes when the new one is staged, and not before. */
export function ReadDifferently(props: ReadDifferentlyProps) {
  const {
    fileName,
    former,
    file,
    sheets = former?.sheets ?? null,
    label = t('imports.readDifferently'),
    onSend,
  } = props;
  const reading = props.reading ?? (former ? readingOf(former) : undefined);
  const [isOpen, setIsOpen] = useState(false);
  const { upload, sendToRead, findFile } = useImportUpload();
  const close = () => setIsOpen(false);
  const send = (chosen: File, how: ReadingOptions) => {
    close();
    sendToRead(chosen, how, former ?? null);
    onSend?.();
  };
  const heldFile = file ?? (former ? findFile(former.id) : null);
  return (
    <>
      <Button
        className="max-sm:flex-1 max-sm:px-2.5"
        disabled={upload !== null && isUploading(upload)}
        onClick={() => setIsOpen(true)}
      >
        <ScanText aria-hidden />
        {label}
      </Button>
      {isOpen ? (
        <Late
          code={readingForm}
          props={{
            title: label,
            fileName,
            reading,
            sheets,
            heldFile,
            former: former ?? null,
            onSend: send,
            onClose: close,
          }}
        />
      ) : null}
    </>
  );
}
