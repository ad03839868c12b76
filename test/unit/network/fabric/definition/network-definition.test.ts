import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DefinitionError } from '../../../../../network/fabric/definition/definition-error';
import { type NetworkDefinition } from '../../../../../network/fabric/definition/network-definition';
import { parseNetworkDefinition } from '../../../../../network/fabric/definition/parse-network-definition';
import { chaincodeSlot, planOfDefinition } from '../../../../../network/fabric/definition/plan-of-definition';
import { writeNetworkDefinition } from '../../../../../network/fabric/definition/write-network-definition';
import { peersOf, portsOf } from '../../../../../network/fabric/network-plan';

const text = `channels:
  - name: energy
ordering:
  mspId: OrdererMSP
  name: orderer
  consensus: bft
  ports: 7000
organizations:
  - mspId: AMSP
    name: a
    peers: 2
    ports: 7100
  - mspId: BMSP
    name: b
    ports: 7200
`;

/** What is said of a text, without the file's name. */
function mistakesIn(wrong: string): string[] {
  try {
    parseNetworkDefinition(wrong, 'network.yaml');
  } catch (error) {
    assert.ok(error instanceof DefinitionError);
    return error.message.split('\n').map((line) => line.replace('network.yaml:', ''));
  }
  return [];
}

describe('network.yaml', () => {
  it('says what a network is made of; what is left out takes its usual value', () => {
    const { channels, ordering, organizations } = parseNetworkDefinition(text, 'network.yaml');
    assert.deepEqual(channels, [{ name: 'energy', batch: { timeoutMs: 100, maxMessages: 500 } }]);
    assert.deepEqual([ordering?.consensus, ordering?.orderers, ordering?.host], ['bft', 4, '127.0.0.1']);
    assert.deepEqual(
      organizations.map(({ peers }) => peers),
      [2, 1],
    );
  });

  it('reads back what init writes', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const definition = fc
      .record({
        channels: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
        consensus: fc.constantFrom('raft' as const, 'bft' as const),
        names: fc.uniqueArray(name, { minLength: 2, maxLength: 6 }),
        peers: fc.integer({ min: 1, max: 9 }),
        timeoutMs: fc.integer({ min: 10, max: 60_000 }),
      })
      .map(({ channels, consensus, names, peers, timeoutMs }): NetworkDefinition => {
        const organizations = names.map((each, index) => ({
          mspId: `${each}MSP`,
          name: each,
          peers,
          host: 'nodes.example.org',
          ports: 7000 + 100 * index,
        }));
        const [first, ...others] = organizations as [(typeof organizations)[0], ...typeof organizations];
        const { mspId, host, ports } = first;
        return {
          channels: channels.map((each) => ({ name: each, batch: { timeoutMs, maxMessages: 7 } })),
          ordering: { mspId, name: first.name, host, ports, consensus, orderers: 5 },
          organizations: others,
        };
      });
    fc.assert(
      fc.property(definition, (each) => {
        assert.deepEqual(parseNetworkDefinition(writeNetworkDefinition(each), 'f'), each);
      }),
    );
  });

  const wrong: readonly [string, string, string, RegExp][] = [
    [
      'a key that nobody knows',
      'consensus: bft',
      'consensuss: bft',
      /^6:3: consensuss is not known here; did you mean consensus\?/,
    ],
    [
      'an unknown consensus',
      'consensus: bft',
      'consensus: solo',
      /^6:14: ordering\.consensus must be raft or bft; found "solo"/,
    ],
    [
      'too few orderers for bft',
      'consensus: bft',
      'consensus: bft\n  orderers: 3',
      /^7:13: ordering\.orderers must be at least 4 with bft/,
    ],
    [
      'a number that is a text',
      'ports: 7100',
      'ports: seven',
      /^12:12: organizations\[0\]\.ports must be a whole number from 1024 to 65436; found "seven"/,
    ],
    ['a missing value', '    ports: 7200\n', '', /^13:5: organizations\[1\] lacks ports/],
    ['a name twice', 'name: b', 'name: a', /^13:5: organizations\[1\] has the name "a" of organizations\[0\]/],
    [
      "an MSP id twice, the orderers' included",
      'mspId: BMSP',
      'mspId: OrdererMSP',
      /^13:5: organizations\[1\] has the mspId "OrdererMSP" of ordering/,
    ],
    [
      'ports that meet',
      'ports: 7200',
      'ports: 7150',
      /^13:5: organizations\[1\] has ports from 7150 on, which meet those of organizations\[0\]/,
    ],
    [
      'no organisation',
      text.slice(text.indexOf('  - mspId: AMSP')),
      '',
      /^8:15: organizations must be a list of organisations; found nothing/,
    ],
    [
      'an address that is none',
      'name: b',
      'name: b\n    host: 10.0.0.300',
      /^15:11: organizations\[1\]\.host must be an IPv4 address/,
    ],
    [
      'a name with capitals',
      'name: b',
      'name: B',
      /^14:11: organizations\[1\]\.name must be lower case letters, digits and hyphens.*found "B"/,
    ],
    [
      'what is no YAML',
      'name: b',
      'name: [b',
      /^\d+:\d+: this begins in another column than what it belongs to, or a bracket/,
    ],
  ];
  for (const [what, from, to, message] of wrong) {
    it(`is refused for ${what}, with line, finding and expectation`, () => {
      assert.ok(text.includes(from));
      assert.match(mistakesIn(text.replace(from, to))[0] ?? 'no mistake was found', message);
    });
  }

  it('has every mistake told at once', () => {
    const mistakes = mistakesIn(
      text.replace('bft', 'solo').replace('peers: 2', 'peers: 10').replace('name: b', 'name: 7'),
    );
    assert.equal(mistakes.length, 3);
  });

  it('is refused as a whole for any text that is no network, and never crashes the reader', () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        assert.ok(mistakesIn(any).length > 0);
      }),
    );
  });
});

describe('The plan of a network.yaml', () => {
  const definition = parseNetworkDefinition(text, 'network.yaml');
  const plan = planOfDefinition(definition, '/home');

  it('gives every node ports of its own out of the hundred of its organisation', () => {
    const full = planOfDefinition(
      {
        ...definition,
        ordering: { ...definition.ordering!, orderers: 40 },
        organizations: definition.organizations.map((each) => ({ ...each, peers: 9 })),
      },
      '/home',
    );
    const ports = [...portsOf(full), ...full.organizations.map(({ gatewayPort }) => gatewayPort!)];
    assert.equal(new Set(ports).size, ports.length);
    assert.ok(full.organizations[0]!.peers.every(({ chaincodePorts }) => chaincodePorts.every((port) => port < 7200)));
  });

  it('keeps the ports of the nodes there are when a peer is added', () => {
    const [first, ...others] = definition.organizations;
    const more = planOfDefinition({ ...definition, organizations: [{ ...first!, peers: 3 }, ...others] }, '/home');
    const before = peersOf(plan).map(({ peer }) => peer);
    assert.deepEqual(
      peersOf(more)
        .map(({ peer }) => peer)
        .filter(({ name }) => name !== 'peer2.a'),
      before,
    );
  });

  it('lets a chaincode and its next version listen on different ports, on every channel', () => {
    const two = { channels: [...definition.channels, { ...definition.channels[0]!, name: 'second' }] };
    const slots = [1, 2].flatMap((sequence) =>
      ['energy', 'second'].map((channel) => chaincodeSlot(two, channel, sequence)),
    );
    assert.equal(new Set(slots).size, 4);
  });
});
