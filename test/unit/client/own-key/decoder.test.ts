import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { checkCaRequest, expectedCaRequest } from '../../../../client/own-key/check-ca-request';
import { checkProposal } from '../../../../client/own-key/check-proposal';
import { checkTransaction } from '../../../../client/own-key/check-transaction';
import { EndorserTrust } from '../../../../client/own-key/endorser-trust';
import { type ExpectedCall, type SigningContext } from '../../../../client/own-key/expected-call';
import { readMessage } from '../../../../client/own-key/protobuf-reader';
import { SigningRefused } from '../../../../client/own-key/signing-refused';
import { honestParts, honestTransaction, makeProposal, makeTransaction } from '../../../support/signable';
import { testAuthority, testIdentity, type TestIdentity } from '../../../support/test-authority';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const transfer: ExpectedCall = { transaction: 'token:TransferEEuro', args: ['h02@HouseholdsMSP', '5'] };

/** Bytes that differ from the given ones in one place: a bit, a byte more or less, a part twice or moved. */
const damaged = (bytes: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> => {
  const place = fc.nat({ max: bytes.length - 1 });
  const buffer = Buffer.from(bytes);
  const changes = [
    fc.tuple(place, fc.nat({ max: 7 })).map(([at, bit]) => {
      const changed = Uint8Array.from(buffer);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      return changed;
    }),
    place.map((at) => Uint8Array.from([...buffer.subarray(0, at), ...buffer.subarray(at + 1)])),
    fc
      .tuple(place, fc.nat({ max: 255 }))
      .map(([at, byte]) => Uint8Array.from([...buffer.subarray(0, at), byte, ...buffer.subarray(at)])),
    fc
      .tuple(place, place)
      .map(([a, b]) => Uint8Array.from([...buffer, ...buffer.subarray(Math.min(a, b), Math.max(a, b) + 1)])),
    place.map((at) => Uint8Array.from(buffer.subarray(0, at))),
  ];
  return fc.oneof(...changes).filter((changed) => !buffer.equals(Buffer.from(changed)));
};

const isRefusal = (error: unknown): boolean => error instanceof SigningRefused;

describe("The client's reader of what is to be signed", () => {
  let context: SigningContext;
  let endorser: TestIdentity;
  before(async () => {
    const authority = await testAuthority();
    endorser = await testIdentity(authority, { id: 'peer0' });
    const { pem } = await testIdentity(authority);
    context = { channel: 'energy', chaincode: 'sunledger', mspId: 'HouseholdsMSP', certificatePem: pem };
  });

  it('refuses any bytes that are no proposal, and fails in no other way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await assert.rejects(checkProposal(Uint8Array.from(bytes), transfer, context, NOW), isRefusal);
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses a proposal that was changed anywhere but in its nonce and its time', async () => {
    const parts = honestParts(transfer, context, NOW);
    const { bytes } = makeProposal(parts);
    await fc.assert(
      fc.asyncProperty(damaged(bytes), async (changed) => {
        // A second more or less in the time says the same; everything else is bound by the transaction id or compared.
        const accepted = await checkProposal(changed, transfer, context, NOW).catch((error: unknown) => {
          assert.ok(isRefusal(error), String(error));
        });
        if (accepted) assert.equal(changed.length, bytes.length);
      }),
      { numRuns: 3_000 },
    );
  });

  it('refuses a transaction that was changed anywhere', async () => {
    const made = makeProposal(honestParts(transfer, context, NOW));
    const proposal = await checkProposal(made.bytes, transfer, context, NOW);
    const bytes = makeTransaction(honestTransaction(made, context.chaincode, endorser));
    const trust = new EndorserTrust();
    await checkTransaction(bytes, proposal, context, trust);
    await fc.assert(
      fc.asyncProperty(damaged(bytes), async (changed) => {
        await assert.rejects(checkTransaction(changed, proposal, context, trust), isRefusal);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes numbers in their shortest form only, and no field that it does not know', () => {
    const shape = { number: [1, 'number'], text: [2, 'text'] } as const;
    assert.deepEqual(readMessage('It', Uint8Array.of(8, 0x96, 1, 18, 1, 0x61), shape), { number: 150n, text: 'a' });
    const wrong = [
      [8, 0x80, 0],
      [8, 1, 8, 1],
      [18, 1, 0x61, 8, 1],
      [26, 0],
      [10, 0],
      [18, 1, 0xff],
      [18, 2, 0x61],
      [8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
      [8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2],
      [8],
      [11],
    ];
    for (const bytes of wrong) {
      assert.throws(() => readMessage('It', Uint8Array.from(bytes), shape), isRefusal, bytes.join(' '));
    }
  });

  describe('of requests to a CA', () => {
    const admission = { method: 'POST', path: '/v1/members', body: { enrollmentId: 'h09' } } as const;
    const register = {
      ...{ id: 'h09', type: 'client', affiliation: '', attrs: [] as object[], max_enrollments: 1, caname: 'ca' },
    };
    const request = (body: object, uri = '/api/v1/register', certificate = context.certificatePem): Uint8Array => {
      const parts = [uri, JSON.stringify(body), certificate].map((text) => Buffer.from(text).toString('base64'));
      return Buffer.from(['POST', ...parts].join('.'));
    };
    const check = (bytes: Uint8Array): void => {
      const expected = expectedCaRequest(admission);
      assert.ok(expected);
      checkCaRequest(bytes, expected, context);
    };

    it('takes the one that was asked for, under a path of the CA or none', () => {
      check(request(register));
      check(request(register, '/households/api/v1/register'));
    });

    it('refuses all others', () => {
      const lies = [
        request({ ...register, id: 'thief' }),
        request({ ...register, attrs: [{ name: 'hf.Registrar.Roles', value: '*' }] }),
        request({ ...register, type: 'admin' }),
        request({ ...register, max_enrollments: -1 }),
        request({ ...register, secret: 'known to me' }),
        request(register, '/api/v1/revoke'),
        request(register, '/api/v1/register?x=/api/v1/register'),
        request(register, '/api/v1/register', endorser.pem),
        Buffer.from('DELETE.x.y.z'),
        Buffer.from(''),
      ];
      for (const lie of lies) assert.throws(() => check(lie), isRefusal, Buffer.from(lie).toString());
    });

    it('refuses any other bytes, and fails in no other way', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
          assert.throws(() => check(bytes), isRefusal);
        }),
      );
    });
  });
});
