'use client';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { t } from '@/words/say';
import type { useAuditUrl } from './use-audit-url';

const AREAS = [
  'audit',
  'casino',
  'catalog',
  'exclusion',
  'floor',
  'imports',
  'loyalty',
  'promo',
  'shift',
  'staff',
  'webhook',
] as const;
const DAYS = ['from', 'to'] as const;

/** What the trail is narrowed down by. What one row was about, or who did it, is chosen from the row. */
export function AuditFilters({ url }: { url: ReturnType<typeof useAuditUrl> }) {
  const { filter, set, ask } = url;
  return (
    <search aria-label={t('audit.filters')} className="flex flex-wrap items-end gap-2.5 pb-4">
      <Select
        aria-label={t('audit.area')}
        value={filter.domain ?? ''}
        onChange={(event) => set('domain', event.target.value)}
      >
        <option value="">{t('audit.everyArea')}</option>
        {AREAS.map((area) => (
          <option key={area} value={area}>
            {t(`audit.area_${area}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('audit.outcome')}
        value={filter.outcome ?? ''}
        onChange={(event) => set('outcome', event.target.value)}
      >
        <option value="">{t('audit.everyOutcome')}</option>
        <option value="done">{t('audit.outcome_done')}</option>
        <option value="refused">{t('audit.outcome_refused')}</option>
      </Select>
      {DAYS.map((day) => (
        <Field key={day} label={t(`audit.${day}`)}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={filter[day] ?? ''}
              onChange={(event) => set(day, event.target.value)}
            />
          )}
        </Field>
      ))}
      {filter.entityId ? <p className="min-h-11 content-center font-semibold text-sm">{t('audit.aboutOne')}</p> : null}
      {filter.actor ? <p className="min-h-11 content-center font-semibold text-sm">{t('audit.byOne')}</p> : null}
      {filter.correlationId ? (
        <p className="min-h-11 content-center break-all text-muted text-sm">
          {t('audit.correlation')} {filter.correlationId}
        </p>
      ) : null}
      {Object.keys(filter).length > 0 ? <Button onClick={() => ask({})}>{t('audit.showAll')}</Button> : null}
    </search>
  );
}
