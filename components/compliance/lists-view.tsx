'use client';

import { ProposalList } from './proposal-list';
import { SendList } from './send-list';
import { SentLists } from './sent-lists';
import type { ComplianceUrl } from './use-compliance-url';

/** The lists of others, such as a state's: send one, decide on whom it names, and see what became of each. */
export function ListsView({ url }: { url: ComplianceUrl }) {
  return (
    <div className="grid gap-6">
      <SendList />
      <ProposalList url={url} />
      <SentLists />
    </div>
  );
}
