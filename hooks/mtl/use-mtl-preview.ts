import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useSettled } from '@/hooks/use-settled';
import type { PreviewMtlEntryQuery } from '@/services/mtl/dtos';
import { fetchMtlPreview } from '@/services/mtl/http';
import { mtlKeys } from '@/services/mtl/keys';

const TYPING_PAUSE_MS = 120;

/**
 * What an entry would make of its patron's gaming day, once the typing pauses. A question that is no longer asked is broken off, and
 * an answer stands under its own question, so that none comes out of order: `isCurrent` says that what is there answers `query`.
 */
export function useMtlPreview(query: PreviewMtlEntryQuery) {
  const { casino } = useMe();
  const asked = JSON.stringify(query);
  const settled = useSettled(asked, TYPING_PAUSE_MS);
  const settledQuery = JSON.parse(settled) as PreviewMtlEntryQuery;
  const preview = useQuery({
    queryKey: mtlKeys.preview(casino.id, settledQuery),
    queryFn: ({ signal }) => fetchMtlPreview(settledQuery, signal),
    placeholderData: keepPreviousData,
    // What another tablet enters meanwhile changes it: what is shown again is asked for again.
    staleTime: 0,
    gcTime: 0,
  });
  return { ...preview, isCurrent: preview.isSuccess && !preview.isPlaceholderData && settled === asked };
}
