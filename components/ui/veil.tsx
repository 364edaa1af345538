import { cn } from './cn';

/**
 * Lies over the screen under a drawer or a dialog, and takes the taps that are beside it. Radix's own overlay also keeps the page from
 * scrolling, for which the browser lays out and paints the whole floor once more; a screen of ours never scrolls as a page, only within.
 */
export function Veil({ isQuestion = false }: { isQuestion?: boolean }) {
  return (
    <div className={cn('pointer-events-auto fixed inset-0 animate-fade-in bg-veil', isQuestion ? 'z-50' : 'z-40')} />
  );
}
