import { Gift } from 'lucide-react';
import { EmptyState } from '@/components/ui/message-state';
import { SheetBody } from '@/components/ui/sheet';
import type { RewardFamily } from '@/services/catalog/dtos';
import { t } from '@/words/say';

/** What a family's tab says when the catalog has nothing of it. */
export function NoOffers({ family }: { family: RewardFamily }) {
  return (
    <SheetBody>
      <EmptyState icon={Gift} title={t('offers.none', { family })}>
        {t('offers.noneWhy')}
      </EmptyState>
    </SheetBody>
  );
}
