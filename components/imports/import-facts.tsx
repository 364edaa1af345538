import type { ReactNode } from 'react';
import type { PlayerImport } from '@/services/imports/dtos';
import { formText, sheetText, sizeText } from './import-words';

const HASH_SHOWN = 12;

/** What the file is: read as what, and how to tell it from others. */
export function ImportFacts({ item }: { item: PlayerImport }) {
  const { encoding, delimiter } = formText(item);
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      <Fact term="Size">{sizeText(item.sizeBytes)}</Fact>
      {item.sheet === null ? (
        <>
          <Fact term="Text">{encoding}</Fact>
          <Fact term="Between cells">{delimiter}</Fact>
        </>
      ) : (
        <Fact term="Sheet">{sheetText(item.sheet, item.sheets)}</Fact>
      )}
      <Fact term="Header">row {item.headerRow}</Fact>
      <Fact term="Columns">{item.headers.length}</Fact>
      <Fact term="SHA-256">
        <span title={item.sha256}>{item.sha256.slice(0, HASH_SHOWN)} …</span>
      </Fact>
    </dl>
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
