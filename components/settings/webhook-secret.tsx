'use client';

import { Copy, KeyRound, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { toastFailure, toastMessage } from '@/components/ui/toast';

/** The signing secret, this once. Without one the answer that had it got lost, and only a new one helps. */
export function WebhookSecret({ secret }: { secret: string | null }) {
  const field = useRef<HTMLTextAreaElement>(null);
  if (secret === null) {
    return (
      <Notice icon={TriangleAlert} tone="warn" role="alert" title="The secret got lost on its way here.">
        <p>It is told only once. Rotate the secret of this webhook to get a new one.</p>
      </Notice>
    );
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      toastMessage('Secret copied.');
    } catch {
      // The browser keeps the clipboard to itself; what is selected can still be copied by hand.
      field.current?.select();
      toastFailure('The browser did not let Pitside copy.', 'The secret is selected: copy it by hand.');
    }
  };
  return (
    <div className="grid gap-4">
      <Notice icon={KeyRound} tone="warn" role="status" title="Store this secret now. It is not shown again.">
        <p>The receiver needs it to check that a message is from this casino. Whoever has it can forge one.</p>
      </Notice>
      <Field label="Signing secret">
        {(control) => (
          <textarea
            {...control}
            ref={field}
            readOnly
            rows={2}
            value={secret}
            className="block w-full resize-none break-all rounded-md border border-control bg-bg px-3.5 py-2.5 font-mono text-base"
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      <Button onClick={() => void copy()}>
        <Copy aria-hidden />
        Copy secret
      </Button>
    </div>
  );
}
