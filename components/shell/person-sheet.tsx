'use client';

import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastError } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useSignOut } from '@/hooks/casino/use-sign-out';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { formatCount, roleLabel } from '@/lib/shared/format';

const THEMES = [
  { value: 'dark', label: 'Dark, for the floor', icon: Moon },
  { value: 'light', label: 'Light, for the office', icon: Sun },
  { value: 'system', label: 'As the device', icon: Monitor },
];

/** The signed-in person, the theme, and the way out. Signing out with rewards still waiting asks first. */
export function PersonSheet({ onClose }: { onClose: () => void }) {
  const { staff, casino } = useMe();
  const { theme, setTheme } = useTheme();
  return (
    <SheetFrame isOpen onClose={onClose}>
      <SheetHead title={staff.name} subtitle={`${roleLabel(staff.role)} · ${casino.name}`} />
      <SheetBody>
        <p className="text-muted text-sm">Signed in as {staff.email}</p>
        <div>
          <p className="mb-2 text-muted text-xs">Theme</p>
          <ChoiceGroup label="Theme" value={theme ?? 'dark'} onChange={setTheme} className="grid gap-2">
            {THEMES.map(({ value, label, icon: Icon }) => (
              <Choice key={value} value={value} look="tile">
                <Icon aria-hidden className="size-[18px]" />
                {label}
              </Choice>
            ))}
          </ChoiceGroup>
        </div>
      </SheetBody>
      <SheetFoot>
        <SignOut />
      </SheetFoot>
    </SheetFrame>
  );
}

function SignOut() {
  const { intents } = useRewardQueue();
  const signOut = useSignOut();
  const [isAsking, setIsAsking] = useState(false);
  const waiting = intents.filter((intent) => intent.status !== 'refused').length;
  const leave = () => signOut.mutate(undefined, { onError: toastError });
  return (
    <>
      <Button size="big" isBusy={signOut.isPending} onClick={() => (waiting > 0 ? setIsAsking(true) : leave())}>
        <LogOut aria-hidden />
        Sign out
      </Button>
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
