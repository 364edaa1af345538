'use client';

import { useMe } from '@/hooks/casino/me-context';
import { useLatestRuns } from '@/hooks/reconciliation/use-runs';
import { RunProgress, type RunWork } from './run-progress';

type RunBannersProps = {
  work: RunWork;
  /** A request of this person, which has not been answered yet, works on a run. */
  isSending: boolean;
};

/** Runs that are not at their end, whoever began them: what they change is on this screen. */
export function RunBanners({ work, isSending }: RunBannersProps) {
  const { staff } = useMe();
  const running = useLatestRuns(isSending || work.runIds.length > 0).data?.filter(({ status }) => status === 'running');
  return running?.map((run) => (
    <div key={run.id} className="mx-[18px] mb-2.5 rounded-md border bg-surface px-4 py-3 max-sm:mx-3">
      <RunProgress run={run} work={work} isSending={isSending && run.startedBy === staff.name} />
    </div>
  ));
}
