import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { connect, type Contract, type Gateway, hash } from '@hyperledger/fabric-gateway';
import { Client, credentials } from '@grpc/grpc-js';
import { privateKeyFromPem } from '../../../identity/key-pair';
import { signLowS } from '../../../identity/signature';
import { type NetworkOrganization, type RunningNetwork } from '../../../network/running-network';

/** An outside client of the Fabric Gateway, connected to its organisation's peer over the network. */
export interface GatewayCaller {
  readonly gateway: Gateway;
  readonly contract: Contract;
  /** The peer's system chaincode that answers questions about blocks. */
  readonly blocks: Contract;
  close(): void;
}

/** Connects as the administrator of an organisation, whose keys lie in the network's folder. */
export async function callerOf(
  network: RunningNetwork,
  home: string,
  organizationName: string,
): Promise<GatewayCaller> {
  const organization = network.organizations.find(({ name }) => name === organizationName)!;
  const msp = path.join(home, 'organizations', organizationName, 'admin', 'msp');
  const certificate = await readFile(path.join(msp, 'signcerts', 'certificate.pem'));
  const key = privateKeyFromPem(await readFile(path.join(msp, 'keystore', 'key.pem'), 'utf8'));
  const client = clientOf(organization);
  const gateway = connect({
    client,
    identity: { mspId: organization.mspId, credentials: certificate },
    signer: (message) => Promise.resolve(signLowS(key, message)),
    hash: hash.none,
  });
  const channel = gateway.getNetwork(network.channel);
  return {
    gateway,
    contract: channel.getContract(network.chaincode),
    blocks: channel.getContract('qscc'),
    close() {
      gateway.close();
      client.close();
    },
  };
}

function clientOf({ peer }: NetworkOrganization): Client {
  return new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsRootPem)), {
    'grpc.ssl_target_name_override': peer.serverName,
  });
}
