'use client';

import { ExclusionsSection } from './exclusions-section';

/** What compliance works with, a section for each matter. */
export function ComplianceScreen() {
  return (
    <div className="scroll-area h-full">
      <div className="mx-auto grid max-w-[960px] gap-8 p-5 max-sm:p-4">
        <ExclusionsSection />
      </div>
    </div>
  );
}
