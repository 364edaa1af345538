import { SaxesParser } from 'saxes';

/** Reads a batch by another parser than the one that wrote it, and knows nothing of how it was written. */

/** An element: its attributes, its text and the elements in it, in their order. */
export type Element = { name: string; attributes: Record<string, string>; text: string; children: Element[] };

export function readElement(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { name: '', attributes: {}, text: '', children: [] };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (uri !== 'www.fincen.gov/base') throw new Error(`${local} is of another namespace: ${uri}`);
    const values = Object.fromEntries(Object.values(attributes).map((attribute) => [attribute.local, attribute.value]));
    const element = { name: local, attributes: values, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const inner = open.at(-1);
    if (inner) inner.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const [batch] = root.children;
  if (batch === undefined) throw new Error('The document is empty.');
  return batch;
}

export function childrenOf(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text at the end of a path; null where there is no such element, or it is empty. */
export function textAt(element: Element | undefined, ...path: string[]): string | null {
  const found = path.reduce<Element | undefined>((inner, name) => childrenOf(inner, name)[0], element);
  return found?.text || null;
}

/** Every element below, in the order of the document. */
export function descendants(element: Element): Element[] {
  return element.children.flatMap((child) => [child, ...descendants(child)]);
}
