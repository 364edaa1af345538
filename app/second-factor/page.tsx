import { redirect } from 'next/navigation';
import { DoorPage } from '@/components/joining/door-page';
import { safeNextPath } from '@/components/shell/next-path';
import { SecondFactorForm } from '@/components/shell/second-factor-form';
import { signInPath } from '@/lib/shared/sign-in-path';
import { t } from '@/words/say';
import { getWords, titled, WordsOf } from '@/words/server';
import { findAskedFactor, findMe } from '../(staff)/page-context';

export const generateMetadata = titled('joining.codeTitle');

type SecondFactorPageProps = { searchParams: Promise<{ next?: string | string[] }> };

/** Where who is signed in by their password shows that they have their telephone, too. */
export default async function SecondFactorPage({ searchParams }: SecondFactorPageProps) {
  const [{ next }, asked, me] = await Promise.all([searchParams, findAskedFactor(), findMe(), getWords()]);
  const nextPath = safeNextPath(next);
  if (!asked) redirect(me ? nextPath : signInPath(nextPath, { hasEnded: false }));
  return (
    <DoorPage title={t(asked.isEnrolled ? 'joining.codeTitle' : 'joining.setupTitle')}>
      <WordsOf rooms={['joining']}>
        <SecondFactorForm isEnrolled={asked.isEnrolled} nextPath={nextPath} />
      </WordsOf>
    </DoorPage>
  );
}
