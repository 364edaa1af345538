'use client';

import { CircleAlert } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import type { EntryIntent } from '@/hooks/mtl/mtl-requests';
import { entryRefusal } from './tell-entry';

/** Why the server refused the last entry of a form, if it did. */
export function EntryRefusal({ intent }: { intent: EntryIntent | null }) {
  if (intent?.status !== 'refused') return null;
  const { title, remedy } = entryRefusal(intent.refusal);
  return (
    <Notice icon={CircleAlert} tone="bad" role="alert" title={title}>
      {remedy ? <p>{remedy}</p> : null}
    </Notice>
  );
}
