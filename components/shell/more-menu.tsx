'use client';

import { Ellipsis } from 'lucide-react';
import { useRef, useState } from 'react';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { t } from '@/words/say';
import { NavBadges } from './nav-badges';
import { type NavItem, navLabel } from './nav-items';

const moreScreens = lateCode(async () => (await import('./more-screens')).MoreScreens);
const LOADERS = [moreScreens.fetch];

type MoreMenuProps = {
  items: readonly NavItem[];
  current: NavItem | undefined;
  className: (isCurrent: boolean) => string;
};

/** The last place of a phone's bar: the way to the screens that have none of their own there. */
export function MoreMenu({ items, current, className }: MoreMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  usePreload(LOADERS);
  const isHere = current !== undefined && items.includes(current);
  const onClose = () => setIsOpen(false);
  const onReturnFocus = () => button.current?.focus();
  return (
    <div className="relative w-full sm:hidden">
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className={className(isHere)}
      >
        <Ellipsis aria-hidden className="size-[22px]" />
        {t('shell.more')}
        {isHere ? <span className="sr-only">{t('shell.nowOn', { screen: navLabel(current) })}</span> : null}
        {/* What waits behind it would be out of sight. */}
        <NavBadges items={items} />
      </button>
      {isOpen ? <Late code={moreScreens} props={{ items, current, onClose, onReturnFocus }} /> : null}
    </div>
  );
}
