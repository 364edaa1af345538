'use client';

import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { LikelyPlayers, likelyPlayersOf } from '@/components/domain/likely-players';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { changesOf } from '@/components/forms/facts';
import { FormInput } from '@/components/forms/form-fields';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useCorrectPlayer } from '@/hooks/floor/use-correct-player';
import { usePlayer } from '@/hooks/floor/use-player';
import { isSame } from '@/lib/shared/is-same';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';
import {
  DETAIL_FIELDS,
  detailsOf,
  detailsValues,
  editedDetails,
  factsOfDetails,
  type PlayerDetails,
  type PlayerDetailsValues,
  readDetails,
} from './player-details';

const resolverFor = () => (values: PlayerDetailsValues) => ({ values: readDetails(values), errors: {} });

type CorrectPlayerDrawerProps = { player: Player; onClose: () => void };

/** Corrects what was mistyped of a player, and says why. */
export function CorrectPlayerDrawer({ player, onClose }: CorrectPlayerDrawerProps) {
  const editor = useDetailsEditor({ player, onClose });
  const { form, base, failure, isDirty, isBusy } = editor;
  const typed = readDetails(form.watch());
  const isUnchanged = base !== null && isSame(factsOfDetails(base.content), factsOfDetails(typed));
  const likely = failure?.kind === 'refused' ? likelyPlayersOf(failure.refusal) : [];
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose} isWide>
      <SheetHead title={t('player.correctDetails')} subtitle={player.name} />
      <FormProvider {...form}>
        <SheetBody>
          {DETAIL_FIELDS.map((name) => (
            <FormInput
              key={name}
              name={name}
              label={t(`domain.${name}`)}
              type={name === 'birthDate' ? 'date' : 'text'}
            />
          ))}
          <FormInput
            name="reason"
            label={t('ui.reason')}
            hint={t('player.reasonStays')}
            required
            maxLength={500}
            placeholder={t('player.detailsWhy')}
          />
          <p className="text-muted text-sm">{t('player.detailsMeaning')}</p>
          <SaveFailure
            editor={editor}
            refusal={
              likely.length > 0 ? (
                <LikelyPlayers
                  players={likely}
                  confirmLabel={t('player.saveAnother')}
                  onConfirm={() => editor.submit((details) => ({ ...details, confirmNew: true }))}
                />
              ) : undefined
            }
          />
        </SheetBody>
      </FormProvider>
      {needsDecision(failure) ? null : (
        <SheetFoot>
          <Button
            variant="primary"
            size="big"
            disabled={isUnchanged || typed.reason === ''}
            isBusy={isBusy}
            onClick={() => editor.submit()}
          >
            {isBusy
              ? t('forms.saving')
              : isUnchanged
                ? t('player.nothingChanged')
                : t(typed.reason === '' ? 'ui.sayWhy' : 'player.save')}
          </Button>
        </SheetFoot>
      )}
    </EditorSheet>
  );
}

function useDetailsEditor({ player, onClose }: CorrectPlayerDrawerProps) {
  const correct = useCorrectPlayer(player.id);
  return useVersionedForm<PlayerDetailsValues, PlayerDetails, Versioned<PlayerDetails> & { name: string }>({
    edited: editedDetails(),
    saved: useMemo(() => savedDetails(player), [player]),
    reread: usePlayer(player.id).refetch,
    toValues: (details) => detailsValues(details ?? detailsOf(player)),
    resolverFor,
    send: async ({ reason, confirmNew, ...mine }, onto) => {
      const before = onto ?? savedDetails(player);
      const changes = changesOf(factsOfDetails(before.content), mine);
      const version = Number(before.version);
      return savedDetails(
        await correct.mutateAsync({ ...changes, reason, version, ...(confirmNew ? { confirmNew } : {}) }),
      );
    },
    onSaved: ({ name }) => {
      toastSuccess(t('player.playerCorrected', { player: name }), t('player.reasonOnRecord'));
      onClose();
    },
  });
}

function savedDetails(player: Player) {
  return { content: detailsOf(player), version: player.version, name: player.name };
}
