import { AuditSections, LateTrail } from '@/components/audit/audit-sections';
import { LedgerProof } from '@/components/loyalty/ledger-proof';
import { AuditPack } from '@/components/packs/audit-pack';
import { AuditSeals } from '@/components/seals/audit-seals';
import { Refused } from '@/components/ui/refused';
import { titled } from '@/words/server';
import { requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_audit');

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const me = await requireMe();
  const canRead = me.capabilities.includes('audit.read');
  // Whatever stands in the address is about the trail.
  const isTrail = canRead && Object.keys(await searchParams).length > 0;
  if (!me.capabilities.includes('ledger.verify')) {
    return (
      <div className="scroll-area h-full p-5 max-sm:p-3">
        <Refused code="FORBIDDEN" />
      </div>
    );
  }
  return (
    <div className="scroll-area h-full p-5 max-sm:p-3">
      {canRead ? <AuditSections isTrail={isTrail} /> : null}
      {isTrail ? (
        <LateTrail />
      ) : (
        <>
          <LedgerProof />
          {canRead ? <AuditSeals /> : null}
          {me.capabilities.includes('pack.make') ? <AuditPack /> : null}
        </>
      )}
    </div>
  );
}
