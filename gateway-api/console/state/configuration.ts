import { createStore } from './store';

/** What the gateway says of itself before anybody signs in. */
export interface Configuration {
  readonly demo: boolean;
  readonly organizations: readonly { readonly mspId: string; readonly name: string }[];
}

/** undefined until the gateway has answered. */
export const configuration = createStore<Configuration | undefined>(undefined);

/** Asks for it until there is an answer. */
export async function loadConfiguration(): Promise<void> {
  for (;;) {
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
