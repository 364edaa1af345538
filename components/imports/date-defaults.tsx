import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { DATE_ORDERS, DATE_SYSTEMS, type ImportMapping } from '@/services/imports/dtos';
import { t } from '@/words/say';

type DateDefaultProps = { mapping: ImportMapping; onChange: (mapping: ImportMapping) => void };

/** The order of dates where nothing proves it. */
export function DateOrder({ mapping, onChange }: DateDefaultProps) {
  return (
    <Field label={t('imports.datesWritten')} hint={t('imports.datesWrittenHint')}>
      {(control) => (
        <span className="grid">
          <Select
            {...control}
            value={mapping.dateOrder}
            onChange={(event) => {
              const dateOrder = DATE_ORDERS.find((order) => order === event.target.value);
              if (dateOrder) onChange({ ...mapping, dateOrder });
            }}
          >
            {DATE_ORDERS.map((order) => (
              <option key={order} value={order}>
                {t(`imports.order_${order}`)}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}

/** Where dates that came as serial numbers count from. */
export function DateSystem({ mapping, onChange }: DateDefaultProps) {
  return (
    <Field label={t('imports.plainDates')} hint={t('imports.plainDatesHint')}>
      {(control) => (
        <span className="grid">
          <Select
            {...control}
            value={mapping.dateSystem ?? '1900'}
            onChange={(event) => {
              const dateSystem = DATE_SYSTEMS.find((system) => system === event.target.value);
              if (dateSystem) onChange({ ...mapping, dateSystem });
            }}
          >
            {DATE_SYSTEMS.map((system) => (
              <option key={system} value={system}>
                {t(`imports.system_${system}`)}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}
