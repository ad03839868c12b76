import { type CertificateAuthority } from '../auth/certificate-authority';
import { type FabricIdentity } from '../fabric/fabric-identity';
import { type NetworkClient } from '../fabric/network-client';
import { type Shutdown } from '../operations/shutdown';
import { type NetworkConnection } from '../fabric/network-connection';
import { type ReadinessProbe, type Verdict } from './routes/service-routes';

/** An answer stays good for so long: anybody may ask, and asking must not become a load. */
const KEEP_MS = 1_000;
const WITHIN_MS = 3_000;

interface Served {
  readonly ca: CertificateAuthority;
  readonly organization: { readonly name: string };
}

/**
 * Asks the network for its height and each CA for its roots. A network that says that it has failed is down, and why,
 * though it still answers. A gateway that is about to stop is not ready, whatever they say.
 */
export function readiness(
  network: Pick<NetworkConnection, 'failed'>,
  client: NetworkClient,
  reader: FabricIdentity,
  served: readonly Served[],
  shutdown: Shutdown,
): ReadinessProbe {
  let last: { readonly at: number; readonly checks: Promise<ReadonlyMap<string, Verdict>> } | undefined;
  let failure: Verdict | undefined;
  void network.failed?.then(({ reason }) => (failure = `down: ${reason}`));
  return async () => {
    if (!last || Date.now() - last.at > KEEP_MS) {
      const asked = [
        answers('network', () => client.height(reader)),
        ...served.map(({ ca, organization }) => answers(`ca ${organization.name}`, () => ca.roots())),
      ];
      last = { at: Date.now(), checks: Promise.all(asked).then((entries) => new Map(entries)) };
    }
    const checks = new Map(await last.checks);
    if (failure !== undefined) checks.set('network', failure);
    if (!shutdown.isServing) checks.set('gateway', 'down');
    return checks;
  };
}

async function answers(name: string, ask: () => Promise<unknown>): Promise<[string, Verdict]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), WITHIN_MS)));
  const answered = ask().then(
    () => true,
    () => false,
  );
  const ok = await Promise.race([answered, late]);
  clearTimeout(timer);
  return [name, ok ? 'ok' : 'down'];
}
