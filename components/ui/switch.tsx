'use client';

import { Switch as RadixSwitch } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

type SwitchProps = ComponentProps<typeof RadixSwitch.Root> & {
  /** `warn` where switching it on is an exception that needs a look; `plain` for an ordinary setting. */
  tone?: 'warn' | 'plain';
};

/** An on/off switch. Put it in a label that is 44 px high or more. */
export function Switch({ className, tone = 'warn', ...props }: SwitchProps) {
  return (
    <RadixSwitch.Root
      className={cn(
        'h-7 w-12 shrink-0 rounded-full border border-control bg-bg p-0.5 transition-colors duration-100 data-[state=checked]:border-transparent',
        tone === 'warn' ? 'data-[state=checked]:bg-warn' : 'data-[state=checked]:bg-accent',
        className,
      )}
      {...props}
    >
      <RadixSwitch.Thumb className="block size-[22px] rounded-full bg-muted transition-transform duration-100 data-[state=checked]:translate-x-5 data-[state=checked]:bg-bg" />
    </RadixSwitch.Root>
  );
}
