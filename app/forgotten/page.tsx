import { DoorPage } from '@/components/joining/door-page';
import { ForgottenForm } from '@/components/joining/forgotten-form';
import { buttonStyles } from '@/components/ui/button';
import { env } from '@/lib/server/env';
import { t } from '@/words/say';
import { getWords, titled, WordsOf } from '@/words/server';

export const generateMetadata = titled('joining.forgottenTitle');

/** What to do about a forgotten password: an e-mail where Supabase Auth sends any, else an admin. */
export default async function ForgottenPage() {
  await getWords();
  return (
    <DoorPage title={t('joining.forgottenTitle')}>
      {env().PITSIDE_RECOVERY_MAIL === '1' ? (
        <WordsOf rooms={['joining']}>
          <ForgottenForm />
        </WordsOf>
      ) : (
        <div className="grid gap-2">
          <p className="font-semibold">{t('joining.forgottenByAdmin')}</p>
          <p>{t('joining.forgottenByAdminSteps')}</p>
          <p className="text-muted text-sm">{t('joining.forgottenLast')}</p>
        </div>
      )}
      <a href="/login" className={buttonStyles({ variant: 'quiet' })}>
        {t('joining.toSignIn')}
      </a>
    </DoorPage>
  );
}
