import { PermissionsScreen } from '@/components/permissions/permissions-screen';
import { Refused } from '@/components/ui/refused';
import { titled } from '@/words/server';
import { requireMe } from '../../page-context';

export const generateMetadata = titled('permissions.title');

export default async function PermissionsPage() {
  const me = await requireMe();
  if (!me.capabilities.includes('permission.approve')) return <Refused code="FORBIDDEN" />;
  return <PermissionsScreen />;
}
