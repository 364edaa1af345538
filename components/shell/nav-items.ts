import {
  Banknote,
  ChartColumn,
  ClipboardList,
  FileUp,
  Gift,
  GitCompareArrows,
  LayoutGrid,
  Scale,
  Settings,
  ShieldCheck,
  Ticket,
  UserRoundCog,
  Users,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { type LateCode, lateCode } from '@/components/ui/late';
import type { Capability } from '@/services/casino/dtos';
import { t } from '@/words/say';
import { PitIcon } from './pit-icon';

type Screen =
  | 'pit'
  | 'players'
  | 'promos'
  | 'shift'
  | 'reports'
  | 'mtl'
  | 'catalog'
  | 'imports'
  | 'house'
  | 'reconcile'
  | 'compliance'
  | 'audit'
  | 'people'
  | 'settings';

/** A screen in the navigation. */
export type NavItem = {
  href: `/${Screen}`;
  icon: ComponentType<{ className?: string }>;
  /** A person without it does not see the screen in the navigation. */
  capability: Capability;
  /** The screen that leads to it, and under which it is: it has no place of its own in the navigation. */
  under?: `/${Screen}`;
  /** How much there waits for somebody, fetched after the screen. */
  badge?: LateCode<object>;
};

const alertsBadge = lateCode(async () => (await import('./alerts-badge')).AlertsBadge);
const reconcileBadge = lateCode(async () => (await import('./reconcile-badge')).ReconcileBadge);
const deadLettersBadge = lateCode(async () => (await import('./dead-letters-badge')).DeadLettersBadge);
const requestsBadge = lateCode(async () => (await import('./requests-badge')).RequestsBadge);
const complianceBadge = lateCode(async () => (await import('./compliance-badge')).ComplianceBadge);

/** Every screen of the product, in the order of the rail. A new screen is one more line here. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: '/pit', icon: PitIcon, capability: 'floor.read' },
  { href: '/house', icon: LayoutGrid, capability: 'floor.read', under: '/pit' },
  { href: '/players', icon: Users, capability: 'floor.read' },
  { href: '/promos', icon: Ticket, capability: 'dashboard.read' },
  { href: '/shift', icon: ChartColumn, capability: 'dashboard.read', badge: alertsBadge },
  { href: '/reports', icon: ClipboardList, capability: 'dashboard.read', under: '/shift' },
  { href: '/mtl', icon: Banknote, capability: 'mtl.read' },
  { href: '/catalog', icon: Gift, capability: 'catalog.write' },
  { href: '/imports', icon: FileUp, capability: 'audit.read' },
  { href: '/reconcile', icon: GitCompareArrows, capability: 'audit.read', badge: reconcileBadge },
  { href: '/compliance', icon: Scale, capability: 'exclusion.read', badge: complianceBadge },
  { href: '/audit', icon: ShieldCheck, capability: 'ledger.verify' },
  { href: '/people', icon: UserRoundCog, capability: 'permission.approve', badge: requestsBadge },
  { href: '/settings', icon: Settings, capability: 'audit.read', badge: deadLettersBadge },
];

/** The screen that a path belongs to. */
export function findNavItem(pathname: string): NavItem | undefined {
  return NAV_ITEMS.find((item) => pathname === item.href || pathname.startsWith(`${item.href}/`));
}

/** What a screen is called in the navigation, in its head, and in the title of its tab. */
export function navLabel({ href }: NavItem): string {
  return t(`shell.nav_${href.slice(1) as Screen}`);
}
