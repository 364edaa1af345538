'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { CSV_DELIMITERS, CSV_ENCODINGS, MAX_HEADER_ROW } from '@/lib/shared/csv-form';
import type { ReadingOptions } from '@/services/imports/dtos';
import { DELIMITER_WORDS, ENCODING_WORDS, otherFileProblem } from './import-words';

const FORM_ID = 'reading-form';

type ReadingFormProps = {
  fileName: string;
  reading: ReadingOptions | undefined;
  /** The file, if the browser still has it; else it is asked for. */
  heldFile: File | null;
  /** How long the file is that was imported; null where any will do. */
  sizeBytes: number | null;
  onSend: (file: File, reading: ReadingOptions) => void;
  onClose: () => void;
};

/** Where somebody says how a file is read: the row of its header, what stands between its cells, how its letters are written. */
export function ReadingForm({ fileName, reading, heldFile, sizeBytes, onSend, onClose }: ReadingFormProps) {
  const [file, setFile] = useState(heldFile);
  const [headerRow, setHeaderRow] = useState(reading?.headerRow?.toString() ?? '');
  const [delimiter, setDelimiter] = useState(reading?.delimiter);
  const [encoding, setEncoding] = useState(reading?.encoding);
  const problem = file === null || sizeBytes === null ? null : otherFileProblem(file, sizeBytes);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file === null || problem !== null) return;
    onSend(file, { headerRow: headerRow === '' ? undefined : Number(headerRow), delimiter, encoding });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Read it differently"
      subtitle={fileName}
      footer={
        <Button type="submit" form={FORM_ID} variant="primary" size="big" disabled={file === null || problem !== null}>
          Read it so
        </Button>
      }
    >
      <form id={FORM_ID} className="grid gap-4" onSubmit={submit}>
        <Field label="Row of the header" hint="As a spreadsheet counts, blank rows too; left empty, the file decides">
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
        <Choices
          label="Between cells stands a"
          choices={CSV_DELIMITERS}
          words={DELIMITER_WORDS}
          value={delimiter}
          onChange={setDelimiter}
        />
        <Choices
          label="Letters are written in"
          choices={CSV_ENCODINGS}
          words={ENCODING_WORDS}
          value={encoding}
          onChange={setEncoding}
        />
        <FileChoice file={file} isImported={sizeBytes !== null} problem={problem} onChoose={setFile} />
      </form>
    </Dialog>
  );
}

type ChoicesProps<Value extends string> = {
  label: string;
  choices: readonly Value[];
  words: Record<Value, string>;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
};

function Choices<Value extends string>({ label, choices, words, value, onChange }: ChoicesProps<Value>) {
  return (
    <Field label={label}>
      {(control) => (
        <span className="grid">
          <Select
            {...control}
            value={value ?? ''}
            onChange={(event) => onChange(choices.find((choice) => choice === event.target.value))}
          >
            <option value="">Decide by the file</option>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {words[choice]}
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
  isImported: boolean;
  problem: string | null;
  onChoose: (file: File) => void;
};

function FileChoice({ file, isImported, problem, onChoose }: FileChoiceProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="grid gap-2">
      <p className="text-muted text-sm">
        {file === null ? 'Its rows are here, the file itself is not: choose it again.' : `${file.name} is read again.`}
        {isImported ? ' What was staged of it is removed when the new rows are there.' : null}
      </p>
      {problem === null ? null : (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      )}
      <Button onClick={() => input.current?.click()}>{file === null ? 'Choose the file' : 'Choose it again'}</Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="The same file"
        accept=".csv,.txt,.tsv,text/csv"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          // Without this, choosing the same file again would say nothing.
          event.target.value = '';
          if (chosen) onChoose(chosen);
        }}
      />
    </div>
  );
}
