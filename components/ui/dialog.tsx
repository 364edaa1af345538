'use client';

import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { t } from '@/words/say';
import { Button } from './button';
import { escapeTo } from './own-escape';
import { useBackCloses } from './use-opened';
import { useReturnFocus } from './use-return-focus';
import { Veil } from './veil';

type DialogProps = {
  isOpen: boolean;
  onClose: () => void;
  /** What Esc does instead of closing it: a step of several goes back to the one before. */
  onEscape?: (() => void) | undefined;
  /** It has no place in the address, and is a step of its own for Back. */
  isStep?: boolean;
  title: string;
  subtitle?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
};

/** A dialog over the screen; on a phone it takes the screen. Its head and foot stay while its body scrolls. */
export function Dialog({ isOpen, onClose, onEscape, isStep = false, title, subtitle, footer, children }: DialogProps) {
  const focus = useReturnFocus(isOpen);
  useBackCloses(isOpen && isStep, onClose);
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <Veil />
        <RadixDialog.Content
          aria-describedby={undefined}
          onEscapeKeyDown={escapeTo(onEscape)}
          className="fixed inset-0 z-40 m-auto flex animate-rise-in flex-col overflow-hidden bg-surface shadow-sheet outline-none sm:h-[min(720px,calc(100dvh-48px))] sm:w-[560px] sm:rounded-lg sm:border"
          {...focus}
        >
          <div className="flex items-center gap-3 py-3.5 pr-3 pl-5">
            <div className="min-w-0 flex-1">
              <RadixDialog.Title className="font-[680] text-xl tracking-tight">{title}</RadixDialog.Title>
              {subtitle ? <p className="truncate text-muted text-sm">{subtitle}</p> : null}
            </div>
            <RadixDialog.Close asChild>
              <Button variant="quiet" size="icon" aria-label={t('ui.close')}>
                <X aria-hidden />
              </Button>
            </RadixDialog.Close>
          </div>
          <div className="scroll-area flex min-h-0 flex-1 flex-col gap-4 px-5 pt-1 pb-5">{children}</div>
          {footer ? <div className="grid gap-2.5 border-t px-5 pt-3.5 pb-5">{footer}</div> : null}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
