'use client';

import { RotateCcw } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { CodeField } from '@/components/domain/code-field';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { useSecondFactor } from '@/hooks/casino/use-second-factor';
import { t } from '@/words/say';
import { SignInFailure } from './sign-in-failure';

const qrCode = lateCode(async () => (await import('@/components/ui/qr-code')).QrCode);
const LOADERS = [qrCode.fetch];

type SecondFactorFormProps = { isEnrolled: boolean; nextPath: string };
type Factor = ReturnType<typeof useSecondFactor>;

/** What is asked besides the password: the code of an app, which is set up first by who has none. */
export function SecondFactorForm({ isEnrolled, nextPath }: SecondFactorFormProps) {
  const factor = useSecondFactor(nextPath);
  const { setup, isBusy, error } = factor;
  return (
    <div className="grid gap-5">
      {isEnrolled ? (
        <CodeForm factor={factor} hint={t('joining.codeHint', { app: 'Pitside' })} isAlone />
      ) : setup ? (
        <Setup factor={factor} {...setup} />
      ) : (
        <>
          <p>{t('joining.setupWhy')}</p>
          <p className="text-muted text-sm">{t('joining.setupNeeds')}</p>
          <Failure error={error} />
          <Button variant="primary" size="big" isBusy={isBusy} onClick={() => void factor.begin()}>
            {t('joining.setupBegin')}
          </Button>
        </>
      )}
      <div className="grid gap-3 border-t pt-5">
        {isEnrolled ? <p className="text-muted text-sm">{t('joining.codeLost')}</p> : null}
        <Button variant="quiet" disabled={isBusy} onClick={() => void factor.startAgain()}>
          <RotateCcw aria-hidden />
          {t('joining.startAgain')}
        </Button>
      </div>
    </div>
  );
}

function Setup({ factor, secret, uri }: { factor: Factor; secret: string; uri: string }) {
  usePreload(LOADERS);
  return (
    <>
      <section className="grid justify-items-center gap-3">
        <p className="justify-self-start font-semibold">{t('joining.setupScan')}</p>
        <div className="grid size-[216px] place-items-center rounded-md bg-[#fff]">
          <Late code={qrCode} props={{ text: uri, label: t('joining.setupQr'), className: 'size-[216px]' }} />
        </div>
      </section>
      <section className="grid gap-2">
        <p className="font-semibold">{t('joining.setupType')}</p>
        <p className="select-all rounded-md border bg-raised px-3.5 py-3 font-mono text-lg tracking-wide">
          {inFours(secret)}
        </p>
        <p className="text-muted text-sm">{t('joining.setupOnce')}</p>
      </section>
      <CodeForm factor={factor} hint={t('joining.setupThen')} />
    </>
  );
}

const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

type CodeFormProps = {
  factor: Factor;
  hint: string;
  /** The one thing on the page: it can be typed at once. */
  isAlone?: boolean;
};

/** A wrong code stays, marked, so that it is seen what was typed and the next one takes its place. */
function CodeForm({ factor: { give, isBusy, error }, hint, isAlone = false }: CodeFormProps) {
  const [isIncomplete, setIsIncomplete] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isAlone) form.current?.querySelector('input')?.focus();
  }, [isAlone]);
  useEffect(() => {
    if (error !== null) form.current?.querySelector('input')?.select();
  }, [error]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { code } = event.currentTarget.elements as unknown as Record<'code', HTMLInputElement>;
    setIsIncomplete(!code.validity.valid);
    if (!code.validity.valid) code.focus();
    else if (!isBusy) void give(code.value);
  };
  return (
    <form ref={form} method="post" noValidate className="grid gap-4" onSubmit={submit}>
      <CodeField hint={hint} error={isIncomplete ? t('joining.codeEnter') : undefined} />
      <Failure error={error} />
      <Button type="submit" variant="primary" size="big" isBusy={isBusy}>
        {isBusy ? t('joining.codeGoing') : t('joining.codeGo')}
      </Button>
    </form>
  );
}

function Failure({ error }: { error: unknown }) {
  return (
    <div aria-live="assertive" className="empty:hidden">
      {error === null ? null : <SignInFailure error={error} />}
    </div>
  );
}
