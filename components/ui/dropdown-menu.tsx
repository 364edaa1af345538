'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as RadixMenu } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export const DropdownMenu = RadixMenu.Root;
export const DropdownMenuTrigger = RadixMenu.Trigger;
export const DropdownMenuRadioGroup = RadixMenu.RadioGroup;

const ITEM_STYLES =
  'flex min-h-11 select-none items-center gap-3 rounded-sm px-3 outline-none data-[highlighted]:bg-raised [&_svg]:size-[18px] [&_svg]:shrink-0';

/** The menu itself, aligned to the end of its trigger. */
export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof RadixMenu.Content>) {
  return (
    <RadixMenu.Portal>
      <RadixMenu.Content
        align="end"
        sideOffset={8}
        collisionPadding={12}
        className={cn('z-50 min-w-60 animate-rise-in rounded-md border bg-surface p-1.5 shadow-sheet', className)}
        {...props}
      />
    </RadixMenu.Portal>
  );
}

/** A heading inside the menu. */
export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof RadixMenu.Label>) {
  return <RadixMenu.Label className={cn('px-3 py-2 text-muted text-xs', className)} {...props} />;
}

/** A command. */
export function DropdownMenuItem({ className, ...props }: ComponentProps<typeof RadixMenu.Item>) {
  return <RadixMenu.Item className={cn(ITEM_STYLES, className)} {...props} />;
}

/** One of several settings; the chosen one carries a tick. */
export function DropdownMenuRadioItem({ className, children, ...props }: ComponentProps<typeof RadixMenu.RadioItem>) {
  return (
    <RadixMenu.RadioItem className={cn(ITEM_STYLES, className)} {...props}>
      {children}
      <RadixMenu.ItemIndicator className="ml-auto text-accent">
        <Check aria-hidden />
      </RadixMenu.ItemIndicator>
    </RadixMenu.RadioItem>
  );
}

/** A line between groups. */
export function DropdownMenuSeparator() {
  return <RadixMenu.Separator className="my-1.5 h-px bg-line" />;
}
