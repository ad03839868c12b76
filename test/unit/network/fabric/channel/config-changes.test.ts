import assert from 'node:assert/strict';
import { type ChannelConfigJson, type ConfigGroup } from '../../../../../network/fabric/channel/channel-config-json';
import { changesOf, type ConfigUpdateJson } from '../../../../../network/fabric/channel/config-changes';
import { requireSignatures } from '../../../../../network/fabric/channel/required-signatures';

const group = (version: number, groups: Record<string, ConfigGroup> = {}, values: string[] = []): ConfigGroup => ({
  groups,
  mod_policy: 'Admins',
  policies: {},
  values: Object.fromEntries(values.map((name) => [name, { mod_policy: 'Admins', value: {}, version: '0' }])),
  version: String(version),
});
const member = (): ConfigGroup => group(0, {}, ['MSP']);
const config: ChannelConfigJson = {
  sequence: '3',
  channel_group: group(0, {
    Application: group(1, { AMSP: member(), BMSP: member(), CMSP: member() }),
    Orderer: group(0, { OrdererMSP: member() }),
  }),
};
const update = (write_set: ConfigGroup): ConfigUpdateJson => ({
  channel_id: 'energy',
  read_set: group(0),
  write_set,
});
const application = (version: number, members: Record<string, ConfigGroup>): ConfigUpdateJson =>
  update(group(0, { Application: group(version, members) }));
const all = { AMSP: group(0), BMSP: group(0), CMSP: group(0) };

describe("What an update changes of a channel's configuration", () => {
  it('is a member that comes, decided by all members', () => {
    const changes = changesOf(application(2, { ...all, DMSP: member() }), config);
    assert.deepEqual(changes, [{ path: 'Application/DMSP', kind: 'added', decidedBy: 'Application' }]);
  });

  it('is a member that goes, though the update only lists those who stay', () => {
    const changes = changesOf(application(2, { AMSP: group(0), BMSP: group(0) }), config);
    assert.deepEqual(changes, [{ path: 'Application/CMSP', kind: 'removed', decidedBy: 'Application' }]);
  });

  it("is a member's own entry, decided by that member alone", () => {
    const changed = group(0);
    changed.values['MSP'] = { mod_policy: 'Admins', value: {}, version: '1' };
    const changes = changesOf(application(1, { BMSP: changed }), config);
    assert.deepEqual(changes, [{ path: 'Application/BMSP/MSP', kind: 'changed', decidedBy: 'BMSP' }]);
  });

  it('can’t be told when the channel has changed since, which is said with what to do', () => {
    assert.throws(
      () => changesOf(application(0, { ...all, DMSP: member() }), config),
      /The channel has changed since the update was proposed \(Application is another one now\): propose it again/,
    );
  });

  it('is nothing for an update that has been submitted already', () => {
    assert.throws(() => changesOf(application(1, all), config), /has what the update would make of it already/);
  });
});

describe('The signatures on an update', () => {
  const coming = changesOf(application(2, { ...all, DMSP: member() }), config);

  it('suffice when a majority of the members has signed', () => {
    requireSignatures(config, coming, ['CMSP', 'AMSP']);
  });

  it('are too few otherwise, which is said with who signed and who could', () => {
    assert.throws(
      () => requireSignatures(config, coming, ['AMSP', 'DMSP', 'OrdererMSP']),
      /To change Application\/DMSP 2 of AMSP, BMSP, CMSP have to sign; signed have AMSP: `org sign` makes/,
    );
    assert.throws(() => requireSignatures(config, coming, []), /signed has none of them/);
  });

  it('suffice from the one member whose entry changes, and from nobody in its place', () => {
    const own = [{ path: 'Application/BMSP/MSP', kind: 'changed', decidedBy: 'BMSP' }] as const;
    requireSignatures(config, own, ['BMSP']);
    assert.throws(() => requireSignatures(config, own, ['AMSP', 'CMSP']), /1 of BMSP has to sign/);
  });
});
