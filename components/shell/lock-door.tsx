'use client';

import { forgetKept } from '@/lib/client/kept/forget';
import { LockScreen } from './lock-screen';

/** The lock screen as a page of its own: where nobody's page is open, and where one was loaded anew. */
export function LockDoor({ nextPath }: { nextPath: string }) {
  const enter = async () => {
    await forgetKept();
    window.location.replace(nextPath);
  };
  return (
    <LockScreen
      passwordPath={`/login?with=password&next=${encodeURIComponent(nextPath)}`}
      onEntered={() => void enter()}
    />
  );
}
