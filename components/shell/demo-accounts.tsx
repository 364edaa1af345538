'use client';

import { LoaderCircle } from 'lucide-react';
import { roleLabel } from '@/components/labels';
import type { StaffRole } from '@/services/casino/dtos';
import { t } from '@/words/say';

/** The one password of the embedded demo's accounts; printed by `npm start` as well. */
export const DEMO_PASSWORD = 'Pitside-demo-1';

const DEMO_CASINOS = [
  { domain: 'harbor.example', name: 'Harbor' },
  { domain: 'summit.example', name: 'Summit' },
];

const DEMO_STAFF: readonly { user: string; role: StaffRole }[] = [
  { user: 'pitboss', role: 'pit_boss' },
  { user: 'dealer', role: 'dealer' },
  { user: 'cashier', role: 'cashier' },
  { user: 'loyalty', role: 'loyalty_manager' },
  { user: 'compliance', role: 'compliance' },
  { user: 'admin', role: 'admin' },
];

type DemoAccountsProps = { pendingEmail: string | null; onPick: (email: string) => void };

/** The demo's accounts, one tap each. Shown by the embedded stack only. */
export function DemoAccounts({ pendingEmail, onPick }: DemoAccountsProps) {
  return (
    <section aria-label={t('shell.demoAccounts')} className="grid gap-4 border-t pt-5">
      <p className="text-muted text-sm">{t('shell.demoOneTap')}</p>
      {DEMO_CASINOS.map(({ domain, name }) => (
        <div key={domain}>
          <h2 className="mb-2 font-medium text-muted text-xs">
            {name} · <span className="text-faint">{domain}</span>
          </h2>
          <div className="grid grid-cols-3 gap-2 max-[420px]:grid-cols-2">
            {DEMO_STAFF.map(({ user, role }) => {
              const email = `${user}@${domain}`;
              return (
                <button
                  key={email}
                  type="button"
                  aria-label={`${name}: ${roleLabel(role)}`}
                  disabled={pendingEmail !== null}
                  onClick={() => onPick(email)}
                  className="flex min-h-12 items-center justify-center gap-2 rounded-md border bg-raised px-2 font-medium text-sm transition-colors duration-100 hover:bg-line/60 disabled:opacity-60"
                >
                  {pendingEmail === email ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
                  {roleLabel(role)}
                </button>
              );
            })}
          </div>
        </div>
      ))}
    </section>
  );
}
