'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as RadixMenu } from 'radix-ui';
import { type ComponentProps, type ReactNode, useRef } from 'react';

type DropdownMenuProps = { onClose: () => void; onReturnFocus: () => void; children: ReactNode };

/**
 * An open menu under its nearest positioned ancestor, the button that opened it. It has no trigger of its own, so that
 * a button can be there long before the menu's code is.
 */
export function DropdownMenu({ onClose, onReturnFocus, children }: DropdownMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <RadixMenu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <RadixMenu.Trigger asChild>
        <span ref={anchor} aria-hidden tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          onInteractOutside={(event) => {
            // A tap on the button closes the menu by itself; closing it here too would open it again.
            if (event.target instanceof Node && anchor.current?.parentElement?.contains(event.target))
              event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onReturnFocus();
          }}
          className="z-50 min-w-60 animate-rise-in rounded-md border bg-surface p-1.5 shadow-sheet"
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

const ITEM_STYLES =
  'flex min-h-11 select-none items-center gap-3 rounded-sm px-3 outline-none data-[highlighted]:bg-raised [&_svg]:size-[18px] [&_svg]:shrink-0';

/** A heading inside the menu. */
export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <RadixMenu.Label className="px-3 py-2 text-muted text-xs">{children}</RadixMenu.Label>;
}

/** A command. */
export function DropdownMenuItem(props: ComponentProps<typeof RadixMenu.Item>) {
  return <RadixMenu.Item className={ITEM_STYLES} {...props} />;
}

/** A group of settings of which one is in force. */
export const DropdownMenuRadioGroup = RadixMenu.RadioGroup;

/** A setting of the group; the one in force carries a tick. */
export function DropdownMenuRadioItem({ children, ...props }: ComponentProps<typeof RadixMenu.RadioItem>) {
  return (
    <RadixMenu.RadioItem className={ITEM_STYLES} {...props}>
      {children}
      <RadixMenu.ItemIndicator className="ml-auto text-accent">
        <Check aria-hidden />
      </RadixMenu.ItemIndicator>
    </RadixMenu.RadioItem>
  );
}

/** A line between groups. */
export function DropdownMenuSeparator() {
  return <RadixMenu.Separator className="my-1.5 h-px bg-line" />;
}
