'use client';

import type { ReactNode } from 'react';
import { t } from '@/words/say';
import { Choice, ChoiceGroup } from './choice-group';
import { cn } from './cn';

type ViewSwitchProps<View extends string> = {
  value: View;
  /** What each view is called, in their order. */
  views: Record<View, ReactNode>;
  onChange: (view: View) => void;
  className?: string;
};

/** Chooses which of its views a screen shows. */
export function ViewSwitch<View extends string>({ value, views, onChange, className }: ViewSwitchProps<View>) {
  return (
    <ChoiceGroup
      label={t('ui.view')}
      value={value}
      onChange={(view) => onChange(view as View)}
      className={cn('grid auto-cols-fr grid-flow-col gap-1 rounded-md border bg-surface p-1', className)}
    >
      {(Object.keys(views) as View[]).map((view) => (
        <Choice key={view} value={view} look="segment">
          {views[view]}
        </Choice>
      ))}
    </ChoiceGroup>
  );
}
