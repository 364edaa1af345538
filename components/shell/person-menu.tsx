'use client';

import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { toastError } from '@/components/ui/toast-error';
import { useMe } from '@/hooks/casino/me-context';
import { useSignOut } from '@/hooks/casino/use-sign-out';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { formatCount, initials, roleLabel } from '@/lib/shared/format';

const THEMES = [
  { value: 'dark', label: 'Dark, for the floor', icon: Moon },
  { value: 'light', label: 'Light, for the office', icon: Sun },
  { value: 'system', label: 'As the device', icon: Monitor },
];

/** Who is signed in, the theme, and the way out. Signing out with rewards still waiting asks first. */
export function PersonMenu() {
  const { staff } = useMe();
  const { theme, setTheme } = useTheme();
  const { intents } = useRewardQueue();
  const signOut = useSignOut();
  const [isAsking, setIsAsking] = useState(false);
  const waiting = intents.filter((intent) => intent.status !== 'refused').length;
  const leave = () => signOut.mutate(undefined, { onError: toastError });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger className="flex min-h-11 shrink-0 items-center rounded-full text-sm data-[state=open]:[&>span]:bg-line">
          <span className="flex h-[34px] items-center gap-2 rounded-full bg-raised px-3 font-medium text-muted max-md:w-[38px] max-md:justify-center max-md:px-0">
            <span aria-hidden className="font-semibold text-ink md:hidden">
              {initials(staff.name)}
            </span>
            <span className="whitespace-nowrap max-md:sr-only">
              <span className="text-ink">{staff.name}</span> · {roleLabel(staff.role)}
            </span>
          </span>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
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
          <DropdownMenuItem onSelect={() => (waiting > 0 ? setIsAsking(true) : leave())}>
            <LogOut aria-hidden className="text-muted" />
            Sign out
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={`${formatCount(waiting, 'reward is', 'rewards are')} not yet issued`}
        cancelLabel="Stay"
        confirmLabel="Sign out"
        isBusy={signOut.isPending}
        onConfirm={leave}
      >
        They stay on this device and are sent when you sign in here again. Nobody else can send them.
      </AlertDialog>
    </>
  );
}
