import { DoorPage } from '@/components/joining/door-page';
import { ResetForm } from '@/components/joining/reset-form';
import { t } from '@/words/say';
import { getWords, titled, WordsOf } from '@/words/server';

export const generateMetadata = titled('joining.resetTitle');

/** Where a link for a new password leads. What it brings stands behind the # and never comes here. */
export default async function ResetPage() {
  await getWords();
  return (
    <DoorPage title={t('joining.resetTitle')}>
      <WordsOf rooms={['joining']}>
        <ResetForm />
      </WordsOf>
    </DoorPage>
  );
}
