'use client';

import { buttonStyles } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { NavLink } from '@/components/ui/nav-link';
import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

const auditTrail = lateCode(async () => (await import('./audit-trail')).AuditTrail);

/** The two parts of the screen: what proves the record, and the record of all that was done. */
export function AuditSections({ isTrail }: { isTrail: boolean }) {
  return (
    <nav
      aria-label={t('audit.sections')}
      className={cn('mx-auto flex gap-2 pb-4', isTrail ? 'max-w-[1080px]' : 'max-w-[820px]')}
    >
      <NavLink
        href="/audit"
        aria-current={isTrail ? undefined : 'page'}
        className={buttonStyles({ variant: isTrail ? 'quiet' : 'secondary' })}
      >
        {t('audit.proofAndSeals')}
      </NavLink>
      <NavLink
        href="/audit?view=trail"
        aria-current={isTrail ? 'page' : undefined}
        className={buttonStyles({ variant: isTrail ? 'secondary' : 'quiet' })}
      >
        {t('audit.trail')}
      </NavLink>
    </nav>
  );
}

/** The trail, whose code the proof does not wait for. */
export function LateTrail() {
  return <Late code={auditTrail} props={{}} fallback={<Skeleton className="mx-auto h-[560px] max-w-[1080px]" />} />;
}
