'use client';

import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { Select } from '@/components/ui/select';
import { ShortLabel } from '@/components/ui/short-label';
import { usePreload } from '@/components/ui/use-preload';
import { ViewSwitch } from '@/components/ui/view-switch';
import { useCan } from '@/hooks/casino/me-context';
import { usePromoPrograms } from '@/hooks/promo/use-promo-programs';
import { t } from '@/words/say';
import { CouponList } from './coupon-list';
import { FindCoupon } from './find-coupon';
import { InventoryStrip } from './inventory-strip';
import { ProgramList } from './program-list';
import { PromoNotices } from './promo-notices';
import { usePromoUrl } from './use-promo-url';

const issueCouponDrawer = lateCode(async () => (await import('./issue-coupon-drawer')).IssueCouponDrawer);
const couponDrawer = lateCode(async () => (await import('./coupon-drawer')).CouponDrawer);
const programDrawer = lateCode(async () => (await import('./program-drawer')).ProgramDrawer);
const couponRequests = lateCode(async () => (await import('@/components/domain/reward-requests')).CouponRequests);
const LOADERS = [couponDrawer.fetch, issueCouponDrawer.fetch, programDrawer.fetch];

/** Coupons and the programs they are issued of: find one, see what is outstanding, issue, void, replace. */
export function PromoScreen() {
  usePreload(LOADERS);
  const url = usePromoUrl();
  const canIssue = useCan('coupon.manage');
  const { coupon, overlay } = url;
  const issue = () => overlay.open('issue');
  return (
    <div className="@container flex h-full flex-col">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2.5 px-[18px] pt-4 pb-3 max-sm:px-3 max-sm:pt-3">
        <FindCoupon onFound={coupon.open} />
        <div className="flex gap-2 @max-[900px]:w-full @max-[900px]:justify-between">
          <ViewSwitch
            value={url.view}
            views={{ coupons: t('promo.coupons'), programs: t('promo.programs') }}
            onChange={url.setView}
            className="max-sm:flex-1"
          />
          {canIssue ? (
            <Button variant="primary" className="min-h-[54px]" onClick={issue}>
              <Plus aria-hidden className="max-sm:hidden" />
              <ShortLabel whole={t('promo.issueCoupon')} short={t('promo.issue')} />
            </Button>
          ) : null}
        </div>
      </div>
      <PromoNotices onLookAtIssue={issue} onOpenCoupon={coupon.open} />
      <div className="px-[18px] pb-2.5 empty:hidden max-sm:px-3">
        <Late code={couponRequests} props={{}} isQuiet />
      </div>
      {url.view === 'coupons' ? (
        <CouponsView url={url} onIssue={canIssue ? issue : undefined} />
      ) : (
        <div className="scroll-area min-h-0 flex-1 px-[18px] pb-[18px] max-sm:px-3">
          <ProgramList
            onCreate={() => overlay.open('program')}
            onEdit={(programId) => overlay.open('program', programId)}
            onShowOutstanding={url.showOutstanding}
          />
        </div>
      )}
      <PromoOverlays coupon={coupon} overlay={overlay} />
    </div>
  );
}

type Url = ReturnType<typeof usePromoUrl>;

function CouponsView({ url, onIssue }: { url: Url; onIssue: (() => void) | undefined }) {
  const { status, programId, setStatus, setProgram } = url;
  const filter = {
    ...(status === 'all' ? {} : { status }),
    ...(programId === null ? {} : { promoProgramId: programId }),
  };
  return (
    <>
      <div className="px-[14px] max-sm:px-2">
        <InventoryStrip status={status} onStatus={setStatus} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 px-[18px] pt-2.5 pb-2 max-sm:px-3">
        <ProgramFilter programId={programId} onProgram={setProgram} />
        {programId === null ? null : <p className="text-muted text-sm">{t('promo.sumsOfAll')}</p>}
      </div>
      <div className="scroll-area min-h-0 flex-1 px-[18px] pb-[18px] max-sm:px-2">
        <CouponList
          filter={filter}
          onOpen={url.coupon.open}
          onIssue={onIssue}
          onShowAll={() => {
            setStatus('all');
            setProgram(null);
          }}
        />
      </div>
    </>
  );
}

function ProgramFilter({ programId, onProgram }: { programId: string | null; onProgram: (id: string | null) => void }) {
  const programs = usePromoPrograms();
  return (
    <Select
      aria-label={t('promo.program')}
      value={programId ?? ''}
      onChange={(event) => onProgram(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{t('promo.allPrograms')}</option>
      {programs.data?.map((program) => (
        <option key={program.id} value={program.id}>
          {program.name}
        </option>
      ))}
    </Select>
  );
}

function PromoOverlays({ coupon, overlay }: Pick<Url, 'coupon' | 'overlay'>) {
  const { kind, about, close: onClose } = overlay;
  if (kind === 'issue') return <Late code={issueCouponDrawer} props={{ onClose }} />;
  if (kind === 'program') return <ProgramOverlay programId={about} onClose={onClose} />;
  const { value: couponId, open: onOpen, close } = coupon;
  return couponId === null ? null : <Late code={couponDrawer} props={{ couponId, onClose: close, onOpen }} />;
}

function ProgramOverlay({ programId, onClose }: { programId: string | null; onClose: () => void }) {
  const programs = usePromoPrograms();
  const program = programs.data?.find(({ id }) => id === programId) ?? null;
  if (programId !== null && program === null) return null;
  return <Late code={programDrawer} props={{ program, onClose }} />;
}
