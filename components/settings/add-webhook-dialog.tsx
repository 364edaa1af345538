'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { namedFields } from '@/components/forms/save-outcome';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toastError } from '@/components/ui/toast';
import { useCreateWebhook } from '@/hooks/events/use-webhook-mutations';
import { ApiError } from '@/lib/client/api';
import { type CreateWebhookInput, createWebhookInputSchema } from '@/services/events/dtos';
import { t } from '@/words/say';
import { EventTypes } from './event-types';
import { WebhookSecret } from './webhook-secret';

const FORM_ID = 'add-webhook';

/** Makes a webhook, then shows its secret, which is told this once. */
export function AddWebhookDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateWebhook();
  const [made, setMade] = useState<{ url: string; secret: string | null } | null>(null);
  if (made) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={t('settings.webhookAdded')}
        subtitle={made.url}
        footer={
          <Button variant="primary" size="big" onClick={onClose}>
            {made.secret ? t('settings.secretStored') : t('ui.close')}
          </Button>
        }
      >
        <WebhookSecret secret={made.secret} />
      </Dialog>
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('settings.addWebhook')}
      subtitle={t('settings.addWebhookMeans')}
      footer={
        <Button type="submit" form={FORM_ID} variant="primary" size="big" isBusy={create.isPending}>
          {t('settings.addWebhook')}
        </Button>
      }
    >
      <WebhookFields
        onSubmit={(input, refuse) => {
          if (!create.isPending) create.mutateAsync(input).then(setMade, refuse);
        }}
      />
    </Dialog>
  );
}

type WebhookFieldsProps = { onSubmit: (input: CreateWebhookInput, refuse: (error: unknown) => void) => void };

function WebhookFields({ onSubmit }: WebhookFieldsProps) {
  const form = useForm<CreateWebhookInput>({
    resolver: zodResolver(createWebhookInputSchema),
    defaultValues: { url: '', description: '', eventTypes: null },
  });
  const { errors } = form.formState;
  const refuse = (error: unknown) => {
    const named = error instanceof ApiError ? namedFields(error.refusal) : [];
    const message = named.find(({ path }) => path === 'url')?.message;
    if (message !== undefined) form.setError('url', { type: 'server', message });
    else toastError(error);
  };
  return (
    <form
      id={FORM_ID}
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((input) => onSubmit(input, refuse))}
    >
      <Field label={t('settings.address')} hint={t('settings.addressHint')} error={errors.url?.message}>
        {(control) => (
          <Input
            {...control}
            type="url"
            inputMode="url"
            autoComplete="off"
            placeholder="https://hooks.example.com/pitside"
            {...form.register('url')}
          />
        )}
      </Field>
      <Field label={t('settings.description')} error={errors.description?.message}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder={t('settings.descriptionHint')}
            {...form.register('description')}
          />
        )}
      </Field>
      <Controller
        control={form.control}
        name="eventTypes"
        render={({ field }) => (
          <EventTypes value={field.value ?? null} error={errors.eventTypes?.message} onChange={field.onChange} />
        )}
      />
    </form>
  );
}
