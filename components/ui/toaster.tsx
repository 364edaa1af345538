'use client';

import { useTheme } from 'next-themes';
import { type CSSProperties, useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { provideToast } from './toast';

/**
 * Beside the rail, and left of a drawer where a tablet is held upright; on a phone so far that what closes a drawer, and the person's
 * menu, stay free.
 */
const WIDTH = { '--width': 'clamp(240px, 100vw - 540px, 400px)' } as CSSProperties;
const PHONE_WIDTH = 'max-[600px]:!right-auto max-[600px]:!w-[calc(100vw-132px)]';

/**
 * Where short confirmations appear: over the name of the screen or the drawer, which the person knows, and which no work is done
 * with. What was tapped, what it changed and what comes next all stand below.
 */
export function Toaster() {
  const { theme } = useTheme();
  useEffect(() => provideToast(toast), []);
  return (
    <Sonner
      theme={theme === 'light' || theme === 'system' ? theme : 'dark'}
      position="top-left"
      offset={{ top: 6, left: 92 }}
      mobileOffset={{ top: 6, left: 8 }}
      style={WIDTH}
      toastOptions={{
        classNames: {
          toast: `!min-h-13 !gap-2.5 !rounded-md !border-line !bg-raised !px-3 !py-1.5 !font-sans !text-ink !shadow-sheet ${PHONE_WIDTH}`,
          title: '!font-semibold !text-sm !leading-[18px]',
          description: '!text-muted !text-sm !leading-[18px]',
          success: '[&_[data-icon]]:!text-accent',
          error: '[&_[data-icon]]:!text-danger',
        },
      }}
    />
  );
}
