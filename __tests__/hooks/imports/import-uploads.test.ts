import { expect, test, vi } from 'vitest';
import {
  checkedShare,
  findStaging,
  isInterrupted,
  isResumption,
  isUnderWay,
  stagedShare,
} from '@/hooks/imports/import-progress';
import { makeImportUploads, stepOfFailure } from '@/hooks/imports/import-uploads';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import { anImport } from '../../components/imports/support/imports';

const file = new File(['Card,Tier\nL1,Gold\n'], 'legacy.csv');
const chosen = { file, allowDuplicate: false, idempotencyKey: 'import:1' };
const UPDATED_AT = '2026-11-20T15:00:00.000Z';
const UPDATED_MS = Date.parse(UPDATED_AT);

test('one file at a time is under way, and leaving is asked about while it is being sent', () => {
  const guard = vi.fn();
  const uploads = makeImportUploads(guard);
  expect(uploads.begin(chosen)).toBeInstanceOf(AbortSignal);
  expect(guard).toHaveBeenLastCalledWith(true);
  expect(uploads.begin({ ...chosen, idempotencyKey: 'import:2' })).toBeNull();
  uploads.note('import:1', { step: 'reading' });
  expect(guard).toHaveBeenLastCalledWith(false);
  uploads.dismiss();
  expect(uploads.getSnapshot()?.step).toBe('reading');
  uploads.note('import:1', { step: 'staged', importId: 'import-1' });
  uploads.dismiss();
  expect(uploads.getSnapshot()).toBeNull();
});

test('how a file is read is kept from step to step, and a staged file is at hand to be read differently', () => {
  const uploads = makeImportUploads(() => {});
  const replaces = { id: 'import-0', sha256: 'ab' };
  uploads.begin({ ...chosen, reading: { headerRow: 3 }, replaces });
  uploads.note('import:1', { step: 'unanswered' });
  expect(uploads.getSnapshot()).toMatchObject({ step: 'unanswered', reading: { headerRow: 3 }, replaces });
  expect(uploads.findFile('import-1')).toBeNull();
  uploads.note('import:1', { step: 'staged', importId: 'import-1', isFormerKept: true });
  uploads.dismiss();
  expect(uploads.findFile('import-1')).toBe(file);
});

test('what comes late for another file changes nothing', () => {
  const uploads = makeImportUploads(() => {});
  uploads.begin(chosen);
  uploads.note('import:0', { step: 'stopped' });
  expect(uploads.getSnapshot()?.step).toBe('sending');
});

test('a stop ends the sending at once, and waits for an import to take away afterwards', () => {
  const uploads = makeImportUploads(() => {});
  const signal = uploads.begin(chosen);
  uploads.stop();
  expect(signal?.aborted).toBe(true);
  uploads.note('import:1', { step: 'stopped' });

  const second = uploads.begin(chosen);
  uploads.note('import:1', { step: 'reading' });
  uploads.stop();
  expect(second?.aborted).toBe(false);
  expect(uploads.getSnapshot()?.isStopping).toBe(true);
  uploads.keep();
  expect(uploads.getSnapshot()?.isStopping).toBe(false);
});

test('a failure says whether the file goes on, is stopped, or was refused', () => {
  const lost = new NoAnswerError(new Error('lost'));
  expect(stepOfFailure(lost, false)).toEqual({ step: 'unanswered' });
  expect(stepOfFailure(lost, true)).toEqual({ step: 'stopped' });
  expect(stepOfFailure(new ApiError('UPLOAD_INTERRUPTED', 400), false)).toEqual({ step: 'unanswered' });
  expect(stepOfFailure(new ApiError('INTERNAL', 500), false)).toEqual({ step: 'unanswered' });
  const discarded = new ApiError('IMPORT_NOT_READY', 409, { status: 'discarded' });
  expect(stepOfFailure(discarded, false)).toEqual({ step: 'stopped' });
  expect(stepOfFailure(new ApiError('IMPORT_EXISTS', 409, { importId: 'import-9' }), false)).toEqual({
    step: 'refused',
    refusal: { code: 'IMPORT_EXISTS', details: { importId: 'import-9' }, retryAfterSeconds: undefined },
  });
});

test('an import is interrupted when its rows stopped arriving', () => {
  const staging = { status: 'staging' as const, updatedAt: UPDATED_AT };
  expect(isInterrupted(staging, UPDATED_MS + 30_000)).toBe(false);
  expect(isInterrupted(staging, UPDATED_MS + 30_001)).toBe(true);
  expect(isInterrupted(staging, 0)).toBe(false);
  expect(isInterrupted({ ...staging, status: 'ready' }, UPDATED_MS + 60_000)).toBe(false);
  expect(isUnderWay(staging, UPDATED_MS)).toBe(true);
  expect(isUnderWay(staging, UPDATED_MS + 60_000)).toBe(false);
  expect(isUnderWay({ ...staging, status: 'checking' }, UPDATED_MS + 60_000)).toBe(true);
});

test('the import of a file that is being sent is found by its length, and by its name among several', () => {
  const other = anImport({ id: 'other', status: 'staging', sizeBytes: file.size, fileName: 'other.csv' });
  const same = anImport({ id: 'same', status: 'staging', sizeBytes: file.size, fileName: 'legacy.csv' });
  expect(findStaging([other, same], file)?.id).toBe('same');
  expect(findStaging([other], file)?.id).toBe('other');
  expect(findStaging([{ ...same, status: 'ready' }], file)).toBeNull();
  // The one that it is to replace is not what it becomes, or a stop would take that away.
  expect(findStaging([same], file, 'same')).toBeNull();
});

test('a file goes on with an import of it only where it is read the same way, and rows are still missing', () => {
  const form = { headerRow: 3, delimiter: ';', encoding: 'utf-8' } as const;
  const workbook = { status: 'staging', headerRow: 3, delimiter: ',', encoding: 'utf-8', sheet: 'Players' } as const;
  const staging = { ...form, status: 'staging' as const, sheet: null };
  expect(isResumption(staging, form)).toBe(true);
  expect(isResumption(staging, { ...form, headerRow: 4 })).toBe(false);
  expect(isResumption(staging, { ...form, delimiter: undefined })).toBe(false);
  expect(isResumption({ ...staging, status: 'ready' }, form)).toBe(false);
  expect(isResumption(workbook, { headerRow: 3, sheet: 'Players' })).toBe(true);
  expect(isResumption(workbook, { headerRow: 3, sheet: 'Hosts' })).toBe(false);
});

test('the share of a file that was sent goes from nothing to all', () => {
  expect(stagedShare({ stagedBytes: 50, sizeBytes: 100, encoding: 'utf-8' })).toBe(0.5);
  expect(stagedShare({ stagedBytes: 50, sizeBytes: 100, encoding: 'utf-16le' })).toBe(1);
  expect(stagedShare({ stagedBytes: 130, sizeBytes: 100, encoding: 'windows-1252' })).toBe(1);
  expect(checkedShare({ checkedThrough: 1, stagedThrough: 11, headerRow: 1 })).toBe(0);
  expect(checkedShare({ checkedThrough: 6, stagedThrough: 11, headerRow: 1 })).toBe(0.5);
  expect(checkedShare({ checkedThrough: 0, stagedThrough: 1, headerRow: 1 })).toBe(1);
});
