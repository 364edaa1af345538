'use client';

import { Copy } from 'lucide-react';
import { useRef } from 'react';
import { t } from '@/words/say';
import { Button } from './button';
import { Field } from './field';
import { toastFailure, toastMessage } from './toast';

type ToldOnceProps = { label: string; text: string; copyLabel: string; copiedText: string };

/** A long text that is shown once, to be copied. */
export function ToldOnce({ label, text, copyLabel, copiedText }: ToldOnceProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toastMessage(copiedText);
    } catch {
      // The browser keeps the clipboard to itself; what is selected can still be copied by hand.
      field.current?.select();
      toastFailure(t('ui.notCopied'), t('ui.notCopiedRemedy'));
    }
  };
  return (
    <>
      <Field label={label}>
        {(control) => (
          <textarea
            {...control}
            ref={field}
            readOnly
            rows={Math.ceil(text.length / 40)}
            value={text}
            className="block w-full resize-none break-all rounded-md border border-control bg-bg px-3.5 py-2.5 font-mono text-base"
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      <Button onClick={() => void copy()}>
        <Copy aria-hidden />
        {copyLabel}
      </Button>
    </>
  );
}
