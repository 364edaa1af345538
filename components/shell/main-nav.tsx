'use client';

import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { NavLink } from '@/components/ui/nav-link';
import { useMe } from '@/hooks/casino/me-context';
import { t } from '@/words/say';
import { MoreMenu } from './more-menu';
import { NavBadges } from './nav-badges';
import { findNavItem, NAV_ITEMS, navLabel } from './nav-items';

/** As many as stand side by side on a phone. Of more, the last place leads to those that have none. */
const PHONE_PLACES = 5;

/** The screens this person may open: a rail at the left from tablets up, a bar at the bottom on a phone. */
export function MainNav() {
  const { capabilities } = useMe();
  const here = findNavItem(usePathname());
  const current = NAV_ITEMS.find(({ href }) => href === (here?.under ?? here?.href));
  const items = NAV_ITEMS.filter((item) => !item.under && capabilities.includes(item.capability));
  const phoneItems = items.length > PHONE_PLACES ? items.slice(0, PHONE_PLACES - 1) : items;
  return (
    <nav
      aria-label={t('shell.mainNavigation')}
      className={cn(
        // At the bottom of a phone from the start, before the screen above it has arrived.
        'flex shrink-0 items-center gap-1.5 border-line bg-surface print:hidden max-sm:order-last max-sm:mt-auto max-sm:border-t max-sm:px-2 max-sm:py-1.5 max-sm:pb-[max(6px,env(safe-area-inset-bottom))] sm:scroll-area sm:w-[84px] sm:flex-col sm:border-r sm:px-2 sm:py-3.5',
        // A phone has no room for a bar that leads nowhere else.
        items.length < 2 && 'max-sm:hidden',
      )}
    >
      <div
        aria-hidden
        className="mb-3 grid size-10 shrink-0 place-items-center rounded-md bg-accent font-extrabold text-on-accent max-sm:hidden"
      >
        P
      </div>
      {items.map((item) => (
        <NavLink
          key={item.href}
          href={item.href}
          aria-current={item === current ? 'page' : undefined}
          className={cn(placeStyles(item === current), phoneItems.includes(item) || 'max-sm:hidden')}
        >
          <item.icon className="size-[22px]" />
          {navLabel(item)}
          <NavBadges items={[item]} />
        </NavLink>
      ))}
      {phoneItems.length < items.length ? (
        <MoreMenu items={items.slice(phoneItems.length)} current={current} className={placeStyles} />
      ) : null}
    </nav>
  );
}

function placeStyles(isCurrent: boolean): string {
  return cn(
    'relative grid place-content-center justify-items-center gap-1 rounded-md text-[11.5px] max-sm:min-h-12 max-sm:w-full max-sm:gap-0.5 sm:min-h-14 sm:w-[68px] sm:shrink-0',
    isCurrent ? 'bg-accent-soft font-semibold text-accent' : 'text-muted hover:text-ink',
  );
}
