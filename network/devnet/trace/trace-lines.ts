import { type TracedConflict, type TracedNamespace, type TransactionTrace } from './transaction-trace';

/** A trace for a person to read, line by line. */
export function traceLines(trace: TransactionTrace): string[] {
  const { call, creator, event, times } = trace;
  return [
    `Transaction ${trace.transactionId}`,
    `  ${trace.codeName}: ${trace.meaning}`,
    `  block ${trace.block}, place ${trace.index}, channel ${trace.channel}`,
    `  proposed ${trace.proposedAt ?? 'at an unreadable time'} by ${creator === null ? 'nobody readable' : named(creator)}`,
    ...(call === null
      ? ['  What it called can not be read.']
      : [
          `  called ${call.chaincode}.${call.function}(${call.args.map((arg) => JSON.stringify(arg)).join(', ')})`,
          `  answered ${call.status}${call.result === '' ? '' : ` ${JSON.stringify(call.result)}`}`,
        ]),
    `  endorsed by ${trace.endorsers.map(named).join(', ') || 'nobody'}`,
    ...trace.namespaces.flatMap(namespaceLines),
    ...(event === null ? [] : [`  event ${event.name} ${JSON.stringify(event.payload)}`]),
    ...trace.conflicts.map(conflictLine),
    ...(times === null ? ['  times: not of this run of the network'] : [`  times: ${stages(times)}`]),
  ];
}

const named = ({ mspId, name }: { readonly mspId: string; readonly name: string }): string => `${name}@${mspId}`;

const stages = (times: object): string =>
  Object.entries(times)
    .map(([station, ms]) => `${station} after ${String(ms)} ms`)
    .join(', ');

function namespaceLines({ name, reads, ranges, writes, policies, collections }: TracedNamespace): string[] {
  return [
    ...reads.map(({ key, version }) => `  read ${name} ${JSON.stringify(key)} ${at(version)}`),
    ...ranges.map(
      ({ start, end, exhausted, found }) =>
        `  read range ${name} ${JSON.stringify(start)} to ${JSON.stringify(end)}${exhausted ? '' : ', not to its end'}: ` +
        (found === null ? 'many keys, by their hashes' : `${found} keys`),
    ),
    ...writes.map(({ key, value }) =>
      value === null
        ? `  deleted ${name} ${JSON.stringify(key)}`
        : `  wrote ${name} ${JSON.stringify(key)} = ${JSON.stringify(value)}`,
    ),
    ...policies.map((key) => `  set the policy of ${name} ${JSON.stringify(key)}`),
    ...collections.flatMap((collection) => [
      ...collection.reads.map(
        ({ keyHash, version }) => `  read private ${name}/${collection.name} ${keyHash} ${at(version)}`,
      ),
      ...collection.writes.map(({ keyHash, valueHash, purged }) =>
        valueHash === null
          ? `  ${purged ? 'purged' : 'deleted'} private ${name}/${collection.name} ${keyHash}`
          : `  wrote private ${name}/${collection.name} ${keyHash}, hash ${valueHash}`,
      ),
    ]),
  ];
}

function conflictLine({ kind, key, read, changedBy }: TracedConflict): string {
  if (kind === 'forced') return '  conflict: none; it was forced on request, to see how its client takes it';
  if (changedBy === null) {
    return '  conflict: nobody in the last 1000 blocks changed what it read: its private data has ended, or the conflict was forced in an earlier run';
  }
  const { transactionId, block, index } = changedBy;
  const by = `${changedBy.function || 'a transaction'} in block ${block}, place ${index} (${transactionId})`;
  return kind === 'range'
    ? `  conflict: ${JSON.stringify(key)} in a range it had read was changed by ${by}`
    : `  conflict: ${JSON.stringify(key)}, read ${at(read)}, was changed by ${by}`;
}

const at = (version: { readonly blockNum: number; readonly txNum: number } | null): string =>
  version === null ? 'when it was not there' : `as of block ${version.blockNum}, place ${version.txNum}`;
