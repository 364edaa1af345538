'use client';

import { AlertDialog as RadixAlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { t } from '@/words/say';
import { Button } from './button';
import { useBackCloses } from './use-opened';
import { useReturnFocus } from './use-return-focus';
import { Veil } from './veil';

type AlertDialogProps = {
  isOpen: boolean;
  /** It has its place in the address, by `useOpened`. Otherwise it is a step of its own for Back. */
  isAddressed?: boolean;
  onClose: () => void;
  /** Takes the focus where the dialog was opened from a menu, which is gone by then. */
  onOpenerGone?: () => void;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  isBusy?: boolean;
  /** What is confirmed takes something away or ends it for good. */
  isHarm?: boolean;
  /** Something has to be said first, in the dialog. */
  isConfirmDisabled?: boolean;
  onConfirm: () => void;
};

/** Asks before something that cannot be taken back. It closes on cancel and Esc; after a confirm its owner closes it. */
export function AlertDialog(props: AlertDialogProps) {
  const focus = useReturnFocus(props.isOpen, props.onOpenerGone);
  useBackCloses(props.isOpen && !props.isAddressed, props.onClose);
  return (
    <RadixAlertDialog.Root open={props.isOpen} onOpenChange={(open) => !open && props.onClose()}>
      <RadixAlertDialog.Portal>
        <Veil isQuestion />
        <RadixAlertDialog.Content
          className="fixed inset-x-4 inset-y-0 z-50 m-auto h-fit max-w-[440px] animate-rise-in rounded-lg border bg-surface p-5 shadow-sheet outline-none"
          {...focus}
        >
          <RadixAlertDialog.Title className="wrap-anywhere font-[680] text-xl tracking-tight">
            {props.title}
          </RadixAlertDialog.Title>
          <RadixAlertDialog.Description asChild>
            <div className="mt-2 text-muted">{props.children}</div>
          </RadixAlertDialog.Description>
          <div className="mt-5 grid grid-cols-2 gap-2">
            <RadixAlertDialog.Cancel asChild>
              <Button>{props.cancelLabel ?? t('ui.cancel')}</Button>
            </RadixAlertDialog.Cancel>
            <Button
              variant={props.isHarm ? 'danger' : 'primary'}
              disabled={props.isConfirmDisabled ?? false}
              isBusy={props.isBusy ?? false}
              onClick={props.onConfirm}
            >
              {props.confirmLabel}
            </Button>
          </div>
        </RadixAlertDialog.Content>
      </RadixAlertDialog.Portal>
    </RadixAlertDialog.Root>
  );
}
