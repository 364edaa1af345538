import type { Capability } from '@/services/casino/dtos';
import type { NavItem } from './nav-items';

/** Where people work by what they may do, the most telling first: an admin may do all of it, and is there for the settings. */
const OWN_SCREENS: readonly { capability: Capability; href: NavItem['href'] }[] = [
  { capability: 'settings.write', href: '/settings' },
  { capability: 'slip.manage', href: '/pit' },
  { capability: 'mtl.write', href: '/mtl' },
  { capability: 'catalog.write', href: '/catalog' },
  { capability: 'exclusion.write', href: '/compliance' },
];

/** The screen on which somebody with these capabilities begins: that of their work, and the floor for who only looks. */
export function landingOf(capabilities: readonly Capability[]): NavItem['href'] {
  return OWN_SCREENS.find(({ capability }) => capabilities.includes(capability))?.href ?? '/pit';
}
