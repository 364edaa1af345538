'use client';

import { mtlAreaLabel, mtlDirectionLabel, mtlKindLabel } from '@/components/labels';
import { Pill } from '@/components/ui/pill';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime, formatMoney } from '@/lib/shared/format';
import type { CtrCase } from '@/services/ctr/dtos';
import type { MtlEntry } from '@/services/mtl/dtos';
import { t } from '@/words/say';

type Voided = CtrCase['voidedEntries'][number];

/** Every entry of the cash log behind a case, in their order: those that count, and those that did until they were voided. */
export function CaseEntries({ one }: { one: CtrCase }) {
  const { currency } = useMe().settings;
  const entries: (MtlEntry | Voided)[] = [...one.entries, ...one.voidedEntries].sort((a, b) => a.entryNo - b.entryNo);
  return (
    <section aria-labelledby="case-entries" className="rounded-lg border bg-surface">
      <h3 id="case-entries" className="p-5 pb-3 font-bold text-lg max-sm:p-4">
        {t('ctr.entries')}
      </h3>
      <ul>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
      </ul>
      <p className="flex flex-wrap justify-end gap-x-6 gap-y-1 border-t px-5 py-3 font-semibold tabular-nums max-sm:px-4">
        <span>{t('ctr.sum_in', { amount: formatMoney(one.cashInCents, currency) })}</span>
        <span>{t('ctr.sum_out', { amount: formatMoney(one.cashOutCents, currency) })}</span>
      </p>
    </section>
  );
}

function EntryRow({ entry }: { entry: MtlEntry | Voided }) {
  const { currency, timeZone } = useMe().settings;
  const voided = 'voidedAt' in entry ? entry : null;
  const place = entry.tableLabel ?? mtlAreaLabel(entry.area);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t px-5 py-3 max-sm:px-4">
      <div className="min-w-56 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">
            <span className="text-muted tabular-nums">{t('ctr.entryNo', { no: entry.entryNo })}</span>{' '}
            {mtlKindLabel(entry.kind)}
          </span>
          {voided ? <Pill tone="warn">{t('ctr.voided')}</Pill> : null}
          {entry.isAfterClose ? <Pill tone="warn">{t('ctr.late')}</Pill> : null}
        </p>
        <p className="text-muted text-sm">
          {formatDateTime(entry.occurredAt, timeZone)} · {place} · {entry.staffName ?? ''}
        </p>
        <EntryParties entry={entry} />
        {voided ? (
          <p className="wrap-anywhere text-sm">
            {t('ctr.voidedBy', {
              staff: voided.voidedByStaffName ?? '',
              when: formatDateTime(voided.voidedAt, timeZone),
              reason: voided.voidReason ?? '',
            })}
          </p>
        ) : null}
      </div>
      <p className={`text-right tabular-nums ${voided ? 'text-muted line-through' : 'font-semibold'}`}>
        <span className="text-muted text-sm">{mtlDirectionLabel(entry.direction)}</span>{' '}
        {formatMoney(entry.amountCents, currency)}
      </p>
    </li>
  );
}

/** Who else an entry is about: for whom somebody acted, who shared it, and under which description it was made. */
function EntryParties({ entry }: { entry: MtlEntry }) {
  const shared = entry.sharedWith.map(({ playerName }) => playerName ?? t('ctr.unknownPatron'));
  return (
    <>
      {entry.unknownPatron ? (
        <p className="wrap-anywhere text-sm">{t('ctr.asDescribed', { looks: entry.unknownPatron.description })}</p>
      ) : null}
      {entry.agentOfPlayerName ? (
        <p className="text-sm">
          {t('ctr.actedFor', { who: entry.playerName ?? t('ctr.unknownPatron'), whom: entry.agentOfPlayerName })}
        </p>
      ) : null}
      {shared.length > 0 ? <p className="text-sm">{t('ctr.sharedWith', { names: shared.join(', ') })}</p> : null}
    </>
  );
}
