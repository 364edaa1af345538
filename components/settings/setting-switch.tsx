'use client';

import { useId } from 'react';
import { type FieldPath, useController } from 'react-hook-form';
import { Switch } from '@/components/ui/switch';
import { settingName } from './edited-settings';
import type { SettingsValues } from './settings-model';

type SettingSwitchProps = {
  name: FieldPath<SettingsValues>;
  /** Its own name, unless said otherwise. */
  label?: string;
  hint?: string;
  isReadOnly: boolean;
};

/** A setting that is on or off. */
export function SettingSwitch({ name, label = settingName(name), hint, isReadOnly }: SettingSwitchProps) {
  const { field } = useController<SettingsValues, typeof name>({ name });
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div>
      <label htmlFor={id} className="flex min-h-11 cursor-pointer items-center justify-between gap-4">
        <span className="font-medium">{label}</span>
        <Switch
          id={id}
          ref={field.ref}
          tone="plain"
          checked={field.value === true}
          onCheckedChange={field.onChange}
          onBlur={field.onBlur}
          disabled={isReadOnly}
          aria-describedby={hint ? hintId : undefined}
        />
      </label>
      {hint ? (
        <p id={hintId} className="max-w-[62ch] text-muted text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
