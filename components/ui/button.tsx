import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';

/** The look of a button, for links that lead on like one. */
export const buttonStyles = cva(
  'inline-flex select-none items-center justify-center whitespace-nowrap rounded-md border transition-[background-color,scale] duration-100 active:scale-[0.98] disabled:pointer-events-none idle:active:scale-100 idle:border-line idle:border-dashed idle:bg-transparent idle:text-muted [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-[color-mix(in_oklch,var(--accent)_92%,black)]',
        /** What takes something away or ends it for good. */
        danger: 'border-transparent bg-danger text-bg hover:bg-[color-mix(in_oklch,var(--danger)_92%,black)]',
        secondary: 'border-line bg-raised text-ink hover:bg-line/60',
        quiet: 'border-transparent bg-transparent text-ink hover:bg-raised',
      },
      size: {
        md: 'min-h-[46px] gap-2 px-4 font-semibold [&_svg]:size-[1.15em]',
        /** For three in a row of a narrow drawer. */
        tight: 'min-h-[46px] gap-2 px-2 font-semibold',
        big: 'min-h-14 w-full gap-2 px-4 font-semibold text-lg [&_svg]:size-[1.15em]',
        icon: 'size-[46px] shrink-0 [&_svg]:size-[1.15em]',
        /** A sign over a small figure: steps up and down. */
        step: 'min-h-[50px] min-w-[52px] flex-col px-2 font-medium text-xs [&_svg]:size-4',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonStyles> & {
    /** The server is being asked: the button stays in place, and a second tap does nothing. */
    isBusy?: boolean;
  };

/**
 * A button, 46 px or more in height. It is of type `button` unless told otherwise. One that can do nothing yet is an empty
 * dashed frame whatever it is for, with words that can be read, as they say what is missing; one at work keeps its colour.
 */
export function Button({ className, variant, size, isBusy, type = 'button', disabled, ...props }: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonStyles({ variant, size, className })}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      {...props}
    />
  );
}
