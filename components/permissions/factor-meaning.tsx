'use client';

import { Smartphone } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import type { PermissionChange } from '@/services/permissions/dtos';
import { t } from '@/words/say';

/** What happens to the people of a role that is asked for a second factor: said before, to who asks and who decides. */
export function FactorMeaning({ changes }: { changes: PermissionChange[] }) {
  const { staff } = useMe();
  const demanded = changes.filter(({ demandsSecondFactor }) => demandsSecondFactor);
  if (demanded.length === 0) return null;
  const isOwn = demanded.some(({ role }) => role === staff.role);
  return (
    <Notice icon={Smartphone} tone="warn" role="status" title={t('permissions.factorRow')}>
      <p>
        {t('permissions.factorMeaning')} {isOwn ? t('permissions.factorSelf') : null}
      </p>
    </Notice>
  );
}
