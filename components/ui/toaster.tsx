'use client';

import { useTheme } from 'next-themes';
import { type CSSProperties, useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { provideToast } from './toast';

/**
 * Beside the rail, and left of a drawer and of the person's menu: as wide as that leaves room for, so that what was refused, and what to
 * do about it, takes few lines. On a phone so far that what closes a drawer stays free.
 */
const WIDTH = { '--width': 'clamp(280px, 100vw - 580px, 640px)' } as CSSProperties;
const PHONE_WIDTH =
  'max-[600px]:!right-auto max-[600px]:!w-[calc(100vw-132px)] max-[600px]:!min-w-0 max-[600px]:!max-w-none';

/**
 * Three lines end above the first row of what is below. What is longer shows whole to who taps it (by `:hover`, which a tap brings about
 * where nothing can hover, too), points at it or comes to it by keyboard.
 */
const THREE_LINES = '!line-clamp-3 group-[:hover]:!line-clamp-none group-focus:!line-clamp-none';

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
          toast: `group !min-h-13 !w-max !min-w-[280px] !max-w-(--width) !gap-2.5 !rounded-md !border-line !bg-raised !px-3 !py-1 !font-sans !text-ink !shadow-sheet [&:hover]:!h-auto focus:!h-auto ${PHONE_WIDTH}`,
          content: THREE_LINES,
          title: '!font-semibold !text-sm !leading-[18px]',
          description: '!text-muted !text-sm !leading-[18px]',
          success: '[&_[data-icon]]:!text-accent',
          error: '[&_[data-icon]]:!text-danger',
        },
      }}
    />
  );
}
