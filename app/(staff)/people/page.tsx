import { redirect } from 'next/navigation';
import { titled } from '@/words/server';

export const generateMetadata = titled('shell.nav_people');

/** What there is of people so far: who may do what. */
export default function PeoplePage() {
  redirect('/people/permissions');
}
