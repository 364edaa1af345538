// @ts-check
// Checks a pack without anything of the product: not its code, not its database, not the network. What a pack is, and what
// each check says, is described in docs/packs.md.
import { isWhole, listEntries, readEntry, Unreadable } from './archive.js';
import { CashLog } from './cash-log.js';
import { Ledger } from './ledger.js';
import { Seals } from './seals.js';
import { Sha256, sha256 } from './sha256.js';
import { isSignedBy, keyOfPem } from './signature.js';
import { Sums } from './sums.js';

const MOST_FAILURES = 100;

/**
 * @typedef {{ format: string, casino: { id: string, name: string }, from: string, to: string, madeAt: string, madeBy: string, key: string,
 *   files: { path: string, bytes: number, sha256: string }[],
 *   totals: { entries: number, pointsGiven: number, pointsTaken: number, seals: number } }} Manifest
 * @typedef {{ isSound: boolean, failures: string[], failureCount: number, manifest: Manifest | null, isKeyTrusted: boolean,
 *   keyFingerprint: string | null, roots: { kind: string, day: string, root: string }[] }} Verdict
 */

/** Collects failures: the first hundred as sentences, the others as a number. */
class Findings {
  /** @type {string[]} */
  sentences = [];
  count = 0;

  fail = (/** @type {string} */ sentence) => {
    this.count += 1;
    if (this.sentences.length < MOST_FAILURES) this.sentences.push(sentence);
  };
}

