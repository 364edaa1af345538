import { LedgerProof } from '@/components/loyalty/ledger-proof';
import { AuditPack } from '@/components/packs/audit-pack';
import { AuditSeals } from '@/components/seals/audit-seals';
import { Refused } from '@/components/ui/refused';
import { titled } from '@/words/server';
import { requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_audit');

export default async function AuditPage() {
  const me = await requireMe();
  const isAllowed = me.capabilities.includes('ledger.verify');
  return (
    <div className="scroll-area h-full p-5 max-sm:p-4">
      {isAllowed ? (
        <>
          <LedgerProof />
          {me.capabilities.includes('audit.read') ? <AuditSeals /> : null}
          {me.capabilities.includes('pack.make') ? <AuditPack /> : null}
        </>
      ) : (
        <Refused code="FORBIDDEN" />
      )}
    </div>
  );
}
