'use client';

import { Tabs as RadixTabs } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A set of panels of which one shows. */
export const Tabs = RadixTabs.Root;
/** One panel. */
export const TabsContent = RadixTabs.Content;

/** The row of tabs, each as wide as the others. */
export function TabsList({ className, ...props }: ComponentProps<typeof RadixTabs.List>) {
  return (
    <RadixTabs.List
      className={cn('grid auto-cols-fr grid-flow-col gap-1 rounded-md border bg-surface p-1', className)}
      {...props}
    />
  );
}

/** One tab. */
export function TabsTrigger({ className, ...props }: ComponentProps<typeof RadixTabs.Trigger>) {
  return (
    <RadixTabs.Trigger
      className={cn(
        'min-h-11 whitespace-nowrap rounded-[9px] px-2 font-semibold text-muted data-[state=active]:bg-raised data-[state=active]:text-ink',
        className,
      )}
      {...props}
    />
  );
}
