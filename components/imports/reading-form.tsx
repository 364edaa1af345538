'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { FileButton } from '@/components/ui/file-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { isResumption } from '@/hooks/imports/import-progress';
import { CSV_DELIMITERS, CSV_ENCODINGS, MAX_HEADER_ROW } from '@/lib/shared/csv-form';
import type { PlayerImport, ReadingOptions } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { ACCEPTED_FILES, delimiterLabel, encodingLabel, otherFileProblem } from './import-words';

const FORM_ID = 'reading-form';

type ReadingFormProps = {
  title: string;
  fileName: string;
  reading: ReadingOptions | undefined;
  /** Of a workbook, its sheets; null of a text. */
  sheets: readonly string[] | null;
  /** The file, if the browser still has it; else it is asked for. */
  heldFile: File | null;
  /** The import that the file became; null where it is none yet. */
  former: PlayerImport | null;
  onSend: (file: File, reading: ReadingOptions) => void;
  onClose: () => void;
};

/** Where somebody says how a file is read: the row of its header, what stands between its cells, how its letters are written; of a workbook, which sheet. */
export function ReadingForm({ title, fileName, reading, sheets, heldFile, former, onSend, onClose }: ReadingFormProps) {
  const [file, setFile] = useState(heldFile);
  const [headerRow, setHeaderRow] = useState(reading?.headerRow?.toString() ?? '');
  const [delimiter, setDelimiter] = useState(reading?.delimiter);
  const [encoding, setEncoding] = useState(reading?.encoding);
  const [sheet, setSheet] = useState(reading?.sheet);
  const problem = file === null || former === null ? null : otherFileProblem(file, former.sizeBytes);
  const said = { headerRow: headerRow === '' ? undefined : Number(headerRow), delimiter, encoding, sheet };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file === null || problem !== null) return;
    onSend(file, said);
  };
  return (
    <Dialog
      isOpen
      isStep
      onClose={onClose}
      title={title}
      subtitle={fileName}
      footer={
        <Button type="submit" form={FORM_ID} variant="primary" size="big" disabled={file === null || problem !== null}>
          {t('imports.readSo')}
        </Button>
      }
    >
      <form id={FORM_ID} className="grid gap-4" onSubmit={submit}>
        <Field label={t('imports.rowOfHeader')} hint={t('imports.rowOfHeaderHint')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={MAX_HEADER_ROW}
              value={headerRow}
              onChange={(event) => setHeaderRow(event.target.value)}
            />
          )}
        </Field>
        {sheets === null ? (
          <>
            <Choices
              label={t('imports.cellsDelimiter')}
              choices={CSV_DELIMITERS}
              labelOf={delimiterLabel}
              value={delimiter}
              onChange={setDelimiter}
            />
            <Choices
              label={t('imports.lettersIn')}
              choices={CSV_ENCODINGS}
              labelOf={encodingLabel}
              value={encoding}
              onChange={setEncoding}
            />
          </>
        ) : (
          <Choices label={t('imports.sheet')} choices={sheets} value={sheet} onChange={setSheet} />
        )}
        <FileChoice file={file} outcome={outcomeText(former, said)} problem={problem} onChoose={setFile} />
      </form>
    </Dialog>
  );
}

/** What becomes of the rows that are here already. */
function outcomeText(former: PlayerImport | null, said: ReadingOptions): string | null {
  if (former === null) return null;
  if (isResumption(former, said)) return t('imports.goesOn');
  return t('imports.formerRemoved');
}

type ChoicesProps<Value extends string> = {
  label: string;
  choices: readonly Value[];
  /** What the choices are called, if not by themselves. */
  labelOf?: (value: Value) => string;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
};

function Choices<Value extends string>({ label, choices, labelOf, value, onChange }: ChoicesProps<Value>) {
  return (
    <Field label={label}>
      {(control) => (
        <span className="grid">
          <Select
            {...control}
            value={value ?? ''}
            onChange={(event) => onChange(choices.find((choice) => choice === event.target.value))}
          >
            <option value="">{t('imports.decideByFile')}</option>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {labelOf?.(choice) ?? choice}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}

type FileChoiceProps = {
  file: File | null;
  outcome: string | null;
  problem: string | null;
  onChoose: (file: File) => void;
};

function FileChoice({ file, outcome, problem, onChoose }: FileChoiceProps) {
  return (
    <div className="grid gap-2">
      <p className="text-muted text-sm">
        {file === null ? t('imports.fileNotHere') : t('imports.isReadAgain', { file: file.name })}
        {outcome === null ? null : ` ${outcome}`}
      </p>
      {problem === null ? null : (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      )}
      <FileButton
        inputLabel={t('imports.sameFile')}
        accept={ACCEPTED_FILES}
        onFiles={([chosen]) => chosen && onChoose(chosen)}
      >
        {t(file === null ? 'imports.chooseTheFile' : 'imports.chooseAgain')}
      </FileButton>
    </div>
  );
}
