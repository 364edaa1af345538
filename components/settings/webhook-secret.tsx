'use client';

import { Copy, KeyRound, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { toastFailure, toastMessage } from '@/components/ui/toast';
import { t } from '@/words/say';

/** The signing secret, this once. Without one the answer that had it got lost, and only a new one helps. */
export function WebhookSecret({ secret }: { secret: string | null }) {
  const field = useRef<HTMLTextAreaElement>(null);
  if (secret === null) {
    return (
      <Notice icon={TriangleAlert} tone="warn" role="alert" title={t('settings.secretLost')}>
        <p>{t('settings.secretLostRemedy')}</p>
      </Notice>
    );
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      toastMessage(t('settings.secretCopied'));
    } catch {
      // The browser keeps the clipboard to itself; what is selected can still be copied by hand.
      field.current?.select();
      toastFailure(t('settings.notCopied'), t('settings.notCopiedRemedy'));
    }
  };
  return (
    <div className="grid gap-4">
      <Notice icon={KeyRound} tone="warn" role="status" title={t('settings.storeSecret')}>
        <p>{t('settings.storeSecretWhy')}</p>
      </Notice>
      <Field label={t('settings.signingSecret')}>
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
        {t('settings.copySecret')}
      </Button>
    </div>
  );
}
