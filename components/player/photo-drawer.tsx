'use client';

import { Camera, Trash2, UserRound } from 'lucide-react';
import { useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { FileButton } from '@/components/ui/file-button';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { photoAddress, useRemovePhoto, useTakePhoto } from '@/hooks/floor/use-player-photo';
import { usePlayerProfile } from '@/hooks/floor/use-player-profile';
import { formatDateTimeWithYear } from '@/lib/shared/format';
import { newId } from '@/lib/shared/ids';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { cutPhoto } from './cut-photo';
import { Photo } from './player-portrait';

/** Shows the player's photo, takes a new one with the device's camera, and deletes it. */
export function PhotoDrawer({ player, onClose }: { player: Player; onClose: () => void }) {
  const { timeZone } = useMe().settings;
  const photo = usePlayerProfile(player.id).data?.photo ?? null;
  const { take, isUnreadable, choose } = useCamera(player);
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('player.photo')} subtitle={player.name} />
      <SheetBody>
        <div className="relative mx-auto grid aspect-square w-full max-w-[360px] place-items-center overflow-hidden rounded-lg border bg-raised text-muted">
          <span className="grid justify-items-center gap-2 text-sm">
            <UserRound aria-hidden className="size-16 text-faint" strokeWidth={1.2} />
            {photo ? null : t('player.noPhoto')}
          </span>
          {photo ? (
            <Photo
              address={photoAddress(photo)}
              alt={t('player.photoOf', { player: player.name })}
              className="absolute inset-0 size-full object-cover"
            />
          ) : null}
        </div>
        {photo ? (
          <p className="text-center text-muted text-sm">
            {t('player.takenBy', { staff: photo.takenByName, when: formatDateTimeWithYear(photo.takenAt, timeZone) })}
          </p>
        ) : null}
        <p className="text-muted text-sm">{t('player.photoMeaning')}</p>
        {isUnreadable ? (
          <p role="alert" className="text-danger text-sm">
            {t('player.pictureUnreadable')}
          </p>
        ) : null}
        <FailureNotice error={take.error} />
      </SheetBody>
      <SheetFoot>
        <FileButton
          variant="primary"
          size="big"
          inputLabel={t('player.takePhoto')}
          accept="image/*"
          capture="environment"
          isBusy={take.isPending}
          onFiles={choose}
        >
          <Camera aria-hidden />
          {t(take.isPending ? 'player.takingPhoto' : 'player.takePhoto')}
        </FileButton>
        {photo ? <DeletePhoto player={player} /> : null}
      </SheetFoot>
    </SheetFrame>
  );
}

function useCamera(player: Player) {
  const take = useTakePhoto(player.id);
  const [isUnreadable, setIsUnreadable] = useState(false);
  const choose = async ([file]: readonly File[]) => {
    const picture = file ? await cutPhoto(file) : null;
    setIsUnreadable(picture === null);
    if (picture === null) return;
    take.mutate({ taken: newId(), picture }, { onSuccess: () => toastSuccess(t('player.photoTaken'), player.name) });
  };
  return { take, isUnreadable, choose: (files: readonly File[]) => void choose(files) };
}

function DeletePhoto({ player }: { player: Player }) {
  const [isAsking, setIsAsking] = useState(false);
  const remove = useRemovePhoto(player.id);
  const confirm = () =>
    remove.mutate(null, {
      onSuccess: () => toastSuccess(t('player.photoDeleted'), player.name),
      onError: () => setIsAsking(false),
    });
  return (
    <>
      <FailureNotice error={remove.error} />
      <Button onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden />
        {t('player.deletePhoto')}
      </Button>
      <AlertDialog
        isHarm
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('player.deletePhotoOf', { player: player.name })}
        confirmLabel={t('player.deletePhoto')}
        isBusy={remove.isPending}
        onConfirm={confirm}
      >
        {t('player.deletePhotoMeaning')}
      </AlertDialog>
    </>
  );
}
