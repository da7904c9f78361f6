import { isDeepStrictEqual } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import { parseDocument, stringify } from 'yaml';
import { type Draft, normal } from '../domain/drafts.js';
import { DomainError } from '../errors.js';

export type FlowDocument = Draft['document'];

/** A file as it was read: what it says, or what is wrong with it, each at a line or a path of keys. */
export type Read = { document: FlowDocument; problems?: undefined } | { document?: undefined; problems: string[] };

/** A draft as YAML: its keys in the order of the document, long texts in blocks. */
export function toYaml(document: FlowDocument): string {
  return stringify(document, { lineWidth: 100, aliasDuplicateObjects: false });
}

/** Reads YAML as the draft of a flow, checked as the API would check it. */
export function fromYaml(text: string, slug: string): Read {
  const yaml = parseDocument(text, { prettyErrors: true });
  // A warning, too, is of something that would be lost: a tag that nobody knows.
  const problems = [...yaml.errors, ...yaml.warnings].map(({ message }) => message.split('\n')[0] ?? message);
  if (problems.length) return { problems };
  try {
    const document = normal(yaml.toJS());
    if (document.slug === slug) return { document };
    return { problems: [`slug: This must be ${slug}, as in the name of the file.`] };
  } catch (error) {
    if (error instanceof DomainError && error.details)
      return { problems: error.details.map((detail) => `${detail.field}: ${detail.error}`) };
    // Aliases that would unfold without end.
    if (error instanceof ReferenceError) return { problems: [error.message] };
    throw error;
  }
}

/** Whether two drafts say the same, in whatever order of their keys. */
export const same = (one: FlowDocument | undefined, other: FlowDocument | undefined): boolean =>
  isDeepStrictEqual(one, other);

export interface Side {
  name: string;
  /** undefined: there is none. */
  document?: FlowDocument;
}

/** What leads from one draft to the other, as a unified diff of their YAML. */
export function difference(from: Side, to: Side): string {
  const text = ({ document }: Side) => (document ? toYaml(document) : '');
  const patch = createTwoFilesPatch(from.name, to.name, text(from), text(to), undefined, undefined, { context: 3 });
  // Its first line is a rule of the library's own.
  return patch.replace(/^=+\n/, '').trimEnd();
}
