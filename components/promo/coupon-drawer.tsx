'use client';

import { useEffect } from 'react';
import { couponName } from '@/components/domain/coupon-words';
import { IssuedCoupon } from '@/components/domain/issued-coupon';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { toastSuccess } from '@/components/ui/toast';
import { useOpenedKind } from '@/components/ui/use-opened';
import { couponPlace, useCouponRequest } from '@/hooks/promo/use-coupon-requests';
import { usePromoCoupon } from '@/hooks/promo/use-promo-coupon';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { CouponDetails } from './coupon-details';
import { ReplaceForm } from './replace-form';
import { VoidForm } from './void-form';

type CouponDrawerProps = { couponId: string; onClose: () => void; onOpen: (couponId: string) => void };

/** One coupon: what it is, what happened to it, and void, replace and print while it is outstanding. */
export function CouponDrawer({ couponId, onClose, onOpen }: CouponDrawerProps) {
  const coupon = usePromoCoupon(couponId);
  if (coupon.data) return <LoadedDrawer key={couponId} coupon={coupon.data} onClose={onClose} onOpen={onOpen} />;
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('domain.coupon')} />
      <SheetBody>
        {coupon.isError ? (
          <ErrorState
            {...errorText(coupon.error)}
            onRetry={() => void coupon.refetch()}
            isRetrying={coupon.isFetching}
          />
        ) : (
          <DrawerSkeleton />
        )}
      </SheetBody>
    </SheetFrame>
  );
}

const STEPS = ['void', 'replace'] as const;

function LoadedDrawer({ coupon, onClose, onOpen }: { coupon: PromoCoupon } & Omit<CouponDrawerProps, 'couponId'>) {
  const place = couponPlace(coupon.id);
  const { intent, dismiss } = useCouponRequest(place);
  const { kind: step, open: openStep, close: closeStep } = useOpenedKind('step', STEPS);
  const number = formatValidationNumber(coupon.validationNumber);
  const name = couponName(coupon);
  const isVoided = intent?.status === 'answered' && intent.request.kind === 'void';
  useEffect(() => {
    if (!isVoided) return;
    toastSuccess(t('promo.couponVoided', { number }), name);
    dismiss();
  }, [isVoided, dismiss, number, name]);
  const isOver = coupon.status !== 'issued' && coupon.status !== 'held';
  useEffect(() => {
    // There is nothing left to do in a step, so Back does not lead through it.
    if (isOver) closeStep();
  }, [isOver, closeStep]);
  // An outcome that was read here is not shown again when the person comes back.
  useEffect(() => dismiss, [dismiss]);

  const replacement = intent?.status === 'answered' && intent.request.kind === 'replace' ? intent : null;
  // While nobody knows what became of a request, and once the coupon is no longer outstanding, no form is of use.
  const isFormOfUse =
    (coupon.status === 'issued' || (coupon.status === 'held' && step === 'void')) &&
    (intent === null || !['unanswered', 'retrying'].includes(intent.status));
  const shown = isFormOfUse && step ? step : 'details';
  const back = () => {
    dismiss();
    closeStep();
  };
  const titles = {
    details: number,
    void: t('promo.voidNumber', { number }),
    replace: t('promo.replaceNumber', { number }),
  };
  return (
    <SheetFrame isOpen onClose={onClose} onEscape={shown === 'details' ? undefined : back} isWide>
      <SheetHead title={replacement ? t('promo.couponReplaced') : titles[shown]} subtitle={name} />
      {replacement ? (
        <IssuedCoupon
          coupon={replacement.answer.coupon}
          heading={t('promo.replacementIssued')}
          remark={t('promo.takesPlaceOf', { number })}
          isPrePrinted={
            replacement.request.kind === 'replace' && replacement.request.input.validationNumber !== undefined
          }
          onDone={() => onOpen(replacement.answer.coupon.id)}
        />
      ) : null}
      {!replacement && shown === 'details' ? (
        <CouponDetails
          coupon={coupon}
          place={place}
          onOpen={onOpen}
          onVoid={() => openStep('void')}
          onReplace={() => openStep('replace')}
        />
      ) : null}
      {!replacement && shown === 'void' ? <VoidForm coupon={coupon} onBack={back} /> : null}
      {!replacement && shown === 'replace' ? <ReplaceForm coupon={coupon} onBack={back} /> : null}
    </SheetFrame>
  );
}

function DrawerSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">{t('promo.loadingCoupon')}</span>
      <Skeleton className="h-56" />
      <Skeleton className="h-28" />
    </div>
  );
}
