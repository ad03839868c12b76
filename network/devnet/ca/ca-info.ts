import { type CaAnswer, type CaContext } from './ca-context';

/** The fabric-ca release whose REST behaviour this CA follows; clients choose features by it. */
const COMPATIBLE_VERSION = '1.5.21';

/** GET or POST cainfo: the CA's name and root, for everybody. */
export function caInfo(ca: CaContext): CaAnswer {
  return { status: 200, result: caInfoResult(ca) };
}

/** The part that enrolment answers repeat. Idemix isn't offered: its keys are empty. */
export function caInfoResult(ca: CaContext): object {
  return {
    CAName: ca.name,
    CAChain: Buffer.from(ca.root.certificatePem).toString('base64'),
    IssuerPublicKey: '',
    IssuerRevocationPublicKey: '',
    Version: COMPATIBLE_VERSION,
  };
}
