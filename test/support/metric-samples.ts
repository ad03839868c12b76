/** The samples of a scrape in Prometheus's text format: name with labels, and value. */
export function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const cut = line.lastIndexOf(' ');
      return [line.slice(0, cut), Number(line.slice(cut + 1))];
    }),
  );
}

/** Scrapes a gateway's metrics. */
export async function scrape(operationsUrl: string | undefined): Promise<Map<string, number>> {
  const response = await fetch(`${operationsUrl ?? ''}/metrics`);
  if (response.status !== 200) throw new Error(`/metrics answers ${response.status}`);
  return samplesOf(await response.text());
}
