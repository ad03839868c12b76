import { privateKeyToPem } from '../../../identity/key-pair';
import { type CaCredentials } from '../../../identity/fabric-ca-types';
import { type NetworkOrganization } from '../../../network/running-network';
import { type NetworkDescription } from '../throughput/member';

/** An organisation with the identity that the sample acts as there. */
export interface SampleOrganization {
  readonly organization: NetworkOrganization;
  readonly credentials: CaCredentials;
  readonly apiKey: string;
}

/** How many jobs the sample works on at once: its own five would be what is measured. */
const JOBS_AT_ONCE = 64;

/** What the REST sample of fabric-samples reads from its `.env` to serve this network's first two organisations. */
export function sampleSettings(
  { channel, chaincode }: NetworkDescription,
  organizations: readonly SampleOrganization[],
  port: string,
): string {
  const quoted = (pem: string): string => `"${pem.trim().replaceAll(/\r?\n/g, '\\n')}\\n"`;
  const ofOrganization = organizations.flatMap(({ organization, credentials, apiKey }, index) => {
    const number = index + 1;
    return [
      `HLF_MSP_ID_ORG${number}=${organization.mspId}`,
      `HLF_CERTIFICATE_ORG${number}=${quoted(credentials.certificatePem)}`,
      `HLF_PRIVATE_KEY_ORG${number}=${quoted(privateKeyToPem(credentials.privateKey))}`,
      `HLF_CONNECTION_PROFILE_ORG${number}=${JSON.stringify(connectionProfile(organization))}`,
      `ORG${number}_APIKEY=${apiKey}`,
    ];
  });
  return `${[
    'LOG_LEVEL=warn',
    `PORT=${port}`,
    'AS_LOCAL_HOST=true',
    `HLF_CHANNEL_NAME=${channel}`,
    `HLF_CHAINCODE_NAME=${chaincode}`,
    `SUBMIT_JOB_CONCURRENCY=${JOBS_AT_ONCE}`,
    ...ofOrganization,
  ].join('\n')}\n`;
}

/** A connection profile as Fabric's older clients read it. */
function connectionProfile({ name, mspId, peer }: NetworkOrganization): object {
  return {
    name,
    version: '1.0.0',
    client: { organization: name },
    organizations: { [name]: { mspid: mspId, peers: [`peer0.${name}`], certificateAuthorities: [] } },
    peers: {
      [`peer0.${name}`]: {
        url: `grpcs://${peer.address}`,
        tlsCACerts: { pem: peer.tlsRootPem },
        grpcOptions: { 'ssl-target-name-override': peer.serverName, hostnameOverride: peer.serverName },
      },
    },
  };
}
