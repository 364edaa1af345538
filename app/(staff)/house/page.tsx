import { HouseScreen } from '@/components/house/house-screen';
import { titled } from '@/words/server';
import { requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_house');

export default async function HousePage() {
  await requireMe();
  return <HouseScreen />;
}
