import type { ReactNode } from 'react';

type SpokenProps = { as: string; className?: string; children: ReactNode };

/**
 * Figures that are read out otherwise than they are written: "7" as "Seat 7,". A hidden copy of the words would be a layer of its own,
 * and on a floor of hundreds the browser looks through each one whenever it asks what lies under a finger.
 */
export function Spoken({ as, className, children }: SpokenProps) {
  return (
    <span role="img" aria-label={as} className={className}>
      {children}
    </span>
  );
}
