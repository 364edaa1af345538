import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const documents = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** What a merge leaves in a file that was not made one: the linter sees it in code, and nobody in a table of prose. */
const MARK = /^(?:<{7}|={7}|>{7})(?: |$)/m;

it.each(documents)('%s is of one version', (path) => {
  expect(MARK.test(readFileSync(path, 'utf8'))).toBe(false);
});

it('a mark of a merge is seen', () => {
  expect(['<<<<<<< one', '=======', '>>>>>>> other'].every((line) => MARK.test(`a\n${line}\nb`))).toBe(true);
});
