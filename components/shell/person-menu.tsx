'use client';

import { useRef, useState } from 'react';
import { roleLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { useMe } from '@/hooks/casino/me-context';
import { initials } from '@/lib/shared/format';
import { t } from '@/words/say';
import { licenceText } from './licence-text';

const personCommands = lateCode(async () => (await import('./person-commands')).PersonCommands);
const LOADERS = [personCommands.fetch];

/** Who is signed in, and the way to the theme and out. */
export function PersonMenu() {
  const { staff } = useMe();
  const licence = licenceText(staff);
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  usePreload(LOADERS);
  const onClose = () => setIsOpen(false);
  const onReturnFocus = () => button.current?.focus();
  return (
    <div className="relative shrink-0">
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-11 items-center rounded-full text-sm"
      >
        <span className="flex h-[34px] items-center rounded-full bg-raised px-3 font-medium text-muted max-md:w-[38px] max-md:justify-center max-md:px-0">
          <span aria-hidden className="font-semibold text-ink md:hidden">
            {initials(staff.name)}
          </span>
          {licence === null ? null : (
            // Beside the name where there is room, else a mark on it; in words in the menu, whatever the width.
            <span className={cn('font-semibold', staff.licence?.state === 'expired' ? 'text-danger' : 'text-warn')}>
              <span aria-hidden className="ml-1 inline-block size-2 rounded-full bg-current lg:hidden" />
              <span className="max-lg:sr-only lg:mr-3">{licence}</span>
            </span>
          )}
          {staff.passwordLink?.usedAt === null ? (
            <span className="font-semibold text-danger">
              <span aria-hidden className="ml-1 inline-block size-2 rounded-full bg-current lg:hidden" />
              <span className="max-lg:sr-only lg:mr-3">{t('shell.passwordLinkOut')}</span>
            </span>
          ) : null}
          <span className="whitespace-nowrap max-md:sr-only">
            <span className="text-ink">{staff.name}</span> · {roleLabel(staff.role)}
          </span>
        </span>
      </button>
      {isOpen ? <Late code={personCommands} props={{ onClose, onReturnFocus }} /> : null}
    </div>
  );
}
