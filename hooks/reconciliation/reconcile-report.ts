import { reportHref } from '@/services/reconciliation/http';

/** Where the report of an import is to be had: every row, and what was done with it. */
export function importReportHref(importId: string): string {
  return reportHref({ importId });
}

/** Where the report of a run is to be had: what it did with each row. */
export function runReportHref(runId: string): string {
  return reportHref({ runId });
}
