import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** What the console has to know of its gateway before anybody signs in. */
export interface ConsoleConfiguration {
  /** Whether a demonstration is running, whose members can be entered with one click. */
  readonly demo: boolean;
  /** Organisations that the gateway serves. */
  readonly organizations: readonly { readonly mspId: string; readonly name: string }[];
}

/** The page as it is sent. */
export interface PageContent {
  /** From the shortest to the plain one, which has no encoding. */
  readonly forms: readonly { readonly encoding: 'br' | 'gzip' | undefined; readonly bytes: Buffer }[];
  /** Its ETag. */
  readonly tag: string;
}

/** Where the built page has room for the configuration; data, which the page's policy does not take for a script. */
const PLACE = /(<script id="configuration" type="application\/json">)[^<]*(<\/script>)/;

/**
 * The console's one page with the gateway's configuration written into it, so that the console need not ask for it before
 * it can begin. Made once for each built file.
 */
export class ConsolePage {
  private made: { readonly of: number; readonly content: PageContent } | undefined;

  constructor(
    private readonly file: string,
    private readonly configuration: ConsoleConfiguration,
  ) {}

  /** undefined where no console has been built. */
  async content(): Promise<PageContent | undefined> {
    const found = await stat(this.file).catch(() => undefined);
    if (!found) return undefined;
    if (this.made?.of !== found.mtimeMs) this.made = { of: found.mtimeMs, content: await this.make() };
    return this.made.content;
  }

  private async make(): Promise<PageContent> {
    // No text of the configuration may end the element that it stands in.
    const json = JSON.stringify(this.configuration).replaceAll('<', '\\u003c');
    const built = await readFile(this.file, 'utf8');
    const bytes = Buffer.from(built.replace(PLACE, (_all, begin: string, end: string) => begin + json + end));
    return {
      forms: [
        { encoding: 'br', bytes: brotliCompressSync(bytes) },
        { encoding: 'gzip', bytes: gzipSync(bytes) },
        { encoding: undefined, bytes },
      ],
      tag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    };
  }
}
