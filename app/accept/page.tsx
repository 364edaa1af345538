import { DoorPage } from '@/components/joining/door-page';
import { JoinForm } from '@/components/joining/join-form';
import { t } from '@/words/say';
import { getWords, titled, WordsOf } from '@/words/server';

export const generateMetadata = titled('joining.title');

/** Where a one-time link leads. Its token stands behind the # and never comes here. */
export default async function AcceptPage() {
  await getWords();
  return (
    <DoorPage title={t('joining.title')}>
      <WordsOf rooms={['joining']}>
        <JoinForm />
      </WordsOf>
    </DoorPage>
  );
}
