import { type NetworkDefinition } from './network-definition';

/** The text of `network.yaml` for a definition, with comments that say what each part is for. */
export function writeNetworkDefinition({ channels, ordering, organizations }: NetworkDefinition): string {
  const lines = [
    '# A network of Hyperledger Fabric. Written by `npm run network -- init`; edit it before the first `up`.',
    '# After that the channel holds what stands here: change it with `org add`, `peer add` and `orderer add`.',
    '',
    'channels:',
    ...channels.flatMap(({ name, batch, alwaysEndorse }) => [
      `  - name: ${name}`,
      '    batch: # a block is cut so many milliseconds after its first transaction, or when it is full',
      `      timeoutMs: ${batch.timeoutMs}`,
      `      maxMessages: ${batch.maxMessages}`,
      ...(alwaysEndorse
        ? ['    endorsement: # besides a majority', `      always: [${alwaysEndorse.join(', ')}]`]
        : []),
    ]),
  ];
  if (ordering) {
    lines.push(
      '',
      'ordering:',
      `  mspId: ${ordering.mspId}`,
      `  name: ${ordering.name}`,
      '  # raft: three orderers survive one that is dead; bft: four survive one that is dead or lies',
      `  consensus: ${ordering.consensus}`,
      `  orderers: ${ordering.orderers}`,
      `  host: ${ordering.host}`,
      `  ports: ${ordering.ports} # the first of a hundred: CA here, orderers from +10 on`,
    );
  }
  lines.push(
    '',
    '# Each has its own certificate authorities and REST gateway. A majority has to endorse.',
    'organizations:',
    ...organizations.flatMap(({ mspId, name, peers, host, ports }, index) => [
      `  - mspId: ${mspId}`,
      `    name: ${name}`,
      `    peers: ${peers}`,
      `    host: ${host}`,
      `    ports: ${ports}${index === 0 ? ' # CA here, gateway +1, peers from +10 on' : ''}`,
    ]),
    '',
  );
  return lines.join('\n');
}
