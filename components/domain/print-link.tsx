import { Printer } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { t } from '@/words/say';

/** Where the paper of a coupon is. */
export function couponVoucherPath(couponId: string): string {
  return `/promos/${couponId}/voucher`;
}

/** Where the paper of a comp that is given by voucher is. */
export function compVoucherPath({ playerId, entryNo }: { playerId: string; entryNo: number }): string {
  return `/players/${playerId}/comps/${entryNo}/voucher`;
}

/** Leads to a voucher in a window of its own, so that the screen stays where it is. */
export function PrintLink({ href, isPrimary = false }: { href: string; isPrimary?: boolean }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener"
      className={buttonStyles(isPrimary ? { variant: 'primary', size: 'big' } : {})}
    >
      <Printer aria-hidden />
      {t('domain.printVoucher')}
      <span className="sr-only"> {t('ui.opensNewWindow')}</span>
    </a>
  );
}
