import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { ComplianceScreen } from '@/components/compliance/compliance-screen';
import { Refused } from '@/components/ui/refused';
import { titled } from '@/words/server';
import { requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_compliance');

export default async function CompliancePage() {
  const me = await requireMe();
  if (!me.capabilities.includes('exclusion.read')) return <Refused code="FORBIDDEN" />;
  return (
    <NuqsAdapter>
      <ComplianceScreen />
    </NuqsAdapter>
  );
}
