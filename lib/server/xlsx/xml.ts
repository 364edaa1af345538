import 'server-only';
import { SaxesParser } from 'saxes';

/** What is told of a document while it is read; names are without their prefix. */
export type XmlReader = {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** A cell has 32,767 characters at most, and the parser holds a text until it ends. */
const MAX_QUIET_CHARACTERS = 1024 * 1024;
const MAX_DEPTH = 64;

/** Reads a document to its end. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, reader: XmlReader): Promise<void> {
  for await (const _ of readXmlPieces(bytes, reader));
}

/**
 * Reads a document piece by piece, so that what was found in one can be used before the next. A document of nothing, as one
 * that is not there, tells nothing. Throws where it makes no sense.
 */
export async function* readXmlPieces(bytes: AsyncIterable<Uint8Array>, reader: XmlReader): AsyncGenerator<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  let quiet = 0;
  let depth = 0;
  let isThere = false;
  parser.on('opentag', ({ name, attributes }) => {
    quiet = 0;
    depth += 1;
    if (depth > MAX_DEPTH) throw new Error('The document is nested too deeply.');
    reader.open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    quiet = 0;
    depth -= 1;
    reader.close?.(localName(name));
  });
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  for await (const text of decoded(bytes)) {
    isThere ||= text !== '';
    quiet += text.length;
    if (quiet > MAX_QUIET_CHARACTERS) throw new Error('A text or tag of the document does not end.');
    parser.write(text);
    yield;
  }
  if (isThere) parser.close();
  yield;
}

/** The text of a document, by its first bytes UTF-16 or else UTF-8. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : 'utf-8';
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
