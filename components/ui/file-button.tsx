'use client';

import { type ComponentProps, useRef } from 'react';
import { Button } from './button';

type FileButtonProps = Omit<ComponentProps<typeof Button>, 'onClick'> & {
  /** What the file is chosen for, read instead of the button's words. */
  inputLabel: string;
  accept: string;
  /** Which camera of the device to open at once, where it has one. */
  capture?: 'user' | 'environment';
  onFiles: (files: readonly File[]) => void;
};

/** A button that opens the device's own dialog for files. */
export function FileButton({ inputLabel, accept, capture, onFiles, ...button }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        aria-label={inputLabel}
        accept={accept}
        capture={capture}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // Without this, choosing the same file again would say nothing.
          target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
