import { Link2Off } from 'lucide-react';
import { Button, buttonStyles } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { t } from '@/words/say';

type ClosedLinkProps = { title: string; remedy: string; again?: () => void };

/** Why a one-time link opens nothing, and what to do about it: ask once more, or sign in. */
export function ClosedLink({ title, remedy, again }: ClosedLinkProps) {
  return (
    <>
      <Notice icon={Link2Off} tone="warn" role="alert" title={title}>
        <p>{remedy}</p>
      </Notice>
      {again ? (
        <Button size="big" onClick={again}>
          {t('domain.linkAgain')}
        </Button>
      ) : (
        <a href="/login" className={buttonStyles({ size: 'big' })}>
          {t('domain.linkToSignIn')}
        </a>
      )}
    </>
  );
}
