import * as assert from 'node:assert/strict';
import {
  type ElectricityCertificate,
  useCertificate,
} from '../../../../chaincode/domain/order-book/electricity-certificate';
import { whOf } from '../../../../chaincode/domain/units';

const certificate: ElectricityCertificate = {
  ...{ trade: 't1', owner: 'b', unit: 'pv-1', hour: '2026-06-01T12:00:00Z' },
  ...{ energy: whOf(1_000n), used: whOf(0n), state: 'valid' },
};
const use = (from: ElectricityCertificate, energy: bigint, member = 'b') => useCertificate(from, member, whOf(energy));

describe('a certificate of electricity transaction', () => {
  it('is retired when all of its energy is used, in one piece or several', () => {
    assert.deepEqual(use(certificate, 1_000n), { ...certificate, used: 1_000n, state: 'retired' });
    const part = use(certificate, 400n);
    assert.deepEqual([part.used, part.state], [400n, 'valid']);
    assert.equal(use(part, 600n).state, 'retired');
  });

  it('authorises no more than its energy, and nothing once it is retired', () => {
    for (const energy of [0n, 1_001n]) assert.throws(() => use(certificate, energy), { code: 'CERTIFICATE_USED' });
    assert.throws(() => use(use(certificate, 1_000n), 1n), { code: 'CERTIFICATE_USED' });
  });

  it('is used by its owner only', () => {
    assert.throws(() => use(certificate, 1n, 's'), { code: 'CERTIFICATE_NOT_OWNED' });
  });
});
