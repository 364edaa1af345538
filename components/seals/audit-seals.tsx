'use client';

import { Late, lateCode } from '@/components/ui/late';
import { Skeleton } from '@/components/ui/skeleton';

const sealList = lateCode(async () => (await import('./seal-list')).SealList);

/** The seals under the proof, whose code the first load does not wait for. */
export function AuditSeals() {
  return <Late code={sealList} props={{}} fallback={<Skeleton className="mx-auto mt-5 h-[560px] max-w-[820px]" />} />;
}
