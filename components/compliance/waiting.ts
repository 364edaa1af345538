import type { ComplianceWaiting } from '@/services/compliance/dtos';
import { t } from '@/words/say';
import type { SectionName } from './sections';

/** How much waits in a section, whether some of it is overdue, and both in words. */
export type Waits = { count: number; isLate: boolean; text: string };

/** What waits in a section; null for one in which nothing can. */
export function waitsIn(name: SectionName, { cases, overdueCases, hits }: ComplianceWaiting): Waits | null {
  if (name === 'cases') {
    return {
      count: cases,
      isLate: overdueCases > 0,
      text: t('compliance.casesWait', { cases, overdue: overdueCases }),
    };
  }
  if (name === 'exclusions') return { count: hits, isLate: false, text: t('compliance.hitsWait', { hits }) };
  return null;
}

/** The section to open with: the first in which something waits; where nothing does or nobody knows, the first. */
export function firstSection(names: readonly SectionName[], waiting: ComplianceWaiting | undefined): SectionName {
  const waits = (name: SectionName) => waiting !== undefined && (waitsIn(name, waiting)?.count ?? 0) > 0;
  return names.find(waits) ?? names[0] ?? 'cases';
}
