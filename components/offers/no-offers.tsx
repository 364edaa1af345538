import { Gift } from 'lucide-react';
import type { FamilyWords } from '@/components/domain/offer-words';
import { EmptyState } from '@/components/ui/message-state';
import { SheetBody } from '@/components/ui/sheet';

/** What a family's tab says when the catalog has nothing of it. */
export function NoOffers({ words }: { words: FamilyWords }) {
  return (
    <SheetBody>
      <EmptyState icon={Gift} title={`No ${words.many} in the catalog`}>
        A loyalty manager can add some, or switch them on.
      </EmptyState>
    </SheetBody>
  );
}
