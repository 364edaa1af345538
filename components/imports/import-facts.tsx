import type { ReactNode } from 'react';
import { TrailLink } from '@/components/domain/trail-link';
import type { PlayerImport } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { delimiterLabel, encodingLabel, sheetText, sizeText } from './import-words';

const HASH_SHOWN = 12;

/** What the file is: read as what, and how to tell it from others. */
export function ImportFacts({ item }: { item: PlayerImport }) {
  return (
    <>
      <dl className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        <Fact term={t('imports.size')}>{sizeText(item.sizeBytes)}</Fact>
        {item.sheet === null ? (
          <>
            <Fact term={t('imports.text')}>{encodingLabel(item.encoding)}</Fact>
            <Fact term={t('imports.betweenCells')}>{delimiterLabel(item.delimiter)}</Fact>
          </>
        ) : (
          <Fact term={t('imports.sheet')}>{sheetText(item.sheet, item.sheets)}</Fact>
        )}
        <Fact term={t('imports.header')}>{t('imports.headerRow', { row: item.headerRow })}</Fact>
        <Fact term={t('imports.columns')}>{item.headers.length}</Fact>
        <Fact term="SHA-256">
          <span title={item.sha256}>{item.sha256.slice(0, HASH_SHOWN)} …</span>
        </Fact>
      </dl>
      <TrailLink entity="player_import" entityId={item.id} />
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{term}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
