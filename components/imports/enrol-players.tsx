'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useEnrolImportPlayers } from '@/hooks/imports/use-import-mutations';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatCount } from '@/lib/shared/format';
import type { PlayerImportDetail } from '@/services/imports/dtos';
import { enrolledText } from './import-words';

/** Enrols the players whom rows name and nobody here knows, after saying what that means. */
export function EnrolPlayers({ item }: { item: PlayerImportDetail }) {
  const [isAsking, setIsAsking] = useState(false);
  const enrol = useEnrolImportPlayers(item.id);
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
  const rows = formatCount(item.unmatchedCount, 'row names', 'rows name');
  return (
    <>
      <Button isBusy={enrol.isPending} onClick={() => setIsAsking(true)}>
        <UserPlus aria-hidden />
        {enrol.isPending ? 'Enrolling …' : 'Enrol unknown players'}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={`${rows} nobody known here`}
        confirmLabel={enrol.isPending ? 'Enrolling …' : 'Enrol them'}
        isBusy={enrol.isPending || !canEnrol}
        onConfirm={confirm}
      >
        {canEnrol ? (
          <Meaning />
        ) : (
          <p className="text-warn">
            Say under Columns first which ones hold the loyalty id, the first and the last name.
          </p>
        )}
      </AlertDialog>
    </>
  );
}

function Meaning() {
  const lowest = useLoyaltyTiers().data?.items[0]?.name;
  return (
    <div className="grid gap-2">
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
