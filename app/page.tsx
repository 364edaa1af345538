import { redirect } from 'next/navigation';
import { landingOf } from '@/components/shell/landing';
import { requireMe } from './(staff)/page-context';

export default async function HomePage() {
  const { capabilities } = await requireMe();
  redirect(landingOf(capabilities));
}
