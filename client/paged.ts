/** A page of a list that goes on behind its bookmark; the bookmark is empty when nothing follows. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly bookmark: string;
}

/** A page of a list whose pages are numbered from 0. */
export interface NumberedPage<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pages: number;
}

/** Which page comes next: fields of its request, or undefined behind the last. */
export type NextPage<P> = (page: P) => Readonly<Record<string, string>> | undefined;

export const byBookmark: NextPage<Page<unknown>> = ({ bookmark }) => (bookmark === '' ? undefined : { bookmark });

export const byNumber: NextPage<NumberedPage<unknown>> = ({ page, pages }) =>
  page + 1 < pages ? { page: String(page + 1) } : undefined;

/**
 * A list of the API. Awaited, it is the page that was asked for; iterated, every entry from there on, of which the next
 * page is asked for only when it is needed:
 *
 *     const { items, bookmark } = await client.books.getBookTrades({ book });
 *     for await (const trade of client.books.getBookTrades({ book })) ...
 *     const all = await client.books.getBookTrades({ book }).all();
 */
export class Paged<T, P extends { readonly items: readonly T[] } = Page<T>>
  implements PromiseLike<P>, AsyncIterable<T>
{
  private first: Promise<P> | undefined;

  constructor(
    private readonly read: (where: Readonly<Record<string, string>>) => Promise<P>,
    private readonly next: NextPage<P>,
  ) {}

  then<A = P, B = never>(
    onPage?: ((page: P) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.firstPage().then(onPage, onError);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const { items } of this.pages()) yield* items;
  }

  /** The pages, from the one that was asked for. */
  async *pages(): AsyncGenerator<P, void, undefined> {
    let page = await this.firstPage();
    for (;;) {
      yield page;
      const where = this.next(page);
      if (!where) return;
      page = await this.read(where);
    }
  }

  /** Every entry. For lists that are known to be short: everything is held in memory. */
  async all(): Promise<T[]> {
    const items: T[] = [];
    for await (const page of this.pages()) items.push(...page.items);
    return items;
  }

  private firstPage(): Promise<P> {
    this.first ??= this.read({});
    return this.first;
  }
}
