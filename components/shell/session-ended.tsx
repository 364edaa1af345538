import { LogOut } from 'lucide-react';
import { t } from '@/words/say';
import { WaitingRewards } from './waiting-rewards';

/**
 * Why somebody who was at work is asked to sign in, and that what they confirmed is not lost. Names nobody: anyone may look. The
 * server draws it; only what this device keeps is looked for in the browser.
 */
export function SessionEnded() {
  return (
    <p role="status" className="flex gap-2.5 rounded-md bg-warn-soft px-4 py-3 text-sm">
      <LogOut aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <span>
        <b className="block font-semibold text-warn">{t('shell.sessionEnded')}</b>
        {/* As high as the longer of the two sentences, so that the form stays where it is. */}
        <span className="block min-h-10">
          <WaitingRewards />
        </span>
      </span>
    </p>
  );
}
