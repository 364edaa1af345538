import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

type CheckBoxProps = {
  isChecked: boolean;
  onChange: () => void;
  isDisabled?: boolean;
  /** Read instead of the content where there is none to see. */
  label?: string;
  className?: string;
  children?: ReactNode;
};

/** A box to tick, native underneath; its target is a finger's even where the box stands alone. */
export function CheckBox({ isChecked, onChange, isDisabled = false, label, className, children }: CheckBoxProps) {
  return (
    <label
      className={cn(
        'relative flex min-h-11 cursor-pointer items-center gap-3 rounded-sm has-disabled:cursor-default has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
        className,
      )}
    >
      <input
        type="checkbox"
        aria-label={label}
        checked={isChecked}
        disabled={isDisabled}
        onChange={onChange}
        className="peer absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <span
        aria-hidden
        className={cn(
          'grid size-5 shrink-0 place-items-center rounded-[5px] border peer-disabled:opacity-40',
          isChecked ? 'border-transparent bg-accent text-on-accent' : 'border-control',
        )}
      >
        {isChecked ? <Check className="size-3.5" strokeWidth={3} /> : null}
      </span>
      {children}
    </label>
  );
}
