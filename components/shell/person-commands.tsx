'use client';

import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import { roleLabel } from '@/components/labels';
import { AlertDialog } from '@/components/ui/alert-dialog';
import {
  DropdownMenu,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from '@/components/ui/dropdown-menu';
import { toastError } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useSignOut } from '@/hooks/casino/use-sign-out';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { formatCount } from '@/lib/shared/format';

const THEMES = [
  { value: 'dark', label: 'Dark, for the floor', icon: Moon },
  { value: 'light', label: 'Light, for the office', icon: Sun },
  { value: 'system', label: 'As the device', icon: Monitor },
];

type PersonCommandsProps = { onClose: () => void; onReturnFocus: () => void };

/** The signed-in person, the theme, and the way out. Signing out with rewards still waiting asks first. */
export function PersonCommands({ onClose, onReturnFocus }: PersonCommandsProps) {
  const { staff } = useMe();
  const { theme, setTheme } = useTheme();
  const { intents } = useRewardQueue();
  const signOut = useSignOut();
  const [isAsking, setIsAsking] = useState(false);
  const waiting = intents.filter((intent) => intent.status !== 'refused').length;
  const leave = () => signOut.mutate(undefined, { onError: toastError });
  if (isAsking) {
    return (
      <AlertDialog
        isOpen
        onClose={onClose}
        title={`${formatCount(waiting, 'reward is', 'rewards are')} not yet issued`}
        cancelLabel="Stay"
        confirmLabel="Sign out"
        isBusy={signOut.isPending}
        onConfirm={leave}
      >
        They stay on this device and are sent when you sign in here again. Nobody else can send them.
      </AlertDialog>
    );
  }
  const chooseSignOut = (event: Event) => {
    // Selecting closes a menu, and this component with it: it stays until the answer is there.
    event.preventDefault();
    if (waiting > 0) setIsAsking(true);
    else leave();
  };
  return (
    <DropdownMenu onClose={onClose} onReturnFocus={onReturnFocus}>
      <DropdownMenuLabel>
        <span className="block font-semibold text-base text-ink">{staff.name}</span>
        {roleLabel(staff.role)} · {staff.email}
      </DropdownMenuLabel>
      <DropdownMenuSeparator />
      <DropdownMenuRadioGroup value={theme ?? 'dark'} onValueChange={setTheme}>
        {THEMES.map(({ value, label, icon: Icon }) => (
          <DropdownMenuRadioItem key={value} value={value}>
            <Icon aria-hidden className="text-muted" />
            {label}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      <DropdownMenuItem disabled={signOut.isPending} onSelect={chooseSignOut}>
        <LogOut aria-hidden className="text-muted" />
        {signOut.isPending ? 'Signing out …' : 'Sign out'}
      </DropdownMenuItem>
    </DropdownMenu>
  );
}
