import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { DATE_ORDERS, DATE_SYSTEMS, type ImportMapping } from '@/services/imports/dtos';
import { DATE_ORDER_WORDS, DATE_SYSTEM_WORDS } from './mapping-model';

type DateDefaultProps = { mapping: ImportMapping; onChange: (mapping: ImportMapping) => void };

/** The order of dates where nothing proves it. */
export function DateOrder({ mapping, onChange }: DateDefaultProps) {
  return (
    <Field label="Dates are written" hint="Where no cell of the file proves the order">
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
                {DATE_ORDER_WORDS[order]}
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
    <Field label="Dates that are plain numbers count from" hint="Spreadsheets write 22920 for 1 October 1962">
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
                {DATE_SYSTEM_WORDS[system]}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}
