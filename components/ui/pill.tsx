import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';

const pillStyles = cva(
  'inline-flex h-[30px] max-w-full items-center gap-[7px] whitespace-nowrap rounded-full px-3 font-medium text-sm [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'bg-raised text-muted',
        warn: 'bg-warn-soft text-warn',
        bad: 'bg-danger-soft text-danger',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

/** The tone of a pill: `warn` for what waits, `bad` only for harm. */
export type PillTone = NonNullable<VariantProps<typeof pillStyles>['tone']>;

/** A short state in words. Colour only underlines what the words say. */
export function Pill({ className, tone, ...props }: ComponentProps<'span'> & { tone?: PillTone }) {
  return <span className={pillStyles({ tone, className })} {...props} />;
}
