import { shortName } from '@/components/domain/short-name';
import { promoTypeLabel } from '@/components/labels';
import { QrCode } from '@/components/ui/qr-code';
import { formatDateTimeWithYear, formatMoney } from '@/lib/shared/format';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { Me } from '@/services/casino/dtos';
import type { PromoCoupon, PromoCouponStatus } from '@/services/promo/dtos';
import { t } from '@/words/say';

const SHORT_ID_LENGTH = 8;

type VoucherProps = { coupon: PromoCoupon; casinoName: string; settings: Me['settings'] };

/** The paper of a coupon, for an 80 mm receipt and for A5 alike: black on white, whatever the screen's theme. */
export function Voucher({ coupon, casinoName, settings }: VoucherProps) {
  const { currency, timeZone } = settings;
  const number = formatValidationNumber(coupon.validationNumber);
  const type = promoTypeLabel(coupon.promoType);
  const stamp = stampText(coupon.status);
  return (
    <article className="voucher" aria-label={t('promo.voucher', { number })}>
      {stamp ? <p className="voucher-stamp">{stamp}</p> : null}
      <p className="voucher-casino">{casinoName}</p>
      {/* Not the program's name, which may tell another amount than this coupon's. */}
      <h2 className="voucher-program">{coupon.rewardName ?? type}</h2>
      <p className="voucher-value">{formatMoney(coupon.faceValueCents, currency)}</p>
      <p>
        {coupon.requiredMatchWagerCents > 0
          ? t('promo.printedWager', { type, amount: formatMoney(coupon.requiredMatchWagerCents, currency) })
          : t('promo.printedNoWager', { type })}
      </p>
      {/* What is not good is not to be scanned either. */}
      {stamp ? null : (
        <QrCode text={coupon.validationNumber} label={t('promo.printedNumber', { number })} className="voucher-code" />
      )}
      <p className={number.length > 16 ? 'voucher-number is-long' : 'voucher-number'}>{number}</p>
      <p className="voucher-expiry">
        {t('promo.printedExpiry', { when: formatDateTimeWithYear(coupon.expiresAt, timeZone) })}
      </p>
      {coupon.playerName ? <p>{t('promo.printedPlayer', { player: shortName(coupon.playerName) })}</p> : null}
      <p className="voucher-small">{t('promo.printedTerms')}</p>
      <p className="voucher-small">
        {t('promo.printedIssue', {
          when: formatDateTimeWithYear(coupon.issuedAt, timeZone),
          id: coupon.id.slice(-SHORT_ID_LENGTH),
        })}
      </p>
    </article>
  );
}

/** What stands across a voucher that is not good. An outstanding one has none. */
function stampText(status: PromoCouponStatus): string | null {
  return status === 'issued' ? null : t(`promo.stamp_${status}`);
}
