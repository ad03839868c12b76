/** Every mistake in network.yaml is told by its line, what is wrong and what would be right. */
import assert from 'node:assert/strict';
import { DefinitionError } from '../../../../../network/fabric/definition/definition-error';
import { parseNetworkDefinition } from '../../../../../network/fabric/definition/parse-network-definition';

const text = `channels:
  - name: energy
    batch:
      timeoutMs: 100
      maxMessages: 500
    endorsement:
      always: [BMSP]
ordering:
  mspId: OrdererMSP
  name: orderer
  consensus: bft
  orderers: 4
  host: 127.0.0.1
  ports: 7000
organizations:
  - mspId: AMSP
    name: a
    peers: 2
    host: 127.0.0.1
    ports: 7100
  - mspId: BMSP
    name: b
    ports: 7200
`;

function firstMistake(wrong: string): string {
  try {
    parseNetworkDefinition(wrong, '/home/network.yaml');
  } catch (error) {
    assert.ok(error instanceof DefinitionError);
    const [first = ''] = error.message.split('\n');
    assert.ok(first.startsWith('/home/network.yaml:'));
    return first.slice('/home/network.yaml:'.length);
  }
  return 'nothing';
}

/** What is replaced, by what, and what is said of it. */
const mistakes: readonly (readonly [right: string, wrong: string, said: string])[] = [
  [
    '- name: energy',
    '- name: Energy',
    '2:11: channels[0].name must be a channel name: lower case letters, digits, dots and hyphens, a letter first; found "Energy"',
  ],
  [
    '- name: energy',
    '- name: 7',
    '2:11: channels[0].name must be a channel name: lower case letters, digits, dots and hyphens, a letter first; found 7',
  ],
  [
    '- name: energy',
    '- name: "my channel"',
    '2:11: channels[0].name must be a channel name: lower case letters, digits, dots and hyphens, a letter first; found "my channel"',
  ],
  [
    '- name: energy',
    '- name:',
    '2:10: channels[0].name must be a channel name: lower case letters, digits, dots and hyphens, a letter first; found nothing',
  ],
  ['- name: energy', '- nam: energy', '2:5: nam is not known here; did you mean name?'],
  [
    '- name: energy',
    '- energy',
    '2:5: this is neither `key: value` nor an item of a list: a colon is missing after a key',
  ],
  [
    '  - name: energy',
    '  name: energy',
    '2:9: this does not begin in the column of its map, or a text with a colon in it has no quotes: keys of one map begin in one column',
  ],
  [
    '    batch:\n      timeoutMs: 100\n      maxMessages: 500\n',
    '    batch: fast\n',
    '3:12: channels[0].batch must be a map with timeoutMs, maxMessages; found "fast"',
  ],
  [
    'timeoutMs: 100',
    'timeoutMs: 100ms',
    '4:18: channels[0].batch.timeoutMs must be a whole number from 10 to 60000; found "100ms"',
  ],
  [
    'timeoutMs: 100',
    'timeoutMs: 0',
    '4:18: channels[0].batch.timeoutMs must be a whole number from 10 to 60000; found 0',
  ],
  [
    'timeoutMs: 100',
    'timeoutMs: 1.5',
    '4:18: channels[0].batch.timeoutMs must be a whole number from 10 to 60000; found 1.5',
  ],
  [
    'timeoutMs: 100',
    'timeoutMs: 60001',
    '4:18: channels[0].batch.timeoutMs must be a whole number from 10 to 60000; found 60001',
  ],
  [
    'timeoutMs: 100',
    'timeoutMs: -5',
    '4:18: channels[0].batch.timeoutMs must be a whole number from 10 to 60000; found -5',
  ],
  ['timeoutMs', 'timeout', '4:7: timeout is not known here; did you mean timeoutMs?'],
  ['timeoutMs', 'timeoutms', '4:7: timeoutms is not known here; did you mean timeoutMs?'],
  [
    'maxMessages: 500',
    'maxMessages: many',
    '5:20: channels[0].batch.maxMessages must be a whole number from 1 to 100000; found "many"',
  ],
  [
    'maxMessages: 500',
    'maxMessages: 0',
    '5:20: channels[0].batch.maxMessages must be a whole number from 1 to 100000; found 0',
  ],
  [
    'maxMessages: 500',
    'maxMessages: 1e9',
    '5:20: channels[0].batch.maxMessages must be a whole number from 1 to 100000; found 1000000000',
  ],
  [
    'always: [BMSP]',
    'always: BMSP',
    '7:15: channels[0].endorsement.always must be a list of MSP ids, like [BankMSP]; found "BMSP"',
  ],
  [
    'always: [BMSP]',
    'always: []',
    '7:15: channels[0].endorsement.always must be a list of MSP ids, like [BankMSP]; found an empty list',
  ],
  [
    'always: [BMSP]',
    'always: [b MSP]',
    '7:16: channels[0].endorsement.always[0] must be an MSP id like "HouseholdsMSP": letters, digits, dots and hyphens, a letter first; found "b MSP"',
  ],
  [
    'always: [BMSP]',
    'always: [BMSP, BMSP]',
    '7:22: channels[0].endorsement.always[1] names BMSP again, after channels[0].endorsement.always[0]',
  ],
  ['always: [BMSP]', 'allways: [BMSP]', '7:7: allways is not known here; did you mean always?'],
  [
    '    endorsement:\n      always: [BMSP]\n',
    '    endorsement: bank\n',
    '6:18: channels[0].endorsement must be a map with always; found "bank"',
  ],
  ['channels:\n', 'chanels:\n', '1:1: chanels is not known here; did you mean channels?'],
  ['channels:\n', 'chains:\n', '1:1: chains is not known here; known are channels, organizations, ordering'],
  [text.slice(0, text.indexOf('ordering')), '', '1:1: channels is missing'],
  ['channels:\n', 'channels: []\nx:\n', '2:1: x is not known here; known are channels, organizations, ordering'],
  [
    'mspId: OrdererMSP',
    'mspId: Orderer MSP',
    '9:10: ordering.mspId must be an MSP id like "HouseholdsMSP": letters, digits, dots and hyphens, a letter first; found "Orderer MSP"',
  ],
  [
    'mspId: OrdererMSP',
    'mspId: 1MSP',
    '9:10: ordering.mspId must be an MSP id like "HouseholdsMSP": letters, digits, dots and hyphens, a letter first; found "1MSP"',
  ],
  ['mspId: OrdererMSP', 'mspID: OrdererMSP', '9:3: mspID is not known here; did you mean mspId?'],
  ['  mspId: OrdererMSP\n', '', '9:3: ordering lacks mspId'],
  [
    'name: orderer\n',
    'name: Orderer\n',
    '10:9: ordering.name must be lower case letters, digits and hyphens, a letter first, at most 31 characters; found "Orderer"',
  ],
  ['consensus: bft', 'consensus: kafka', '11:14: ordering.consensus must be raft or bft; found "kafka"'],
  ['consensus: bft', 'consensus: BFT', '11:14: ordering.consensus must be raft or bft; found "BFT"'],
  ['consensus: bft', 'consensus: [raft, bft]', '11:14: ordering.consensus must be raft or bft; found a list'],
  ['  consensus: bft\n', '', '9:3: ordering lacks consensus'],
  ['consensus: bft', 'consensus:', '11:13: ordering.consensus must be raft or bft; found nothing'],
  [
    'orderers: 4',
    'orderers: 3',
    '12:13: ordering.orderers must be at least 4 with bft: fewer do not survive one that lies; found 3',
  ],
  ['orderers: 4', 'orderers: 0', '12:13: ordering.orderers must be a whole number from 1 to 40; found 0'],
  ['orderers: 4', 'orderers: 41', '12:13: ordering.orderers must be a whole number from 1 to 40; found 41'],
  ['orderers: 4', 'orderers: "4"', '12:13: ordering.orderers must be a whole number from 1 to 40; found "4"'],
  ['orderers: 4', 'orderer: 4', '12:3: orderer is not known here; did you mean orderers?'],
  ['orderers: 4', 'orderers: true', '12:13: ordering.orderers must be a whole number from 1 to 40; found true'],
  [
    'host: 127.0.0.1\n  ports',
    'host: localhost:7050\n  ports',
    '13:9: ordering.host must be a host name or an IPv4 address; found "localhost:7050"',
  ],
  [
    'host: 127.0.0.1\n  ports',
    'host: 127.0.0\n  ports',
    '13:9: ordering.host must be an IPv4 address of four numbers from 0 to 255, or a host name; found "127.0.0"',
  ],
  [
    'host: 127.0.0.1\n  ports',
    'host: 256.1.1.1\n  ports',
    '13:9: ordering.host must be an IPv4 address of four numbers from 0 to 255, or a host name; found "256.1.1.1"',
  ],
  [
    'host: 127.0.0.1\n  ports',
    'host: "::1"\n  ports',
    '13:9: ordering.host must be a host name or an IPv4 address; found "::1"',
  ],
  [
    'host: 127.0.0.1\n  ports',
    'host: http://a.example\n  ports',
    '13:9: ordering.host must be a host name or an IPv4 address; found "http://a.example"',
  ],
  [
    'host: 127.0.0.1\n  ports',
    'host: ""\n  ports',
    '13:9: ordering.host must be a host name or an IPv4 address; found ""',
  ],
  ['ports: 7000', 'ports: 80', '14:10: ordering.ports must be a whole number from 1024 to 65436; found 80'],
  ['ports: 7000', 'ports: 65437', '14:10: ordering.ports must be a whole number from 1024 to 65436; found 65437'],
  [
    'ports: 7000',
    'ports: 7000-7099',
    '14:10: ordering.ports must be a whole number from 1024 to 65436; found "7000-7099"',
  ],
  ['ports: 7000', 'port: 7000', '14:3: port is not known here; did you mean ports?'],
  ['  ports: 7000\n', '', '9:3: ordering lacks ports'],
  [
    'ports: 7000',
    'ports: 7050',
    '16:5: organizations[0] has ports from 7100 on, which meet those of ordering (from 7050 on): each organisation has 100 ports',
  ],
  ['ports: 7000', 'ports:', '14:9: ordering.ports must be a whole number from 1024 to 65436; found nothing'],
  [
    'name: a\n',
    'name: a b\n',
    '17:11: organizations[0].name must be lower case letters, digits and hyphens, a letter first, at most 31 characters; found "a b"',
  ],
  [
    'name: a\n',
    'name: 1a\n',
    '17:11: organizations[0].name must be lower case letters, digits and hyphens, a letter first, at most 31 characters; found "1a"',
  ],
  [
    'name: a\n',
    'name: a_b\n',
    '17:11: organizations[0].name must be lower case letters, digits and hyphens, a letter first, at most 31 characters; found "a_b"',
  ],
  [
    'name: a\n',
    'name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n',
    '17:11: organizations[0].name must be lower case letters, digits and hyphens, a letter first, at most 31 characters; found "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
  ],
  [
    'name: b',
    'name: a',
    '21:5: organizations[1] has the name "a" of organizations[0]; every organisation needs one of its own',
  ],
  [
    'name: b',
    'name: orderer',
    '21:5: organizations[1] has the name "orderer" of ordering; every organisation needs one of its own',
  ],
  [
    'mspId: BMSP',
    'mspId: AMSP',
    '21:5: organizations[1] has the mspId "AMSP" of organizations[0]; every organisation needs one of its own',
  ],
  [
    'mspId: BMSP',
    'mspId: OrdererMSP',
    '21:5: organizations[1] has the mspId "OrdererMSP" of ordering; every organisation needs one of its own',
  ],
  ['peers: 2', 'peers: 0', '18:12: organizations[0].peers must be a whole number from 1 to 9; found 0'],
  ['peers: 2', 'peers: 10', '18:12: organizations[0].peers must be a whole number from 1 to 9; found 10'],
  ['peers: 2', 'peers: two', '18:12: organizations[0].peers must be a whole number from 1 to 9; found "two"'],
  ['peers: 2', 'peer: 2', '18:5: peer is not known here; did you mean peers?'],
  ['peers: 2', 'peers: [1, 2]', '18:12: organizations[0].peers must be a whole number from 1 to 9; found a list'],
  [
    'ports: 7200',
    'ports: 7199',
    '21:5: organizations[1] has ports from 7199 on, which meet those of organizations[0] (from 7100 on): each organisation has 100 ports',
  ],
  ['    ports: 7200\n', '', '21:5: organizations[1] lacks ports'],
  ['    name: b\n', '', '21:5: organizations[1] lacks name'],
  [
    '  - mspId: BMSP\n    name: b\n    ports: 7200\n',
    '  - b\n',
    '21:5: organizations[1] must be a map with mspId, name, ports, peers, host; found "b"',
  ],
  [
    text.slice(text.indexOf('  - mspId: AMSP')),
    '',
    '15:15: organizations must be a list of organisations; found nothing',
  ],
  ['organizations:\n', 'organisations:\n', '15:1: organisations is not known here; did you mean organizations?'],
  ['organizations:\n', 'orgs:\n', '15:1: orgs is not known here; known are channels, organizations, ordering'],
  [
    'ports: 7200',
    'ports: *p',
    '23:12: organizations[1].ports must be a whole number from 1024 to 65436; found the alias *p, where the value itself has to stand',
  ],
  ['    peers: 2', '\tpeers: 2', '18:1: this is indented with a tab; YAML takes spaces only'],
  [
    '    peers: 2',
    '     peers: 2',
    '17:11: this does not begin in the column of its map, or a text with a colon in it has no quotes: keys of one map begin in one column',
  ],
  ['peers: 2', 'peers: 2\n    peers: 3', '19:5: this key stands here a second time; each can stand once in a map'],
  ['ordering:\n', '---\nordering:\n', '8:1: a second document begins here (---); one network is one document'],
  [
    'name: b',
    'name: [b',
    '23:5: this begins in another column than what it belongs to, or a bracket before it is not closed: items of one list or map begin in one column',
  ],
  ['name: b', 'name: "b', '24:1: a quote or bracket that was opened before is not closed'],
  [
    'name: b',
    'name: b: c',
    '22:11: this does not begin in the column of its map, or a text with a colon in it has no quotes: keys of one map begin in one column',
  ],
  [
    '  - mspId: BMSP',
    ' - mspId: BMSP',
    '21:1: this does not begin in the column of its map, or a text with a colon in it has no quotes: keys of one map begin in one column',
  ],
];

describe('A mistake in network.yaml', () => {
  it('is none in the network that the mistakes are made in', () => {
    assert.equal(firstMistake(text), 'nothing');
  });

  for (const [right, wrong, said] of mistakes) {
    it(`is told by its line: ${JSON.stringify(wrong === '' ? `no ${right}` : wrong).slice(0, 60)}`, () => {
      assert.ok(text.includes(right));
      assert.equal(firstMistake(text.replace(right, () => wrong)), said);
    });
  }

  for (const [whole, said] of [
    ['', '1:1: must be a map with channels, organizations, ordering; found nothing'],
    ['[]', '1:1: must be a map with channels, organizations, ordering; found an empty list'],
    ['just text', '1:1: must be a map with channels, organizations, ordering; found "just text"'],
    ['{}', '1:1: channels is missing'],
  ] as const) {
    it(`is told of a file that is ${JSON.stringify(whole)}`, () => {
      assert.equal(firstMistake(whole), said);
    });
  }
});
