'use client';

import { Tabs as RadixTabs } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A set of panels of which one shows. */
export const Tabs = RadixTabs.Root;
/** One panel. */
export const TabsContent = RadixTabs.Content;

type TabsListProps = ComponentProps<typeof RadixTabs.List> & {
  /** Each as wide as its words, where there are too many to be alike. */
  isByWords?: boolean;
};

/** The row of tabs, each as wide as the others. */
export function TabsList({ className, isByWords = false, ...props }: TabsListProps) {
  return (
    <RadixTabs.List
      className={cn(
        'grid grid-flow-col gap-1 rounded-md border bg-surface p-1',
        isByWords ? 'auto-cols-auto' : 'auto-cols-fr',
        className,
      )}
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
