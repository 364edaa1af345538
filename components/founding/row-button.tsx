import { Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Spoken } from '@/components/ui/spoken';

type RemoveRowProps = { label: string; isDisabled?: boolean; onRemove: () => void };

/** Takes one row out of a list that is typed. It stands beside fields with a label above, and so below that. */
export function RemoveRow({ label, isDisabled = false, onRemove }: RemoveRowProps) {
  return (
    <Button variant="quiet" size="icon" className="mt-[26px]" disabled={isDisabled} onClick={onRemove}>
      <Spoken as={label}>
        <Trash2 aria-hidden />
      </Spoken>
    </Button>
  );
}

/** One more row. */
export function AddRow({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <Button className="justify-self-start" onClick={onAdd}>
      <Plus aria-hidden />
      {label}
    </Button>
  );
}
