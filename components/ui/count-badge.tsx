import { formatNumber } from '@/lib/shared/numbers';
import { cn } from './cn';

const HIGHEST = 99;

type CountBadgeProps = {
  count: number;
  isLate: boolean;
  /** What is counted, in a sentence for who hears the screen. */
  text: string;
};

/** How much waits for somebody, beside the name of where it does; nothing while nothing does. */
export function CountBadge({ count, isLate, text }: CountBadgeProps) {
  if (count === 0) return null;
  return (
    <span
      className={cn(
        'min-w-5 rounded-full px-1.5 text-center font-semibold text-xs leading-5',
        isLate ? 'bg-danger-soft text-danger' : 'bg-warn-soft text-warn',
      )}
    >
      <span aria-hidden>{count > HIGHEST ? `${HIGHEST}+` : formatNumber(count)}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}
