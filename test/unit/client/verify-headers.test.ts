import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { blockHash, headerBytes, type ShownHeader } from '../../../client/chain/block-header';
import { type HeaderChecks, verifyHeaders } from '../../../client/chain/verify-headers';
import { signLowS } from '../../../identity/signature';
import { type CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { Metadata, SerializedIdentity, SignatureHeader } from '../../../network/devnet/wire/common-messages';
import { testAuthority, testIdentity, type TestIdentity } from '../../support/test-authority';

const MSP = 'OrdererMSP';
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

async function headerAfter(
  before: ShownHeader | undefined,
  signers: readonly (readonly [mspId: string, identity: TestIdentity])[] = [],
): Promise<ShownHeader> {
  const number = before ? String(Number(before.number) + 1) : '0';
  const made = { number, previousHash: before?.hash ?? '', dataHash: sha(number) };
  const value = Buffer.from('what orderers add');
  const signatures = signers.map(([mspId, { bytes, privateKey }]) => {
    const creator = SerializedIdentity.encode({ mspId, idBytes: bytes });
    const signatureHeader = SignatureHeader.encode({ creator, nonce: Buffer.alloc(24, 7) });
    const message = Buffer.concat([value, signatureHeader, headerBytes(made)]);
    return { signatureHeader, signature: signLowS(privateKey, message) };
  });
  const metadata = Metadata.encode({ value, signatures });
  return { ...made, hash: await blockHash(made), signatures: metadata.toString('base64') };
}

describe('The chain check counts as orderers', () => {
  let authority: CertificateAuthority;
  let genesis: ShownHeader;
  before(async () => {
    authority = await testAuthority();
    genesis = await headerAfter(undefined);
  });

  const of = (units: readonly string[], id = 'node1', by = authority) => testIdentity(by, { id, units });
  const faultOf = async (
    signers: readonly (readonly [string, TestIdentity])[],
    checks: HeaderChecks = {},
  ): Promise<string | undefined> => {
    const headers = [genesis, await headerAfter(genesis, signers)];
    const orderers = { [MSP]: [authority.certificatePem] };
    return (await verifyHeaders(headers, { orderers, ...checks })).fault?.kind;
  };

  it('nodes whom their root vouches for and whose one role is orderer', async () => {
    assert.equal(await faultOf([[MSP, await of(['orderer'])]]), undefined);
    assert.equal(await faultOf([[MSP, await of(['households', 'orderer'])]]), undefined);
  });

  for (const units of [['client'], ['peer'], ['admin'], [], ['orderer', 'client'], ['orderers'], ['Orderer']]) {
    it(`nobody whose units are ${JSON.stringify(units)}, though its root vouches for it`, async () => {
      assert.equal(await faultOf([[MSP, await of(units)]]), 'SIGNATURES');
    });
  }

  it('nobody of another root, or in another name', async () => {
    const stranger = await of(['orderer'], 'node1', await testAuthority());
    assert.equal(await faultOf([[MSP, stranger]]), 'SIGNATURES');
    assert.equal(await faultOf([['OtherMSP', await of(['orderer'])]]), 'SIGNATURES');
    assert.equal(await faultOf([]), 'SIGNATURES');
  });

  it('each of them once', async () => {
    const [one, two] = [await of(['orderer']), await of(['orderer'], 'node2')];
    assert.equal(
      await faultOf(
        [MSP, MSP].map((mspId) => [mspId, one] as const),
        { signatures: 2 },
      ),
      'SIGNATURES',
    );
    assert.equal(
      await faultOf(
        [one, two].map((each) => [MSP, each] as const),
        { signatures: 2 },
      ),
      undefined,
    );
    const helped = [one, await of(['peer'], 'node3')].map((each) => [MSP, each] as const);
    assert.equal(await faultOf(helped, { signatures: 2 }), 'SIGNATURES');
  });
});
