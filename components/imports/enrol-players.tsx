'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useImport } from '@/hooks/imports/use-import';
import { useEnrolImportPlayers } from '@/hooks/imports/use-import-mutations';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import type { PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { enrolledText, enrolmentText } from './import-words';

/** Enrols the players whom rows name and nobody here knows, after saying what that means. */
export function EnrolPlayers({ item }: { item: PlayerImportDetail }) {
  const [isAsking, setIsAsking] = useState(false);
  const enrol = useEnrolImportPlayers(item.id);
  // Has the rows that are left counted down while the answer is waited for.
  useImport(item.id, enrol.isPending);
  if (item.unmatchedCount === 0) return null;
  const { loyaltyId, firstName, lastName } = item.mapping.columns;
  const canEnrol = loyaltyId !== undefined && firstName !== undefined && lastName !== undefined;
  const confirm = () => {
    // Enrolling thousands takes a while; it is said also when another import is on screen by then.
    enrol
      .mutateAsync({})
      .then((result) => {
        const { title, sentence } = enrolledText(result);
        toastSuccess(title, sentence);
      })
      .catch(toastError)
      .finally(() => setIsAsking(false));
  };
  return (
    <>
      <Button className="max-sm:flex-1 max-sm:px-2.5" isBusy={enrol.isPending} onClick={() => setIsAsking(true)}>
        <UserPlus aria-hidden />
        {t(enrol.isPending ? 'imports.enrolling' : 'imports.enrol')}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        cancelLabel={t(enrol.isPending ? 'ui.close' : 'ui.cancel')}
        title={t('imports.notKnownHere', { count: item.enrolment.peopleCount })}
        confirmLabel={t(enrol.isPending ? 'imports.enrolling' : 'imports.enrolThem')}
        isBusy={enrol.isPending || !canEnrol || item.enrolment.peopleCount === 0}
        onConfirm={confirm}
      >
        <Meaning isPending={enrol.isPending} canEnrol={canEnrol} counts={enrolmentText(item)} />
      </AlertDialog>
    </>
  );
}

function Meaning({ isPending, canEnrol, counts }: { isPending: boolean; canEnrol: boolean; counts: string }) {
  const lowest = useLoyaltyTiers().data?.items[0]?.name;
  if (isPending) return <p>{t('imports.beingEnrolled')}</p>;
  if (!canEnrol) {
    return <p className="text-warn">{t('imports.enrolColumns')}</p>;
  }
  return (
    <div className="grid gap-2">
      <p className="font-semibold">{counts}</p>
      <p>
        {lowest ? t('imports.enrolTierNamed', { tier: lowest }) : t('imports.enrolTier')} {t('imports.enrolTierLater')}
      </p>
      <p>{t('imports.enrolNeeds')}</p>
    </div>
  );
}
