'use client';

import { Link2, TriangleAlert } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import { ToldOnce } from '@/components/ui/told-once';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime } from '@/lib/shared/format';
import type { StaffLinkResult } from '@/services/staff/dtos';
import { t } from '@/words/say';

type OneTimeLinkProps = { made: StaffLinkResult; page?: 'accept' | 'reset' };

/** The one-time link of somebody, this once. Without its token the answer that had it got lost, and only a new one helps. */
export function OneTimeLink({ made: { linkToken, linkLapsesAt, name }, page = 'accept' }: OneTimeLinkProps) {
  const { settings } = useMe();
  if (linkToken === null || linkLapsesAt === null) {
    return (
      <Notice icon={TriangleAlert} tone="warn" role="alert" title={t('staff.linkLost')}>
        <p>{t('staff.linkLostRemedy')}</p>
      </Notice>
    );
  }
  return (
    <div className="grid gap-4">
      <Notice icon={Link2} tone="warn" role="status" title={t('staff.linkOnce', { name })}>
        <p>{t('staff.linkOnceMeaning', { when: formatDateTime(linkLapsesAt, settings.timeZone) })}</p>
      </Notice>
      <ToldOnce
        label={t('staff.link')}
        // Behind a #, which no browser sends anywhere: no log of addresses has the token.
        text={`${window.location.origin}/${page}#${linkToken}`}
        copyLabel={t('staff.copyLink')}
        copiedText={t('staff.linkCopied')}
      />
    </div>
  );
}
