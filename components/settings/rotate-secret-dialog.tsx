'use client';

import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toastError } from '@/components/ui/toast';
import { useRotateWebhookSecret } from '@/hooks/events/use-webhook-mutations';
import type { WebhookEndpoint } from '@/services/events/dtos';
import { WebhookSecret } from './webhook-secret';

type RotateSecretDialogProps = { endpoint: WebhookEndpoint; onClose: () => void };

/** Asks, rotates, and shows the new secret, which is told this once. */
export function RotateSecretDialog({ endpoint, onClose }: RotateSecretDialogProps) {
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
        title="New secret"
        subtitle={endpoint.url}
        footer={
          <Button variant="primary" size="big" onClick={onClose}>
            {made.secret ? 'I have stored it' : 'Close'}
          </Button>
        }
      >
        <WebhookSecret secret={made.secret} />
        <p className="text-muted text-sm">
          The secret before it signs along for 24 hours: change the receiver over in that time.
        </p>
      </Dialog>
    );
  }
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title="Rotate the secret?"
      confirmLabel="Rotate secret"
      isBusy={rotate.isPending}
      onConfirm={confirm}
    >
      <p className="break-all">{endpoint.url}</p>
      <p className="mt-2">
        A new secret is made and shown once. The old one signs along for 24 hours, then it is void.
      </p>
    </AlertDialog>
  );
}
