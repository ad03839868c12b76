import { type ShownHeader } from './block-header';
import { type HeaderChecks, type HeaderVerdict, verifyHeaders } from './verify-headers';

/** Reads headers from a block on: `({ from }) => client.explorer.getBlockHeaders({ from }).then(({ items }) => items)`. */
export type HeaderReader = (page: { readonly from: string }) => Promise<readonly ShownHeader[]>;

/**
 * Checks a channel from block 0 (or from where `after` left off) to its end, page by page, and names the first block that
 * doesn't fit. `progress` hears of each page.
 */
export async function verifyChain(
  read: HeaderReader,
  checks: HeaderChecks = {},
  progress: (checked: number) => void = () => undefined,
): Promise<HeaderVerdict> {
  let last = checks.after;
  let checked = 0;
  for (;;) {
    const from = last === undefined ? '0' : (BigInt(last.number) + 1n).toString();
    const headers = await read({ from });
    if (headers.length === 0) return { checked, last, fault: null };
    const verdict = await verifyHeaders(headers, { ...checks, after: last });
    checked += verdict.checked;
    last = verdict.last;
    progress(checked);
    if (verdict.fault) return { checked, last, fault: verdict.fault };
  }
}
