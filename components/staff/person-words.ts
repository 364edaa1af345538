import { formatDate } from '@/lib/shared/format';
import type { StaffMember } from '@/services/staff/dtos';
import { t } from '@/words/say';

/** What a person's state is called. */
export const stateLabel = (state: StaffMember['state']) => t(`staff.state_${state}`);
/** How a licence stands, for choices. */
export const licenceLabel = (state: StaffMember['licenceState']) => t(`staff.licence_${state}`);

/** How long a licence is good, in a sentence; null where no date is on record. */
export function licenceText({
  licenceExpiresOn,
  licenceState,
}: Pick<StaffMember, 'licenceExpiresOn' | 'licenceState'>): string | null {
  if (licenceExpiresOn === null) return null;
  const day = formatDate(licenceExpiresOn);
  if (licenceState === 'expired') return t('staff.licenceExpiredOn', { day });
  return t(licenceState === 'expiring' ? 'staff.licenceExpiresOn' : 'staff.licenceUntil', { day });
}

/** The pits that somebody works, by name. */
export function pitsText(pits: StaffMember['pits']): string {
  return pits.length === 0 ? t('staff.allPits') : pits.map(({ name }) => name).join(', ');
}
