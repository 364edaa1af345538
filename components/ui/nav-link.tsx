'use client';

import { useRouter } from 'next/navigation';
import type { ComponentProps, MouseEvent } from 'react';

/**
 * A link between staff screens that keeps the page, and the reward queue on it, alive. It does without Next's `Link`
 * and its prefetching: there are few screens, and the first load has better use for the bytes.
 */
export function NavLink({ href, ...props }: ComponentProps<'a'> & { href: string }) {
  const router = useRouter();
  const follow = (event: MouseEvent) => {
    // Whatever means "elsewhere" (new tab, new window) stays the browser's.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    router.push(href);
  };
  return <a href={href} onClick={follow} {...props} />;
}
