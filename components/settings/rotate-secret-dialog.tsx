'use client';

import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toastError } from '@/components/ui/toast';
import { useRotateWebhookSecret } from '@/hooks/events/use-webhook-mutations';
import { useWebhooks } from '@/hooks/events/use-webhooks';
import type { WebhookEndpoint } from '@/services/events/dtos';
import { t } from '@/words/say';
import { WebhookSecret } from './webhook-secret';

type RotateSecretDialogProps = {
  endpointId: string | null;
  /** The webhook, where it was at hand. */
  endpoint: WebhookEndpoint | null;
  onClose: () => void;
};

/** Finds the webhook that an address names. */
export function RotateSecretDialog({ endpointId, endpoint: known, onClose }: RotateSecretDialogProps) {
  const webhooks = useWebhooks();
  const endpoint = [known, ...(webhooks.data ?? [])].find((each) => each?.id === endpointId);
  return endpoint ? <RotateSecret endpoint={endpoint} onClose={onClose} /> : null;
}

/** Asks, rotates, and shows the new secret, which is told this once. */
function RotateSecret({ endpoint, onClose }: { endpoint: WebhookEndpoint; onClose: () => void }) {
  const rotate = useRotateWebhookSecret();
  const [made, setMade] = useState<{ secret: string | null } | null>(null);
  const confirm = () => {
    if (!rotate.isPending) rotate.mutateAsync({ endpointId: endpoint.id }).then(setMade, toastError);
  };
  if (made) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={t('settings.newSecret')}
        subtitle={endpoint.url}
        footer={
          <Button variant="primary" size="big" onClick={onClose}>
            {made.secret ? t('settings.secretStored') : t('ui.close')}
          </Button>
        }
      >
        <WebhookSecret secret={made.secret} />
        <p className="text-muted text-sm">{t('settings.oldSecretSigns')}</p>
      </Dialog>
    );
  }
  return (
    <AlertDialog
      isHarm
      isOpen
      isAddressed
      onClose={onClose}
      title={t('settings.askRotate')}
      confirmLabel={t('settings.rotateSecret')}
      isBusy={rotate.isPending}
      onConfirm={confirm}
    >
      <p className="break-all">{endpoint.url}</p>
      <p className="mt-2">{t('settings.rotateMeans')}</p>
    </AlertDialog>
  );
}
