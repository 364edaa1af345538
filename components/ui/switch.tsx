import type { ComponentProps } from 'react';
import { cn } from './cn';

type SwitchProps = Omit<ComponentProps<'button'>, 'type' | 'role' | 'onClick' | 'children'> & {
  checked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  /** `warn` where switching it on is an exception that needs a look; `plain` for an ordinary setting. */
  tone?: 'warn' | 'plain';
};

/** An on/off switch: the browser's own button, which brings label, focus and keys. Put it in a label of 44 px or more. */
export function Switch({ checked, onCheckedChange, className, tone = 'warn', ...props }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      onClick={() => onCheckedChange(!checked)}
      className={cn(
        'group h-7 w-12 shrink-0 rounded-full border border-control bg-bg p-0.5 transition-colors duration-100 aria-checked:border-transparent',
        tone === 'warn' ? 'aria-checked:bg-warn' : 'aria-checked:bg-accent',
        className,
      )}
      {...props}
    >
      <span className="block size-[22px] rounded-full bg-muted transition-transform duration-100 group-aria-checked:translate-x-5 group-aria-checked:bg-bg" />
    </button>
  );
}
