import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Entry = { version?: string; optional?: boolean; optionalDependencies?: Record<string, string> };

// npm leaves out of the lock file what its registry does not have for another platform, and `npm ci` refuses the file then. Who adds a
// package behind such a registry adds those entries by hand: version, os, cpu, and libc where there is one.
it('the lock file lists the packages of every platform, as npm ci wants it', () => {
  const { packages }: { packages: Record<string, Entry> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const paths = Object.keys(packages);
  const wanted = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
  const isListed = (name: string) => paths.some((path) => path.endsWith(`node_modules/${name}`));
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter((name) => !isListed(name))).toEqual([]);
  expect(paths.filter((path) => path !== '' && !packages[path]?.version)).toEqual([]);
});

it('the lock file names no registry, so that it holds behind any', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"');
});
