import { rm } from 'node:fs/promises';
import { FabricCaError } from '../../../identity/fabric-ca-error';
import { FabricCaClient } from '../../../identity/fabric-ca-client';
import { authoritiesOf, caTlsCertificate } from '../ca/ca-server';
import { caTlsAuthority } from '../ca/ca-tls-authority';
import { enrolledCertificates } from '../enrolled-certificates';
import { type OrganizationPlan } from '../network-plan';
import { fileExists } from '../file-exists';
import { type CertificateHolder, provisionIdentities, validForMs } from '../node-identities';
import { retryUntil } from '../retry-until';
import { type ManagedProcess } from './managed-process';

/**
 * Waits until an organisation's CA answers, by asking it.
 *
 * @throws FabricNetworkError with the last words of a CA that died.
 */
export async function waitForCa(organization: OrganizationPlan, { process }: ManagedProcess): Promise<void> {
  const ask = async (): Promise<void> => {
    await process.assertRunning();
    // Until its first certificate is written there is nobody to ask.
    const authorities = await authoritiesOf(organization).catch((cause: unknown) => {
      throw new FabricCaError('unreachable', `${process.name} is not ready yet`, undefined, undefined, { cause });
    });
    const client = new FabricCaClient(authorities.identities);
    await client.caInfo().finally(() => client.close());
  };
  const isTemporary = (error: unknown): boolean => error instanceof FabricCaError;
  await retryUntil(ask, { deadlineMs: 60_000, pauseMs: 50, isTemporary });
}

/**
 * Takes away the certificate of an authority's own server when it ends within `leftMs`, and ends the server: at its next
 * start it makes itself a new one. Answers whether that was so.
 */
export async function dropEndingServerCertificate(
  organization: OrganizationPlan,
  { process }: ManagedProcess,
  leftMs: number,
): Promise<boolean> {
  const file = caTlsCertificate(organization);
  if (!(await fileExists(file)) || (await validForMs(file)) >= leftMs) return false;
  await process.stop();
  await rm(file);
  return true;
}

/**
 * Gets an organisation's administrator and nodes the certificates that they lack, or that end within `leftMs`, from its
 * own CA; answers the names of those who got some.
 */
export async function provisionCertificates(
  organization: OrganizationPlan,
  nodes: readonly CertificateHolder[],
  leftMs?: number,
): Promise<string[]> {
  const authorities = await authoritiesOf(organization);
  const tls = await caTlsAuthority(authorities);
  try {
    const { identities: endpoint, registrars } = authorities;
    const { source, close } = await enrolledCertificates({ endpoint, registrar: registrars.identities }, tls.authority);
    return await provisionIdentities(organization, nodes, source, leftMs).finally(close);
  } finally {
    tls.close();
  }
}
