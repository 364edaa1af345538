'use client';

import { CountBadge } from '@/components/ui/count-badge';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { useInAddress } from '@/components/ui/use-opened';
import { useMe } from '@/hooks/casino/me-context';
import { useRequestsToDecide } from '@/hooks/permissions/use-permissions';
import type { Capability } from '@/services/casino/dtos';
import type { PitChoice } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { StaffSection } from './staff-section';

const permissions = lateCode(
  async () => (await import('@/components/permissions/permissions-section')).PermissionsSection,
);

type SectionName = 'staff' | 'permissions';
/** The sections in their order, and who sees each. */
const SECTIONS: readonly (readonly [SectionName, Capability])[] = [
  ['staff', 'staff.manage'],
  ['permissions', 'permission.approve'],
];

/** Who works at the casino, and who may do what. Which of the two shows stands in the address; who may see one only is not asked. */
export function PeopleScreen({ pits }: { pits: PitChoice[] }) {
  const { capabilities } = useMe();
  const names = SECTIONS.filter(([, capability]) => capabilities.includes(capability)).map(([name]) => name);
  const [named, say] = useInAddress('section');
  const section = names.find((name) => name === named) ?? names[0] ?? 'permissions';
  return (
    <div className="scroll-area h-full">
      <div className="mx-auto max-w-[1280px] p-5 max-sm:p-3">
        {names.length === 1 ? (
          <Section name={section} pits={pits} />
        ) : (
          <Tabs value={section} onValueChange={say} className="grid gap-5">
            <TabsList aria-label={t('shell.nav_people')} className="justify-self-start max-sm:justify-self-stretch">
              {names.map((name) => (
                <TabsTrigger key={name} value={name} className="inline-flex items-center justify-center gap-2 px-4">
                  {t(`staff.section_${name}`)}
                  {name === 'permissions' ? <RequestsCount /> : null}
                </TabsTrigger>
              ))}
            </TabsList>
            {names.map((name) => (
              <TabsContent key={name} value={name}>
                <Section name={name} pits={pits} />
              </TabsContent>
            ))}
          </Tabs>
        )}
      </div>
    </div>
  );
}

function Section({ name, pits }: { name: SectionName; pits: PitChoice[] }) {
  if (name === 'staff') return <StaffSection pits={pits} />;
  const skeleton = <RowsSkeleton label={t('permissions.loading')} row="h-[60px]" />;
  return <Late code={permissions} props={{}} fallback={skeleton} />;
}

function RequestsCount() {
  const count = useRequestsToDecide();
  return <CountBadge count={count} isLate={false} text={t('shell.requestsWaiting', { count })} />;
}
