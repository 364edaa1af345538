import { existsSync, readFileSync } from 'node:fs';
import { memoryPages, validateXML } from 'xmllint-wasm';
import { readElement } from './fincen-reader';

/**
 * FinCEN's schema of a batch of currency transaction reports, a public document of the US Treasury that is no part of this project:
 * where PITSIDE_CTR_SCHEMA says, or in a folder of shared data beside the project.
 */
const PATHS = [
  process.env.PITSIDE_CTR_SCHEMA,
  new URL('../../../shared/data/EFL_CTRXBatchSchema.xsd', import.meta.url).pathname,
];
const path = PATHS.find((candidate) => candidate !== undefined && existsSync(candidate));
const schema = path === undefined ? null : readFileSync(path, 'utf8');

/** How the titles of tests say by what a batch was judged. */
export const JUDGE =
  schema === null ? 'as far as it is well formed (FinCEN’s schema is not here)' : 'by FinCEN’s schema';

/** What is wrong with the batches. Without the schema: only whether they are well formed and of its namespace. */
export async function faultsOf(batches: readonly string[]): Promise<string[]> {
  if (schema === null) {
    for (const batch of batches) readElement(batch);
    return [];
  }
  const { errors } = await validateXML({
    xml: batches.map((contents, index) => ({ fileName: `batch-${index}.xml`, contents })),
    schema: [schema],
    maxMemoryPages: memoryPages.GiB,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}
