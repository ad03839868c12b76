/** What every view is made of: closed objects, text for people, pages of longer lists. */
import { type TSchema, Type } from '@sinclair/typebox';
import * as s from '../schemas';

export const closed = { additionalProperties: false } as const;

/** Text for people to read: any script, without control characters; surrogates come in pairs or not at all. */
export const plainText = (what: string, maxLength: number, minLength = 0, example = what) =>
  Type.String({
    minLength,
    maxLength,
    pattern: '^(?:[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$',
    examples: [example],
    description: `${what} of ${minLength} to ${maxLength} characters, without control characters`,
  });

/** A page of a longer list. `bookmark` is empty when nothing follows. */
export const page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), bookmark: s.Bookmark }, closed);
