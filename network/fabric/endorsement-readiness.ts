import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { connect, EndorseError, type GrpcClient, hash } from '@hyperledger/fabric-gateway';
import { privateKeyFromPem } from '../../identity/key-pair';
import { signLowS } from '../../identity/signature';
import { type OrganizationPlan } from './network-plan';
import { type GatewayTransport } from '../running-network';
import { retryUntil } from './retry-until';

/**
 * Waits until the chaincode answers on every organisation's peer through the gateway of one: peers have found each
 * other, know the definition and have called their chaincode servers. Asks all for the same endorsement, of a query
 * that every chaincode made with fabric-contract-api answers; a refusal by a chaincode is an answer, too.
 *
 * @param assertRunning throws when a process of the network has died, which ends the waiting.
 * @throws the gateway's last error after a minute.
 */
export async function waitForEndorsements(
  transport: GatewayTransport,
  caller: OrganizationPlan,
  target: { readonly channel: string; readonly chaincode: string; readonly endorsers: readonly string[] },
  assertRunning: () => void,
): Promise<void> {
  const msp = path.join(caller.home, 'admin', 'msp');
  const credentials = await readFile(path.join(msp, 'signcerts', 'certificate.pem'));
  const privateKey = privateKeyFromPem(await readFile(path.join(msp, 'keystore', 'key.pem'), 'utf8'));
  const gateway = connect({
    // fabric-gateway only makes unary requests here.
    client: transport as GrpcClient,
    identity: { mspId: caller.mspId, credentials },
    signer: (message) => Promise.resolve(signLowS(privateKey, message)),
    hash: hash.none,
    endorseOptions: () => ({ deadline: Date.now() + 30_000 }),
  });
  try {
    const contract = gateway.getNetwork(target.channel).getContract(target.chaincode, 'org.hyperledger.fabric');
    const endorse = async (): Promise<void> => {
      assertRunning();
      const proposal = contract.newProposal('GetMetadata', { endorsingOrganizations: [...target.endorsers] });
      await proposal.endorse().catch((error: unknown) => {
        if (!isChaincodesAnswer(error)) throw error;
      });
    };
    await retryUntil(endorse, {
      deadlineMs: 60_000,
      pauseMs: 100,
      isTemporary: (error) => error instanceof EndorseError,
    });
  } finally {
    gateway.close();
  }
}

function isChaincodesAnswer(error: unknown): boolean {
  return error instanceof EndorseError && error.details.some(({ message }) => /chaincode response \d+/.test(message));
}
