'use client';

import { useState } from 'react';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FailureNotice } from '@/components/forms/failure-notice';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { TextArea } from '@/components/ui/text-area';
import { toastSuccess } from '@/components/ui/toast';
import { useDeclareRelation, useRelations } from '@/hooks/authority/use-relations';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

const REASON_MAX = 500;

/** Declares that somebody of the staff is close to the player. */
export function DeclareRelationDrawer({ player, onClose }: { player: Player; onClose: () => void }) {
  const people = useRelations(player.id).data?.people ?? [];
  const declare = useDeclareRelation();
  const [staffId, setStaffId] = useState('');
  const [reason, setReason] = useState('');
  const isWhole = staffId !== '' && reason.trim() !== '';
  const isTouched = staffId !== '' || reason.trim() !== '';
  const confirm = () =>
    declare.mutate(
      { playerId: player.id, staffId, reason: reason.trim() },
      {
        onSuccess: ({ staffName }) => {
          toastSuccess(t('player.relationDeclared'), t('player.relationHolds', { staff: staffName }));
          onClose();
        },
      },
    );
  return (
    <EditorSheet isDirty={isTouched && !declare.isSuccess} onClose={onClose} isWide>
      <SheetHead title={t('player.relationTitle')} subtitle={player.name} />
      <SheetBody>
        <p className="text-muted">{t('player.relationsMeaning')}</p>
        <Field label={t('player.relationWho')}>
          {(control) => (
            <span className="grid">
              <Select {...control} value={staffId} onChange={({ target }) => setStaffId(target.value)}>
                <option value="" disabled>
                  {t('player.relationChoose')}
                </option>
                {people.map(({ id, name, role }) => (
                  <option key={id} value={id}>
                    {`${name} · ${roleLabel(role)}`}
                  </option>
                ))}
              </Select>
            </span>
          )}
        </Field>
        <Field label={t('player.relationWhy')} hint={t('player.relationWhyHint')}>
          {(control) => (
            <TextArea
              {...control}
              required
              maxLength={REASON_MAX}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <FailureNotice error={declare.error} />
      </SheetBody>
      <SheetFoot>
        <Button variant="primary" size="big" disabled={!isWhole} isBusy={declare.isPending} onClick={confirm}>
          {t(isWhole ? 'player.relationTitle' : 'player.relationNeedsBoth')}
        </Button>
      </SheetFoot>
    </EditorSheet>
  );
}
