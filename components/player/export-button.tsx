'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { t } from '@/words/say';
import type { ExportedPlayer } from './csv';
import type { ExportedList } from './export-run';

const exportRun = lateCode(async () => (await import('./export-run')).ExportRun);
const LOADERS = [exportRun.fetch];

type ExportButtonProps = {
  player: ExportedPlayer;
  list: ExportedList;
  expectedCount: number | null;
  isDisabled: boolean;
};

/** Saves the list, with the filter in force, as a file. */
export function ExportButton({ player, list, expectedCount, isDisabled }: ExportButtonProps) {
  usePreload(LOADERS);
  /** As it was when the export was begun: a filter that changes meanwhile must not change what is saved. */
  const [running, setRunning] = useState<Pick<ExportButtonProps, 'list' | 'expectedCount'> | null>(null);
  return (
    <>
      <Button
        aria-label={t('player.exportCsv')}
        className="min-h-[50px]"
        disabled={isDisabled || running !== null}
        onClick={() => setRunning({ list, expectedCount })}
      >
        <Download aria-hidden />
        {t('player.export')}
      </Button>
      {running ? <Late code={exportRun} props={{ player, ...running, onClose: () => setRunning(null) }} /> : null}
    </>
  );
}
