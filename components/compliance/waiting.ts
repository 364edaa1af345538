import type { ComplianceWaiting } from '@/services/compliance/dtos';
import type { Lens } from '@/services/lens/dtos';
import { t } from '@/words/say';
import type { SectionName } from './sections';

/** What is known of what waits; what nobody knows yet is undefined. */
export type WhatWaits = { known: ComplianceWaiting | undefined; findings: Partial<Record<Lens, number>> };

/** How much waits in a section, whether some of it is overdue, and both in words. */
export type Waits = { count: number; isLate: boolean; text: string };

/** What waits in a section; null for one in which nothing can, undefined while nobody knows. */
export function waitsIn(name: SectionName, { known, findings }: WhatWaits): Waits | null | undefined {
  if (name === 'cases') return known && casesWait(known);
  if (name === 'exclusions') return known && hitsWait(known);
  if (name === 'patterns') return findingsWait(findings.cash);
  if (name === 'insider') return findingsWait(findings.insider);
  return null;
}

const casesWait = ({ cases, overdueCases }: ComplianceWaiting): Waits => ({
  count: cases,
  isLate: overdueCases > 0,
  text: t('compliance.casesWait', { cases, overdue: overdueCases }),
});

const hitsWait = ({ hits }: ComplianceWaiting): Waits => ({
  count: hits,
  isLate: false,
  text: t('compliance.hitsWait', { hits }),
});

function findingsWait(findings: number | undefined): Waits | undefined {
  if (findings === undefined) return undefined;
  return { count: findings, isLate: false, text: t('compliance.findingsWait', { findings }) };
}

/**
 * The section to open with: the first in which a case or a hit waits; where neither does or nobody knows, the first. Findings have
 * no say: their count comes later, and what opens must not go by which answer was faster.
 */
export function firstSection(names: readonly SectionName[], known: ComplianceWaiting | undefined): SectionName {
  const waits = (name: SectionName) => (waitsIn(name, { known, findings: {} })?.count ?? 0) > 0;
  return names.find(waits) ?? names[0] ?? 'cases';
}
