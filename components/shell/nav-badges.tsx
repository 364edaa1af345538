import { Late } from '@/components/ui/late';
import type { NavItem } from './nav-items';

/** How much waits behind a place of the navigation, on its corner; a place that leads to several screens says it of each. */
export function NavBadges({ items }: { items: readonly NavItem[] }) {
  return (
    <span className="absolute top-1 right-1.5 flex gap-0.5">
      {items.map(({ href, badge }) => (badge ? <Late key={href} code={badge} props={{}} isQuiet /> : null))}
    </span>
  );
}
