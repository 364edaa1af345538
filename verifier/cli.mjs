// Checks a pack from the command line: node verifier/cli.mjs PACK.zip [--key OPERATOR.pem]. It needs this folder and Node,
// nothing else. Ends with 0 for a sound pack, 1 for one that is not, 2 where it was asked wrongly.
import { openAsBlob, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sentencesOf } from './sentences.js';
import { verifyPack } from './verify.js';

function readArguments() {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
  if (positionals.length !== 1) throw new Error('Name one pack: verify-pack PACK.zip [--key OPERATOR.pem]');
  return { pack: positionals[0], trustedKey: values.key && readFileSync(values.key, 'utf8') };
}

async function main() {
  const { pack, trustedKey } = readArguments();
  const verdict = await verifyPack(await openAsBlob(pack), { trustedKey });
  process.stdout.write(`${sentencesOf(verdict).join('\n')}\n`);
  process.exitCode = verdict.isSound ? 0 : 1;
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
