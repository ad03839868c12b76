import { CaError, CaErrorCode, badField } from './ca-error';

/**
 * A request's JSON object, read field by field with limits. Names match in any case, because the official client's
 * Go server reads them so (`CAName` and `caname` are one field). Fields that nobody asks for are ignored.
 */
export class RequestBody {
  private constructor(private readonly fields: ReadonlyMap<string, unknown>) {}

  /** Reads the bytes of a body; none at all is an object without fields. Throws CaError for anything but an object. */
  static parse(bytes: Buffer): RequestBody {
    if (bytes.length === 0) return new RequestBody(new Map());
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString('utf8'));
    } catch {
      // The parser's message would quote the body, which may hold a secret.
      throw new CaError(400, CaErrorCode.badBody, 'Invalid request body: it is not JSON');
    }
    return RequestBody.of(value, 'it');
  }

  private static of(value: unknown, field: string): RequestBody {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badField(field, 'an object');
    return new RequestBody(new Map(Object.entries(value).map(([name, item]) => [name.toLowerCase(), item])));
  }

  get isEmpty(): boolean {
    return this.fields.size === 0;
  }

  /** A text of at most `maxLength` characters without control characters; '' when it is missing or null. */
  text(field: string, maxLength: number): string {
    const value = this.value(field) ?? '';
    if (typeof value !== 'string' || value.length > maxLength || hasControlCharacter(value)) {
      throw badField(field, `a text of at most ${maxLength} characters without control characters`);
    }
    return value;
  }

  /** A text of several lines, like PEM. */
  lines(field: string, maxLength: number): string {
    const value = this.value(field) ?? '';
    if (typeof value !== 'string' || value.length > maxLength) {
      throw badField(field, `a text of at most ${maxLength} characters`);
    }
    return value;
  }

  /** A whole number; 0 when it is missing. */
  integer(field: string): number {
    const value = this.value(field) ?? 0;
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw badField(field, 'a whole number');
    return value;
  }

  /** False when it is missing. */
  flag(field: string): boolean {
    const value = this.value(field) ?? false;
    if (typeof value !== 'boolean') throw badField(field, 'true or false');
    return value;
  }

  /** A moment; undefined when it is missing, or Go's zero time. */
  time(field: string): Date | undefined {
    const text = this.text(field, 40);
    if (text === '' || text.startsWith('0001-01-01')) return undefined;
    const time = new Date(text);
    if (Number.isNaN(time.getTime())) throw badField(field, 'a time like 2026-06-01T12:00:00Z');
    return time;
  }

  /** A list of objects; undefined when it is missing or null. */
  objects(field: string, maxLength: number): RequestBody[] | undefined {
    return this.list(field, maxLength)?.map((item) => RequestBody.of(item, `each of ${field}`));
  }

  /** A list of short texts; undefined when it is missing or null. */
  texts(field: string, maxLength: number, maxTextLength: number): string[] | undefined {
    return this.list(field, maxLength)?.map((item) =>
      new RequestBody(new Map([[field.toLowerCase(), item]])).text(field, maxTextLength),
    );
  }

  private list(field: string, maxLength: number): unknown[] | undefined {
    const value = this.value(field);
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value) || value.length > maxLength) throw badField(field, `a list of at most ${maxLength}`);
    return value as unknown[];
  }

  private value(field: string): unknown {
    return this.fields.get(field.toLowerCase());
  }
}

/** Whether the text has a character that moves a cursor, ends a line or ends a string. */
export function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
