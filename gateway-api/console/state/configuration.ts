import { createStore } from './store';

/** What the gateway says of itself before anybody signs in. */
export interface Configuration {
  readonly demo: boolean;
  readonly organizations: readonly { readonly mspId: string; readonly name: string }[];
}

/** What the page itself brought of it: the gateway writes it in, so that nobody has to wait for another answer. */
function inPage(): Configuration | undefined {
  const text = document.getElementById('configuration')?.textContent ?? '';
  return text.startsWith('{') ? (JSON.parse(text) as Configuration) : undefined;
}

/** undefined until it is known. */
export const configuration = createStore<Configuration | undefined>(inPage());

/** Asks for it until there is an answer, where the page did not bring it. */
export async function loadConfiguration(): Promise<void> {
  while (configuration.get() === undefined) {
    try {
      const response = await fetch('/console.json');
      if (response.ok) {
        configuration.set((await response.json()) as Configuration);
        return;
      }
    } catch {
      // The gateway is not there yet; the page says so.
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}
