import { roleLabel } from '@/components/labels';
import { formatGamingDayWithYear } from '@/lib/shared/format';
import type { Capability } from '@/services/casino/dtos';
import type { PermissionChange } from '@/services/permissions/dtos';
import { t } from '@/words/say';

type Underscored<Word extends string> = Word extends `${infer Area}.${infer Verb}` ? `${Area}_${Verb}` : never;
const underscored = (capability: Capability) => capability.replace('.', '_') as Underscored<Capability>;

/** What a capability lets somebody do, in a word or two, and what belongs to it. */
export const capabilityLabel = (capability: Capability) => t(`permissions.capability_${underscored(capability)}`);
export const capabilityMeaning = (capability: Capability) => t(`permissions.meaning_${underscored(capability)}`);

/** One change as a sentence: whom it is about, what, and until when. */
export function changeText({ role, staffName, ...change }: PermissionChange): string {
  const who = staffName ?? (role === null ? '' : roleLabel(role));
  if (change.demandsSecondFactor !== null)
    return t(change.demandsSecondFactor ? 'permissions.change_factorOn' : 'permissions.change_factorOff', { who });
  if (change.capability === null)
    return t('permissions.change_role', { who, role: role === null ? '' : roleLabel(role) });
  const capability = capabilityLabel(change.capability);
  const day = change.throughGamingDay === null ? null : formatGamingDayWithYear(change.throughGamingDay);
  if (change.isGranted === null) return t('permissions.change_ended', { who, capability });
  if (day !== null)
    return t(change.isGranted ? 'permissions.change_givenThrough' : 'permissions.change_takenThrough', {
      who,
      capability,
      day,
    });
  return t(change.isGranted ? 'permissions.change_given' : 'permissions.change_taken', { who, capability });
}
