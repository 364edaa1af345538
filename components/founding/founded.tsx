'use client';

import { CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ToldOnce } from '@/components/ui/told-once';
import type { Founded as FoundedCasino } from '@/services/founding/dtos';
import { t } from '@/words/say';
import { forgetDraft } from './use-draft';

/** What was typed stays on the device until here: sent again, it brings links that were not copied. */
function leave(): void {
  forgetDraft();
  window.location.replace('/login');
}

/** The casino is made: the one-time links of its first people, this once, and what to do next. */
export function Founded({ founded: { staff } }: { founded: FoundedCasino }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid gap-6">
      <Notice icon={CircleCheck} tone="neutral" role="status" title={t('founding.made')}>
        <p>{t('founding.madeMeaning')}</p>
      </Notice>
      <section aria-labelledby="founding-links" className="grid gap-4">
        <h2 id="founding-links" ref={heading} tabIndex={-1} className="font-bold text-xl tracking-tight outline-none">
          {t('founding.links')}
        </h2>
        <ul className="grid gap-3">
          {staff.map(({ email, name, role, linkToken }) => (
            <li key={email} className="grid gap-3 rounded-lg border bg-surface p-4">
              <p>
                <span className="font-semibold">{name}</span>{' '}
                <span className="text-muted">{`${roleLabel(role)} · ${email}`}</span>
              </p>
              {linkToken === null ? (
                <p className="text-muted text-sm">{t('founding.noLink')}</p>
              ) : (
                <ToldOnce
                  label={t('founding.linkOf', { name })}
                  // Behind a #, which no browser sends anywhere: no log of addresses has the token.
                  text={`${window.location.origin}/accept#${linkToken}`}
                  copyLabel={t('founding.copyLink', { name })}
                  copiedText={t('founding.linkCopied')}
                />
              )}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="founding-next" className="grid gap-2">
        <h2 id="founding-next" className="font-bold text-xl tracking-tight">
          {t('founding.nextSteps')}
        </h2>
        <ol className="grid list-decimal gap-1.5 pl-5">
          {(['in', 'open', 'rewards', 'import'] as const).map((step) => (
            <li key={step}>{t(`founding.next_${step}`)}</li>
          ))}
        </ol>
      </section>
      <Button variant="primary" size="big" onClick={leave}>
        {t('founding.handedOver')}
      </Button>
    </div>
  );
}
