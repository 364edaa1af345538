'use client';

import { cva, type VariantProps } from 'class-variance-authority';
import { RadioGroup } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

/** One choice among several: a radio group whose options are tiles. Arrow keys move, as in any radio group. */
export function ChoiceGroup(props: ComponentProps<typeof RadioGroup.Root>) {
  return <RadioGroup.Root {...props} />;
}

const choiceStyles = cva('whitespace-nowrap transition-colors duration-100 disabled:opacity-50', {
  variants: {
    look: {
      /** A tile with an edge: presets, reasons, seats. */
      tile: 'min-h-[50px] rounded-md border border-control bg-raised px-3.5 font-semibold data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:text-accent data-[state=checked]:ring-1 data-[state=checked]:ring-accent data-[state=checked]:ring-inset',
      /** A segment of one bar: filters. */
      segment:
        'min-h-11 rounded-[9px] px-4 font-semibold text-muted hover:text-ink data-[state=checked]:bg-raised data-[state=checked]:text-ink data-[state=checked]:shadow-[0_1px_0_var(--line)]',
    },
  },
  defaultVariants: { look: 'tile' },
});

type ChoiceProps = ComponentProps<typeof RadioGroup.Item> & VariantProps<typeof choiceStyles>;

/** One option of a `ChoiceGroup`. */
export function Choice({ className, look, ...props }: ChoiceProps) {
  return <RadioGroup.Item className={cn(choiceStyles({ look }), className)} {...props} />;
}
