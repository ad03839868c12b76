import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { common, msp } from '@hyperledger/fabric-protos';
import { privateKeyFromPem } from '../../../identity/key-pair';
import { signLowS } from '../../../identity/signature';
import { type OrganizationPlan } from '../network-plan';

/** An administrator's agreement to an update of a channel's configuration. Nothing in it is secret. */
export interface UpdateSignature {
  readonly mspId: string;
  /** Base64 of the SignatureHeader. */
  readonly header: string;
  /** Base64 of the signature over header and update. */
  readonly signature: string;
}

/** Signs an update with the key of an organisation's administrator. */
export async function signUpdate(organization: OrganizationPlan, update: Uint8Array): Promise<UpdateSignature> {
  const folder = path.join(organization.home, 'admin', 'msp');
  const certificate = await readFile(path.join(folder, 'signcerts', 'certificate.pem'));
  const key = privateKeyFromPem(await readFile(path.join(folder, 'keystore', 'key.pem'), 'utf8'));
  const creator = new msp.SerializedIdentity();
  creator.setMspid(organization.mspId);
  creator.setIdBytes(certificate);
  const header = new common.SignatureHeader();
  header.setCreator(creator.serializeBinary());
  header.setNonce(randomBytes(24));
  const bytes = header.serializeBinary();
  return {
    mspId: organization.mspId,
    header: Buffer.from(bytes).toString('base64'),
    signature: Buffer.from(signLowS(key, Buffer.concat([bytes, update]))).toString('base64'),
  };
}

/** The transaction that carries an update with its signatures; who submits it signs it as a whole. */
export function updateEnvelope(
  channel: string,
  update: Uint8Array,
  signatures: readonly UpdateSignature[],
): Uint8Array {
  const content = new common.ConfigUpdateEnvelope();
  content.setConfigUpdate(update);
  for (const each of signatures) {
    const signature = new common.ConfigSignature();
    signature.setSignatureHeader(each.header);
    signature.setSignature(each.signature);
    content.addSignatures(signature);
  }
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.CONFIG_UPDATE);
  channelHeader.setChannelId(channel);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(content.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}
