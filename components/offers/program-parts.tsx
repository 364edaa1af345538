'use client';

import type { NumberSource } from '@/components/domain/number-source';
import type { ErrorWords } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { SheetFoot } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import type { PromoProgram } from '@/services/promo/dtos';

const details = lateCode(async () => (await import('@/components/promo/visit-coupon')).VisitCouponDetails);
const foot = lateCode(async () => (await import('@/components/promo/visit-coupon')).VisitCouponFoot);
/** Both come with one file; fetched before a program is chosen. */
export const PROGRAM_LOADERS = [details.fetch, foot.fetch];

type ProgramDetailsProps = {
  program: PromoProgram;
  playerName: string;
  number: NumberSource;
  onNumber: (number: NumberSource) => void;
};

/** What stands under a chosen program. */
export function ProgramDetails(props: ProgramDetailsProps) {
  return <Late code={details} props={props} fallback={<Skeleton className="mt-3 h-[230px]" />} />;
}

type ProgramFootProps = {
  program: PromoProgram;
  recipient: { playerId: string; playerName: string };
  visitId: string;
  number: NumberSource;
  objection: ErrorWords | null;
  onAsked: () => void;
};

/** The confirming tap for a chosen program. */
export function ProgramFoot(props: ProgramFootProps) {
  return (
    <Late
      code={foot}
      props={props}
      fallback={
        <SheetFoot>
          <Skeleton className="h-14" />
        </SheetFoot>
      }
    />
  );
}
