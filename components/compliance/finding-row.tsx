'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { Pill } from '@/components/ui/pill';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime, formatGamingDayWithYear } from '@/lib/shared/format';
import type { LensFinding, LensPlace } from '@/services/lens/dtos';
import { t } from '@/words/say';
import { FindingRows } from './finding-rows';
import { baselineText, findingText, findingTitle, findingWho, isMineToAcknowledge } from './lens-words';

type FindingRowProps = { finding: LensFinding; place: LensPlace; onAcknowledge: () => void };

/** What stands out: a sentence with its figure, what is usual, and on demand the rows behind it. */
export function FindingRow({ finding, place, onAcknowledge }: FindingRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const me = useMe();
  const { currency, timeZone } = me.settings;
  const who = findingWho(finding);
  const title = findingTitle(finding.kind);
  const rowsId = `finding-${finding.id}`;
  const { acknowledgement } = finding;
  return (
    <li className="rounded-lg border bg-surface">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
        <div className="min-w-[240px] flex-1">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-semibold">{title}</span>
            {finding.isAcknowledged ? <Pill>{t('lens.acknowledged')}</Pill> : null}
            <span className="text-muted text-sm">{formatGamingDayWithYear(finding.gamingDay)}</span>
          </p>
          {who === null ? null : (
            <p className="wrap-anywhere font-medium">
              {finding.playerId === null ? (
                who
              ) : (
                <NavLink
                  href={`/players/${finding.playerId}`}
                  className="-my-2 inline-flex min-h-11 items-center underline-offset-2 hover:underline"
                >
                  {who}
                </NavLink>
              )}
            </p>
          )}
          <p>{findingText(finding, currency)}</p>
          <p className="text-muted text-sm">{baselineText(finding, currency)}</p>
          {acknowledgement === null ? null : (
            <p className="wrap-anywhere mt-1 text-sm">
              {t(finding.isAcknowledged ? 'lens.acknowledgedBy' : 'lens.acknowledgedBefore', {
                when: formatDateTime(acknowledgement.acknowledgedAt, timeZone),
                staff: acknowledgement.staffName ?? '',
                reason: acknowledgement.reason,
              })}
            </p>
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            aria-expanded={isOpen}
            aria-controls={rowsId}
            aria-label={t('lens.rowsOf', { count: finding.rowCount, finding: title })}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t('lens.rows', { count: finding.rowCount })}
            <ChevronDown aria-hidden className={isOpen ? 'rotate-180' : undefined} />
          </Button>
          {isMineToAcknowledge(finding, me.staff.id) ? (
            <Button onClick={onAcknowledge} aria-label={t('lens.acknowledgeOf', { finding: title })}>
              {t('lens.acknowledge')}
            </Button>
          ) : null}
        </div>
      </div>
      <div id={rowsId}>{isOpen ? <FindingRows finding={finding} place={place} /> : null}</div>
    </li>
  );
}
