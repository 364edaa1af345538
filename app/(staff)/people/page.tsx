import { PermissionsScreen } from '@/components/permissions/permissions-screen';
import { Refused } from '@/components/ui/refused';
import { titled } from '@/words/server';
import { requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_people');

export default async function PeoplePage() {
  const me = await requireMe();
  if (!me.capabilities.includes('permission.approve')) return <Refused code="FORBIDDEN" />;
  return <PermissionsScreen />;
}