/** @param {Blob} blob @param {import('./archive.js').Entry} entry */
async function readAll(blob, entry) {
  const pieces = [];
  for await (const piece of readEntry(blob, entry)) pieces.push(/** @type {Uint8Array<ArrayBuffer>} */ (piece));
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** Feeds a text that comes in pieces to who takes it line by line. */
class Lines {
  #decoder = new TextDecoder();
  #rest = '';
  #number = 0;

  /** @param {(line: string, number: number) => void} onLine */
  constructor(onLine) {
    this.onLine = onLine;
  }

  /** @param {Uint8Array} piece */
  take(piece) {
    const lines = (this.#rest + this.#decoder.decode(piece, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#number += 1;
      this.onLine(line, this.#number);
    }
  }

  finish() {
    if (this.#rest !== '') this.onLine(this.#rest, this.#number + 1);
  }
}

/** What a file of the pack is read as, by its name; a file of another name counts by its hash alone. */
class Reading {
  /** @param {Manifest} manifest @param {Findings} findings */
  constructor(manifest, findings) {
    this.manifest = manifest;
    this.fail = findings.fail;
    this.seals = new Seals(manifest.casino.id, manifest.from, findings.fail);
    this.sums = new Sums(findings.fail);
    this.ledger = new Ledger(manifest.casino.id, this.seals, this.sums.rewards, findings.fail);
    this.cashLog = new CashLog(this.seals, this.sums.cashEntries, findings.fail);
  }

  /** @param {string} path @returns {{ take(piece: Uint8Array): void, finish(): void }} */
  open(path) {
    if (path.startsWith('seals/')) return this.#whole((bytes) => this.seals.take(path, bytes));
    if (path.startsWith('ledger/'))
      return new Lines((line, number) => this.ledger.takeLine(line, `${path}, line ${number},`));
    if (path.startsWith('cash-log/'))
      return new Lines((line, number) => this.cashLog.takeLine(line, `${path}, line ${number},`));
    if (path.endsWith('.csv')) return this.#table(path);
    return { take() {}, finish() {} };
  }

  finish() {
    this.sums.finish();
    this.ledger.finish();
    this.cashLog.finish();
    const { entries, pointsGiven, pointsTaken } = this.ledger;
    const found = { entries, pointsGiven, pointsTaken, seals: this.seals.count };
    for (const [name, value] of Object.entries(found)) {
      const stated = this.manifest.totals[/** @type {keyof typeof found} */ (name)];
      if (stated !== value) this.fail(`The manifest says ${name} ${stated}; the files of the pack have ${value}.`);
    }
  }

  /** @param {(bytes: Uint8Array) => void} onEnd */
  #whole(onEnd) {
    /** @type {number[]} */
    const bytes = [];
    return {
      take: (/** @type {Uint8Array} */ piece) => {
        for (const byte of piece) bytes.push(byte);
      },
      finish: () => onEnd(Uint8Array.from(bytes)),
    };
  }

  /** @param {string} path */
  #table(path) {
    const table = this.sums.open(path);
    const decoder = new TextDecoder();
    return {
      take: (/** @type {Uint8Array} */ piece) => table.take(decoder.decode(piece, { stream: true })),
      finish: () => {},
    };
  }
}

/** @param {Uint8Array} bytes @returns {Manifest | null} */
function parseManifest(bytes) {
  try {
    const manifest = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return manifest.format === 'pitside pack 1' && Array.isArray(manifest.files) ? manifest : null;
  } catch {
    return null;
  }
}

/**
 * The archive must hold what the manifest lists, all of it, nothing else, in its order: that is what was signed.
 * @param {import('./archive.js').Entry[]} entries @param {Manifest} manifest @param {Findings} findings
 */
function compareLists(entries, manifest, findings) {
  const held = entries.map((entry) => entry.name);
  const listed = [...manifest.files.map((file) => file.path), 'manifest.json', 'manifest.sig'];
  for (const path of listed) if (!held.includes(path)) findings.fail(`${path} is missing from the pack.`);
  for (const name of held) if (!listed.includes(name)) findings.fail(`${name} is in the pack and not in its manifest.`);
  if (held.join('\n') !== listed.join('\n') && findings.count === 0)
    findings.fail('The files of the pack are not in the order of its manifest.');
}

/**
 * @param {Blob} blob @param {import('./archive.js').Entry[]} entries @param {Manifest} manifest @param {Findings} findings
 * @param {(bytes: number) => void} tell
 */
async function readFiles(blob, entries, manifest, findings, tell) {
  const reading = new Reading(manifest, findings);
  for (const file of manifest.files) {
    const entry = entries.find(({ name }) => name === file.path);
    if (!entry) continue;
    const digest = new Sha256();
    const reader = reading.open(file.path);
    try {
      for await (const piece of readEntry(blob, entry)) {
        digest.take(piece);
        reader.take(piece);
      }
      reader.finish();
    } catch (error) {
      findings.fail(error instanceof Unreadable ? error.message : `${file.path} cannot be read: ${error}`);
    }
    if (digest.hex() !== file.sha256)
      findings.fail(`${file.path} is not the file that was signed: its SHA-256 is another.`);
    tell(entry.packedSize);
  }
  reading.finish();
  return reading.seals;
}

/**
 * Checks everything that can be checked of a pack with nothing but the pack, and, if given, the operator's public key.
 * @param {Blob} blob
 * @param {{ trustedKey?: string, onProgress?: (share: number) => void }} [options] the key as a PEM text; the share of
 *   the work that is done, from 0 to 1
 * @returns {Promise<Verdict>}
 */
export async function verifyPack(blob, { trustedKey, onProgress } = {}) {
  const findings = new Findings();
  let done = 0;
  const tell = (/** @type {number} */ bytes) => {
    done += bytes;
    onProgress?.(Math.min(1, done / (2 * blob.size)));
  };
  /** @type {Manifest | null} */
  let manifest = null;
  /** @type {Verdict['roots']} */
  let roots = [];
  let isKeyTrusted = false;
  try {
    if (!(await isWhole(blob, tell))) {
      findings.fail('The file is not as it was made: the checksum at its end does not fit the bytes before it.');
    }
    const entries = await listEntries(blob);
    const bytesOf = async (/** @type {string} */ name) => {
      const entry = entries.find((candidate) => candidate.name === name);
      if (!entry) throw new Unreadable(`${name} is missing: without it nothing else can be checked.`);
      return readAll(blob, entry);
    };
    const manifestBytes = await bytesOf('manifest.json');
    manifest = parseManifest(manifestBytes);
    if (!manifest) throw new Unreadable('manifest.json is not the manifest of a pack that this program knows.');
    if (!(await isSignedBy(manifest.key, new TextDecoder().decode(await bytesOf('manifest.sig')), manifestBytes))) {
      findings.fail(
        'The signature is not that of the key in the manifest: the manifest was changed after it was signed.',
      );
    }
    if (trustedKey) {
      isKeyTrusted = keyOfPem(trustedKey) === manifest.key;
      if (!isKeyTrusted) findings.fail('The pack is signed with another key than the one you hold from the operator.');
    }
    compareLists(entries, manifest, findings);
    const seals = await readFiles(blob, entries, manifest, findings, tell);
    roots = Array.from(seals.newest, ([kind, { day, root }]) => ({ kind, day, root }));
  } catch (error) {
    findings.fail(error instanceof Error ? error.message : String(error));
  }
  return {
    isSound: findings.count === 0,
    failures: findings.sentences,
    failureCount: findings.count,
    manifest,
    isKeyTrusted,
    keyFingerprint: manifest ? sha256(new TextEncoder().encode(manifest.key)) : null,
    roots,
  };
}
