'use client';

import { useIsMutating } from '@tanstack/react-query';
import {
  ArrowLeftRight,
  Building2,
  Grip,
  KeyRound,
  Languages,
  LogOut,
  Monitor,
  MonitorOff,
  Moon,
  Sun,
  Tablet,
} from 'lucide-react';
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
import { useLanguage } from '@/hooks/casino/use-language';
import { useSignOut, useSignOutEverywhere } from '@/hooks/casino/use-sign-out';
import { useLockScreen } from '@/hooks/device/lock-screen';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { LANGUAGES, type Language } from '@/words/languages';
import { language, t } from '@/words/say';
import { DeviceSheet } from './device-sheet';
import { licenceText } from './licence-text';
import { passwordLinkText } from './password-link-text';
import { PasswordSheet } from './password-sheet';
import { PinSheet } from './pin-sheet';

const THEMES = [
  { value: 'dark', icon: Moon },
  { value: 'light', icon: Sun },
  { value: 'system', icon: Monitor },
] as const;

type PersonCommandsProps = { onClose: () => void; onReturnFocus: () => void };

/** The signed-in person, the theme, how the device stands, and the way out. Signing out with rewards still waiting asks first. */
export function PersonCommands({ onClose, onReturnFocus }: PersonCommandsProps) {
  const me = useMe();
  const { staff, casino } = me;
  const linkText = passwordLinkText(me);
  const licence = licenceText(staff);
  const { theme, setTheme } = useTheme();
  const { intents } = useRewardQueue();
  const signOut = useSignOut();
  const changeLanguage = useLanguage();
  const [isAsking, setIsAsking] = useState(false);
  const [isLeavingAll, setIsLeavingAll] = useState(false);
  const [isPasswordShown, setIsPasswordShown] = useState(false);
  const [isPinShown, setIsPinShown] = useState(false);
  const [isDeviceShown, setIsDeviceShown] = useState(false);
  const lockScreen = useLockScreen();
  const changesUnderWay = useIsMutating();
  const waiting = intents.filter((intent) => intent.status !== 'refused').length;
  const leave = () => signOut.mutate(undefined, { onError: toastError });
  if (isDeviceShown) return <DeviceSheet rewardsWaiting={waiting} onClose={onClose} onReturnFocus={onReturnFocus} />;
  if (isPasswordShown) return <PasswordSheet onClose={onClose} onReturnFocus={onReturnFocus} />;
  if (isPinShown) return <PinSheet onClose={onClose} onReturnFocus={onReturnFocus} />;
  if (isLeavingAll) return <LeaveEverywhere waiting={waiting} onClose={onClose} onReturnFocus={onReturnFocus} />;
  if (isAsking) {
    return (
      <AlertDialog
        isHarm
        isOpen
        onClose={onClose}
        onOpenerGone={onReturnFocus}
        title={t('shell.signOutWaiting', { count: waiting })}
        cancelLabel={t('shell.stay')}
        confirmLabel={t('shell.signOut')}
        isBusy={signOut.isPending}
        onConfirm={leave}
      >
        {t('shell.signOutWhatHappens')}
      </AlertDialog>
    );
  }
  const showDevice = (event: Event) => {
    stayOpen(event);
    setIsDeviceShown(true);
  };
  const showPassword = (event: Event) => {
    stayOpen(event);
    setIsPasswordShown(true);
  };
  const showPin = (event: Event) => {
    stayOpen(event);
    setIsPinShown(true);
  };
  // Whoever has no PIN would not come back by it: the first change-over begins with one.
  const changeOver = (event: Event) => {
    stayOpen(event);
    if (staff.hasPin) lockScreen.mutate(undefined, { onSuccess: onClose, onError: toastError });
    else setIsPinShown(true);
  };
  const chooseEverywhere = (event: Event) => {
    stayOpen(event);
    setIsLeavingAll(true);
  };
  const chooseSignOut = (event: Event) => {
    stayOpen(event);
    if (waiting > 0) setIsAsking(true);
    else leave();
  };
  return (
    <DropdownMenu onClose={onClose} onReturnFocus={onReturnFocus}>
      <DropdownMenuLabel>
        <span className="block font-semibold text-base text-ink">{staff.name}</span>
        {roleLabel(staff.role)} · {staff.email}
        {staff.worksElsewhere ? <span className="mt-1 block font-medium text-ink">{casino.name}</span> : null}
        {linkText === null ? null : <span className="mt-1 block font-medium text-warn">{linkText}</span>}
        {licence === null ? null : (
          <span className="mt-1 block font-medium text-warn">
            {licence}
            {staff.licence?.stops ? ` · ${t('shell.licenceStops')}` : null}
          </span>
        )}
      </DropdownMenuLabel>
      <DropdownMenuSeparator />
      <DropdownMenuRadioGroup value={theme ?? 'dark'} onValueChange={setTheme}>
        {THEMES.map(({ value, icon: Icon }) => (
          <DropdownMenuRadioItem key={value} value={value}>
            <Icon aria-hidden className="text-muted" />
            {t(`shell.theme_${value}`)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      <DropdownMenuRadioGroup
        aria-label={t('shell.language')}
        value={language()}
        onValueChange={(chosen) => changeLanguage.mutate(chosen as Language, { onError: toastError })}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <DropdownMenuRadioItem key={code} value={code} disabled={changeLanguage.isPending} onSelect={stayOpen}>
            <Languages aria-hidden className="text-muted" />
            <span lang={code}>{name}</span>
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      <DropdownMenuItem onSelect={showDevice}>
        <Tablet aria-hidden className="text-muted" />
        {t('shell.device')}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={showPin}>
        <Grip aria-hidden className="text-muted" />
        {staff.hasPin ? t('shell.changePin') : t('shell.setPin')}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={showPassword}>
        <KeyRound aria-hidden className="text-muted" />
        {t('shell.changePassword')}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={chooseEverywhere}>
        <MonitorOff aria-hidden className="text-muted" />
        {t('shell.signOutEverywhere')}
      </DropdownMenuItem>
      {staff.worksElsewhere ? (
        // A full load, so that nothing of this casino is in memory at the other. What waits is sent from here.
        <DropdownMenuItem
          disabled={waiting > 0 || changesUnderWay > 0}
          onSelect={() => window.location.assign('/choose')}
        >
          <Building2 aria-hidden className="text-muted" />
          <span>
            {t('shell.switchCasino')}
            {waiting > 0 ? (
              <span className="block max-w-60 text-muted text-xs">{t('shell.switchWaits', { count: waiting })}</span>
            ) : null}
          </span>
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem disabled={lockScreen.isPending} onSelect={changeOver}>
        <ArrowLeftRight aria-hidden className="text-muted" />
        {t('shell.changeOver')}
      </DropdownMenuItem>
      <DropdownMenuItem disabled={signOut.isPending} onSelect={chooseSignOut}>
        <LogOut aria-hidden className="text-muted" />
        {signOut.isPending ? t('shell.signingOut') : t('shell.signOut')}
      </DropdownMenuItem>
    </DropdownMenu>
  );
}

type LeaveEverywhereProps = PersonCommandsProps & { waiting: number };

/** Asks before every device is signed out, for other tablets stop in the middle of something. */
function LeaveEverywhere({ waiting, onClose, onReturnFocus }: LeaveEverywhereProps) {
  const leave = useSignOutEverywhere();
  return (
    <AlertDialog
      isHarm
      isOpen
      onClose={onClose}
      onOpenerGone={onReturnFocus}
      title={t('shell.signOutEverywhereAsk')}
      cancelLabel={t('shell.stay')}
      confirmLabel={t('shell.signOutEverywhere')}
      isBusy={leave.isPending}
      onConfirm={() => leave.mutate(undefined, { onError: toastError })}
    >
      <p>{t('shell.signOutEverywhereMeaning')}</p>
      {waiting > 0 ? <p className="mt-2">{t('shell.signOutWhatHappens')}</p> : null}
    </AlertDialog>
  );
}

/** Selecting closes a menu, and the component with it: it stays until the answer is there. */
function stayOpen(event: Event): void {
  event.preventDefault();
}
