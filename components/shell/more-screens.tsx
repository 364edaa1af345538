'use client';

import { useRouter } from 'next/navigation';
import { DropdownMenu, DropdownMenuItem } from '@/components/ui/dropdown-menu';
import { Late } from '@/components/ui/late';
import { t } from '@/words/say';
import { type NavItem, navLabel } from './nav-items';

type MoreScreensProps = {
  items: readonly NavItem[];
  current: NavItem | undefined;
  onClose: () => void;
  onReturnFocus: () => void;
};

/** The screens for which a phone's bar has no room. */
export function MoreScreens({ items, current, onClose, onReturnFocus }: MoreScreensProps) {
  const router = useRouter();
  return (
    <DropdownMenu onClose={onClose} onReturnFocus={onReturnFocus}>
      {items.map((item) => (
        <DropdownMenuItem
          key={item.href}
          aria-current={item === current ? 'page' : undefined}
          onSelect={() => router.push(item.href)}
        >
          <item.icon className="text-muted" />
          {navLabel(item)}
          {item.badge ? <Late code={item.badge} props={{}} isQuiet /> : null}
          {item === current ? <span className="ml-auto text-accent text-xs">{t('shell.here')}</span> : null}
        </DropdownMenuItem>
      ))}
    </DropdownMenu>
  );
}
