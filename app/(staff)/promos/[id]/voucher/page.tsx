import { notFound } from 'next/navigation';
import { Voucher } from '@/components/promo/voucher';
import { VoucherDesk } from '@/components/promo/voucher-desk';
import { Refused } from '@/components/ui/refused';
import { AppError } from '@/lib/shared/errors';
import { idSchema } from '@/lib/shared/schemas';
import type { PromoCoupon } from '@/services/promo/dtos';
import { getWords, titled } from '@/words/server';
import { getServices, requireMe } from '../../../page-context';

export const generateMetadata = titled('shell.title_voucher');

export default async function VoucherPage({ params }: { params: Promise<{ id: string }> }) {
  const me = await requireMe();
  const id = idSchema.safeParse((await params).id);
  if (!id.success) notFound();
  // Who holds the paper holds the coupon, so it is printed by those who may issue it.
  if (!me.capabilities.includes('coupon.manage')) {
    return <Refused code="FORBIDDEN" />;
  }
  // The paper speaks the language of whoever prints it.
  const [coupon] = await Promise.all([findCoupon(id.data), getWords()]);
  if (coupon === null) {
    return <Refused code="COUPON_NOT_FOUND" />;
  }
  return (
    <VoucherDesk couponId={coupon.id} printedStatus={coupon.status}>
      <Voucher coupon={coupon} casinoName={me.casino.name} settings={me.settings} />
    </VoucherDesk>
  );
}

async function findCoupon(id: string): Promise<PromoCoupon | null> {
  const { promo } = await getServices();
  try {
    return await promo.getCoupon(id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'COUPON_NOT_FOUND') return null;
    throw error;
  }
}
