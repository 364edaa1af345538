'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { t } from '@/words/say';
import { Button } from './button';
import { cn } from './cn';
import { escapeTo } from './own-escape';
import { useBackCloses } from './use-opened';
import { useReturnFocus } from './use-return-focus';
import { Veil } from './veil';

type SheetFrameProps = {
  isOpen: boolean;
  onClose: () => void;
  /** Takes the focus where the sheet was opened from a menu, which is gone by then. */
  onOpenerGone?: (() => void) | undefined;
  /** What Esc does instead of closing it: a step of several goes back to the one before. */
  onEscape?: (() => void) | undefined;
  /** Names the sheet to a screen reader when its children show no `Dialog.Title` of their own. */
  hiddenTitle?: string;
  isWide?: boolean;
  /** It has no place in the address, and is a step of its own for Back. */
  isStep?: boolean;
  /** For an editor with something beside its form: as wide as the screen allows, and leaves the rail in sight. */
  isEditor?: boolean;
  children: ReactNode;
};

/**
 * A drawer from the right edge with the screen still visible behind it; on a phone it takes the screen. Esc and a tap
 * beside it close it, and focus returns to where it was.
 */
export function SheetFrame({
  isOpen,
  onClose,
  onOpenerGone,
  onEscape,
  hiddenTitle,
  isWide = false,
  isStep = false,
  isEditor = false,
  children,
}: SheetFrameProps) {
  const focus = useReturnFocus(isOpen, onOpenerGone);
  useBackCloses(isOpen && isStep, onClose);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Veil />
        <Dialog.Content
          aria-describedby={undefined}
          onEscapeKeyDown={escapeTo(onEscape)}
          className={cn(
            'fixed inset-y-0 right-0 z-40 flex w-full animate-slide-in flex-col bg-surface pb-[env(safe-area-inset-bottom)] shadow-sheet outline-none sm:border-l',
            isEditor ? 'sm:w-[min(1040px,calc(100vw-84px))]' : isWide ? 'sm:w-[480px]' : 'sm:w-[440px]',
          )}
          {...focus}
        >
          {hiddenTitle ? <Dialog.Title className="sr-only">{hiddenTitle}</Dialog.Title> : null}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The sheet's title and its way out. */
export function SheetHead({ title, subtitle }: { title: string; subtitle?: ReactNode }) {
  return (
    <div className="flex items-center gap-3 py-3.5 pr-3 pl-5">
      <div className="min-w-0 flex-1">
        <Dialog.Title className="font-[680] text-xl tracking-tight">{title}</Dialog.Title>
        {subtitle ? <p className="truncate text-muted text-sm">{subtitle}</p> : null}
      </div>
      <Dialog.Close asChild>
        <Button variant="quiet" size="icon" aria-label={t('ui.close')}>
          <X aria-hidden />
        </Button>
      </Dialog.Close>
    </div>
  );
}

/** Has a button leave the sheet as Esc does. */
export function SheetClose({ children }: { children: ReactNode }) {
  return <Dialog.Close asChild>{children}</Dialog.Close>;
}

/** The part that scrolls. */
export function SheetBody({ children }: { children: ReactNode }) {
  return <div className="scroll-area flex min-h-0 flex-1 flex-col gap-4 px-5 pt-1 pb-5">{children}</div>;
}

/** The part that stays at the bottom, for what the sheet is there to do. */
export function SheetFoot({ children }: { children: ReactNode }) {
  return <div className="grid gap-2.5 border-t px-5 pt-3.5 pb-5">{children}</div>;
}
