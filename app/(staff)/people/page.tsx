import { PeopleScreen } from '@/components/staff/people-screen';
import { Refused } from '@/components/ui/refused';
import { titled } from '@/words/server';
import { getServices, requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_people');

export default async function PeoplePage() {
  const { capabilities } = await requireMe();
  const canManage = capabilities.includes('staff.manage');
  if (!canManage && !capabilities.includes('permission.approve')) return <Refused code="FORBIDDEN" />;
  return <PeopleScreen pits={canManage ? await (await getServices()).staff.listPits() : []} />;
}
