'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useImport } from '@/hooks/imports/use-import';
import { useEnrolImportPlayers } from '@/hooks/imports/use-import-mutations';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatCount } from '@/lib/shared/format';
import type { PlayerImportDetail } from '@/services/imports/dtos';
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
  const people = formatCount(item.enrolment.peopleCount, 'person', 'people');
  return (
    <>
      <Button className="max-sm:flex-1 max-sm:px-2.5" isBusy={enrol.isPending} onClick={() => setIsAsking(true)}>
        <UserPlus aria-hidden />
        {enrol.isPending ? 'Enrolling …' : 'Enrol players'}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        cancelLabel={enrol.isPending ? 'Close' : 'Cancel'}
        title={`${people} not known here`}
        confirmLabel={enrol.isPending ? 'Enrolling …' : 'Enrol them'}
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
  if (isPending) return <p>They are being enrolled. You may close this: it goes on while this page is open.</p>;
  if (!canEnrol) {
    return (
      <p className="text-warn">Say under Columns first which ones hold the loyalty id, the first and the last name.</p>
    );
  }
  return (
    <div className="grid gap-2">
      <p className="font-semibold">{counts}</p>
      <p>
        Each becomes a player of this casino in {lowest ? `the lowest tier, ${lowest}` : 'the lowest tier'}. The tier of
        the file comes only when the row is reconciled.
      </p>
      <p>
        A row needs a loyalty id and both names; one that lacks them stays as it is. Enrolling can’t be undone here.
      </p>
    </div>
  );
}
