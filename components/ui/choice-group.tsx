'use client';

import { cva, type VariantProps } from 'class-variance-authority';
import { createContext, type ReactNode, useContext, useId, useMemo } from 'react';

type Group = { name: string; value: string; onChange: (value: string) => void };

const GroupContext = createContext<Group | null>(null);

type ChoiceGroupProps = {
  label: string;
  /** The chosen option's value; an empty text while none is chosen. */
  value: string;
  onChange: (value: string) => void;
  className?: string;
  children: ReactNode;
};

/** One choice among several, as tiles. Native radio buttons underneath: arrow keys, forms and readers just work. */
export function ChoiceGroup({ label, value, onChange, className, children }: ChoiceGroupProps) {
  const name = useId();
  const group = useMemo(() => ({ name, value, onChange }), [name, value, onChange]);
  return (
    <div role="radiogroup" aria-label={label} className={className}>
      <GroupContext value={group}>{children}</GroupContext>
    </div>
  );
}

const choiceStyles = cva(
  'relative flex cursor-pointer select-none items-center justify-center whitespace-nowrap transition-colors duration-100 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
  {
    variants: {
      look: {
        /** A segment of one bar: filters. */
        segment:
          'min-h-11 gap-1.5 rounded-[9px] px-4 font-semibold text-muted hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-[0_1px_0_var(--line)] max-sm:px-3',
        /** A tile with words. */
        tile: 'min-h-[50px] gap-2.5 px-3.5 font-medium max-sm:px-3 max-sm:text-sm',
        /** A tile with a figure that is the point of its form. */
        figure: 'min-h-[60px] px-2 font-[680] text-[19px]',
        /** A tile with several lines of its own. */
        card: 'px-3.5 py-2.5 max-sm:px-3',
        /** A sum that narrows down what is listed under it: calmer than a tile of a form. */
        sum: 'rounded-md border bg-surface px-3.5 py-2.5 text-muted hover:bg-raised has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-checked:ring-1 has-checked:ring-accent has-checked:ring-inset max-sm:px-3',
        /** A small square: seats. */
        square: 'size-12 font-semibold',
      },
      isTile: {
        true: 'rounded-md border border-control bg-raised has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-checked:ring-1 has-checked:ring-accent has-checked:ring-inset',
      },
      isLeft: { true: 'justify-start text-left' },
    },
  },
);

type ChoiceProps = {
  value: string;
  look: NonNullable<VariantProps<typeof choiceStyles>['look']>;
  /** Read instead of the content where that alone would not be understood. */
  label?: string;
  className?: string;
  children: ReactNode;
};

/** One option of a `ChoiceGroup`. */
export function Choice({ value, look, label, className, children }: ChoiceProps) {
  const group = useContext(GroupContext);
  if (group === null) throw new Error('Choice is used outside ChoiceGroup.');
  return (
    <label
      className={choiceStyles({
        look,
        isTile: look !== 'segment' && look !== 'sum',
        isLeft: look === 'tile' || look === 'card' || look === 'sum',
        className,
      })}
    >
      {/* Over the whole tile and not hidden, so that touch exploration finds it where it is seen. */}
      <input
        type="radio"
        name={group.name}
        value={value}
        checked={group.value === value}
        aria-label={label}
        onChange={() => group.onChange(value)}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      {children}
    </label>
  );
}
