'use client';

import { ScanLine } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Input } from '@/components/ui/input';
import { useFindCoupon } from '@/hooks/promo/use-find-coupon';
import { hasTypo } from '@/lib/shared/validation-number';
import { t } from '@/words/say';

/** Finds a coupon by its number. A scanner types it and presses Enter; a typing error is told before anyone is asked. */
export function FindCoupon({ onFound }: { onFound: (couponId: string) => void }) {
  const [text, setText] = useState('');
  const [wrongText, setWrongText] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const messageId = useId();
  const find = useFindCoupon();
  const number = text.trim();
  const lookUp = () => {
    setWrongText(null);
    find.mutate(number, {
      onSuccess: (coupon) => {
        // The next scan overwrites this one.
        input.current?.select();
        if (coupon) onFound(coupon.id);
      },
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (number === '' || find.isPending) return;
    find.reset();
    if (hasTypo(number)) setWrongText(text);
    else lookUp();
  };
  const isWrong = wrongText !== null && wrongText === text;
  const message = isWrong ? t('promo.numberHasTypo') : resultText(find, text);
  return (
    <search aria-label={t('promo.findCoupon')} className="min-w-0 flex-1 basis-80 py-0.5">
      <form noValidate onSubmit={submit}>
        <div className="flex gap-2">
          <div className="relative min-w-0 flex-1">
            <ScanLine aria-hidden className="absolute top-4 left-3.5 size-[18px] text-muted" />
            <Input
              ref={input}
              type="search"
              aria-label={t('domain.validationNumber')}
              placeholder={t('promo.typeOrScan')}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              enterKeyHint="search"
              maxLength={40}
              className="pl-11"
              aria-invalid={isWrong || undefined}
              aria-describedby={message ? messageId : undefined}
              value={text}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <Button type="submit" className="min-h-[50px]" isBusy={find.isPending}>
            {find.isPending ? t('promo.looking') : t('promo.find')}
          </Button>
        </div>
        <div role="status" id={messageId} className="flex flex-wrap items-center gap-x-2 text-sm">
          {message ? <p className="py-2 text-warn">{message}</p> : null}
          {isWrong ? (
            <Button variant="quiet" onClick={lookUp}>
              {t('promo.lookUpAnyway')}
            </Button>
          ) : null}
        </div>
      </form>
    </search>
  );
}

type Search = Pick<ReturnType<typeof useFindCoupon>, 'data' | 'error' | 'variables' | 'isSuccess'>;

/** What came of the last search, as long as the field still shows its number. */
function resultText({ data, error, variables, isSuccess }: Search, text: string): string | null {
  if (variables !== text.trim()) return null;
  if (error) return Object.values(errorText(error)).join(' ');
  return isSuccess && data === null ? t('promo.noSuchNumber') : null;
}
