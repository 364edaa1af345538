'use client';

import { Dialog } from 'radix-ui';
import { useBackGuard } from '@/components/ui/use-opened';
import { t } from '@/words/say';
import { LockScreen } from './lock-screen';

/** Lies over the whole page, and over whatever is open there, until somebody shows who they are. */
export function LockCover({ onEntered }: { onEntered: (staffId: string) => void }) {
  useBackGuard(true, stay);
  const here = encodeURIComponent(window.location.pathname + window.location.search);
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          onEscapeKeyDown={(event) => event.preventDefault()}
          className="scroll-area fixed inset-0 z-[100] grid place-items-center bg-bg px-4 py-8 outline-none"
        >
          <div className="grid w-full max-w-[440px] gap-6">
            <Dialog.Title className="text-center font-[680] text-xl tracking-tight">
              {t('shell.whoIsThere')}
            </Dialog.Title>
            <LockScreen passwordPath={`/login?with=password&next=${here}`} onEntered={onEntered} />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Back leads nowhere from here: what is below belongs to who locked it. */
function stay(): void {}
