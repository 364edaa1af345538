'use client';

import { useTheme } from 'next-themes';
import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { provideToast } from './toast';

/** Where short confirmations appear: at the top, away from the thumb and from what is being tapped. */
export function Toaster() {
  const { theme } = useTheme();
  useEffect(() => provideToast(toast), []);
  return (
    <Sonner
      theme={theme === 'light' || theme === 'system' ? theme : 'dark'}
      position="top-center"
      offset={72}
      mobileOffset={{ top: 72 }}
      toastOptions={{
        classNames: {
          toast: '!gap-2.5 !rounded-md !border-line !bg-raised !font-sans !text-ink !shadow-sheet',
          title: '!font-semibold !text-sm',
          description: '!text-muted !text-sm',
          success: '[&_[data-icon]]:!text-accent',
          error: '[&_[data-icon]]:!text-danger',
        },
      }}
    />
  );
}
