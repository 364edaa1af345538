import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const buttonStyles = cva(
  'inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-md border font-semibold transition-[background-color,scale] duration-100 active:scale-[0.98] disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-[1.15em] [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent/90',
        secondary: 'border-line bg-raised text-ink hover:bg-line/60',
        quiet: 'border-transparent bg-transparent text-ink hover:bg-raised',
        danger: 'border-transparent bg-danger-soft text-danger hover:bg-danger-soft/80',
      },
      size: {
        md: 'min-h-[46px] px-4',
        big: 'min-h-14 w-full px-4 text-lg',
        icon: 'size-[46px] shrink-0',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonStyles> & {
    /** Draws the only child (a link, say) as the button. */
    asChild?: boolean;
    /** The server is being asked: the button stays in place, and a second tap does nothing. */
    isBusy?: boolean;
  };

/** A button, 46 px or more in height. It is of type `button` unless told otherwise. */
export function Button({
  className,
  variant,
  size,
  asChild,
  isBusy,
  type = 'button',
  disabled,
  ...props
}: ButtonProps) {
  const styles = cn(buttonStyles({ variant, size }), className);
  if (asChild) return <Slot.Root className={styles} {...props} />;
  return (
    <button type={type} className={styles} disabled={disabled || isBusy} aria-busy={isBusy || undefined} {...props} />
  );
}
