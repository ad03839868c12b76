import { common, msp, orderer } from '@hyperledger/fabric-protos';
import { type RecognizedRootsView } from '../../chaincode/wire/views';

/**
 * Whose signatures count in a channel, as its configuration block says: the roots of the organisations that endorse and
 * of those that order, and how many orderers sign a block. Where the configuration names no organisation that orders,
 * as the embedded network's, any of the others may.
 */
export function channelRoots(configBlock: Uint8Array): RecognizedRootsView {
  const [envelope] = common.Block.deserializeBinary(configBlock).getData()?.getDataList_asU8() ?? [];
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope ?? new Uint8Array()).getPayload_asU8(),
  );
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  const groups = new Map(config?.getChannelGroup()?.toObject().groupsMap);
  const organizations = rootsOf(groups.get('Application'));
  const ordering = groups.get('Orderer');
  const orderers = rootsOf(ordering);
  return {
    organizations,
    orderers: orderers.length > 0 ? orderers : organizations,
    signatures: signaturesOf(ordering),
  };
}

type Group = common.ConfigGroup.AsObject | undefined;

/** A value of a group of the configuration; the messages' plain form has bytes in base64. */
const valueOf = (group: Group, name: string): Uint8Array =>
  Buffer.from((new Map(group?.valuesMap).get(name)?.value ?? '') as string, 'base64');

function rootsOf(group: Group): RecognizedRootsView['organizations'] {
  return (group?.groupsMap ?? [])
    .flatMap(([, organization]) => {
      const config = msp.MSPConfig.deserializeBinary(valueOf(organization, 'MSP')).getConfig_asU8();
      const { name, certificates } = certificatesOf(msp.FabricMSPConfig.deserializeBinary(config));
      return certificates.map((certificate) => ({
        mspId: name,
        certificate: Buffer.from(certificate).toString('utf8'),
      }));
    })
    .sort((a, b) => (a.mspId === b.mspId ? 0 : a.mspId < b.mspId ? -1 : 1));
}

/** Intermediate authorities sign in their organisation's name, too. */
const certificatesOf = (config: msp.FabricMSPConfig) => ({
  name: config.getName(),
  certificates: [...config.getRootCertsList_asU8(), ...config.getIntermediateCertsList_asU8()],
});

/** The one that leads signs a block; under BFT a quorum of orderers does, of which a third may lie. */
function signaturesOf(ordering: Group): number {
  const { type } = orderer.ConsensusType.deserializeBinary(valueOf(ordering, 'ConsensusType')).toObject();
  if (type !== 'BFT') return 1;
  const { consenterMappingList } = common.Orderers.deserializeBinary(valueOf(ordering, 'Orderers')).toObject();
  const count = consenterMappingList.length;
  return Math.ceil((count + Math.floor((count - 1) / 3) + 1) / 2);
}
