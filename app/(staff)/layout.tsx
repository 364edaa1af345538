import type { ReactNode } from 'react';
import { AppShell } from '@/components/shell/app-shell';
import { StaffProviders } from '@/components/shell/staff-providers';
import { requireMe } from './page-context';

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const me = await requireMe();
  return (
    <StaffProviders me={me}>
      <AppShell>{children}</AppShell>
    </StaffProviders>
  );
}
