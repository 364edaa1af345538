'use client';

import { useState } from 'react';
import { ReasonForm } from '@/components/forms/reason-form';
import { roleLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useChangePermissions } from '@/hooks/permissions/use-permissions';
import type { Capability } from '@/services/casino/dtos';
import type { Permissions } from '@/services/permissions/dtos';
import { t } from '@/words/say';
import { capabilityLabel } from './permission-words';

type Typed = { staffId: string; capability: Capability | ''; gives: 'give' | 'take'; through: string };
const NOTHING: Typed = { staffId: '', capability: '', gives: 'give', through: '' };

/** Asks for one person's exception from their role, through a day. */
export function ExceptionDrawer({ permissions, onClose }: { permissions: Permissions; onClose: () => void }) {
  const ask = useChangePermissions();
  const [typed, setTyped] = useState(NOTHING);
  const { staffId, capability, gives, through } = typed;
  const confirm = (reason: string) => {
    if (capability === '') return;
    const change = { staffId, capability, isGranted: gives === 'give', throughGamingDay: through };
    ask.mutate(
      { changes: [change], reason },
      {
        onSuccess: () => {
          toastSuccess(t('permissions.askSent'), t('permissions.askSentWho'));
          onClose();
        },
      },
    );
  };
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('permissions.exceptionTitle')} subtitle={t('permissions.exceptionSubtitle')} />
      <ReasonForm
        label={t('permissions.askReason')}
        hint={t('permissions.staysOnRecord')}
        confirmLabel={t('permissions.ask')}
        missing={missingOf(typed)}
        isBusy={ask.isPending}
        error={ask.error}
        onConfirm={confirm}
      >
        <PersonField
          permissions={permissions}
          value={staffId}
          onChange={(chosen) => setTyped({ ...typed, staffId: chosen })}
        />
        <CapabilityField
          permissions={permissions}
          value={capability}
          onChange={(chosen) => setTyped({ ...typed, capability: chosen })}
        />
        <ChoiceGroup
          label={t('permissions.giveOrTake')}
          value={gives}
          onChange={(value) => setTyped({ ...typed, gives: value === 'take' ? 'take' : 'give' })}
          className="grid grid-cols-2 gap-2"
        >
          <Choice value="give" look="tile">
            {t('permissions.give')}
          </Choice>
          <Choice value="take" look="tile">
            {t('permissions.take')}
          </Choice>
        </ChoiceGroup>
        <Field label={t('permissions.through')} hint={t('permissions.throughHint')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              min={permissions.gamingDay}
              value={through}
              onChange={({ target }) => setTyped({ ...typed, through: target.value })}
            />
          )}
        </Field>
        <p>{t('permissions.askMeaning')}</p>
      </ReasonForm>
    </SheetFrame>
  );
}

function missingOf({ staffId, capability, through }: Typed): string | null {
  if (staffId === '') return t('permissions.missingPerson');
  if (capability === '') return t('permissions.missingCapability');
  return through === '' ? t('permissions.missingDay') : null;
}

type ChoiceOf<Value> = { permissions: Permissions; value: Value; onChange: (value: Value) => void };

/** Everybody but admins, whose rights nobody adapts, and whoever asks. */
function PersonField({ permissions, value, onChange }: ChoiceOf<string>) {
  const { staff } = useMe();
  const people = permissions.people.filter(({ id, role }) => role !== 'admin' && id !== staff.id);
  return (
    <Field label={t('permissions.person')}>
      {(control) => (
        <Select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="" disabled>
            {t('permissions.choosePerson')}
          </option>
          {people.map(({ id, name, role }) => (
            <option key={id} value={id}>{`${name} · ${roleLabel(role)}`}</option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function CapabilityField({ permissions, value, onChange }: ChoiceOf<Capability | ''>) {
  const { capabilities, fixedCapabilities } = permissions;
  const adaptable = capabilities.filter((capability) => !fixedCapabilities.includes(capability));
  return (
    <Field label={t('permissions.what')}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={({ target }) => onChange(adaptable.find((known) => known === target.value) ?? '')}
        >
          <option value="" disabled>
            {t('permissions.chooseCapability')}
          </option>
          {adaptable.map((capability) => (
            <option key={capability} value={capability}>
              {capabilityLabel(capability)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
