'use client';

import { Late, lateCode } from '@/components/ui/late';
import { Skeleton } from '@/components/ui/skeleton';

const packForm = lateCode(async () => (await import('./pack-form')).PackForm);

/** Where packs are made, whose code the first load does not wait for. */
export function AuditPack() {
  return <Late code={packForm} props={{}} fallback={<Skeleton className="mx-auto mt-5 h-[220px] max-w-[820px]" />} />;
}
