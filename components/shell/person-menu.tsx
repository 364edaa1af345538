'use client';

import { useState } from 'react';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { useMe } from '@/hooks/casino/me-context';
import { initials, roleLabel } from '@/lib/shared/format';

const personSheet = lateCode(async () => (await import('./person-sheet')).PersonSheet);
const LOADERS = [personSheet.fetch];

/** Who is signed in, and the way to the theme and out. */
export function PersonMenu() {
  const { staff } = useMe();
  const [isOpen, setIsOpen] = useState(false);
  usePreload(LOADERS);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        className="flex min-h-11 shrink-0 items-center rounded-full text-sm"
      >
        <span className="flex h-[34px] items-center rounded-full bg-raised px-3 font-medium text-muted max-md:w-[38px] max-md:justify-center max-md:px-0">
          <span aria-hidden className="font-semibold text-ink md:hidden">
            {initials(staff.name)}
          </span>
          <span className="whitespace-nowrap max-md:sr-only">
            <span className="text-ink">{staff.name}</span> · {roleLabel(staff.role)}
          </span>
        </span>
      </button>
      {isOpen ? <Late code={personSheet} props={{ onClose: () => setIsOpen(false) }} /> : null}
    </>
  );
}
