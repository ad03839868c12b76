import { type ProvenListing, type ProvenRecord } from './verify-proof';

/** What a proof proves, for people. */
export function proofText({ listing, channel, chaincode, commitment }: ProvenListing): string {
  const { trades, energy, payments } = commitment;
  return [
    `${listing} on ${chaincode}, channel ${channel}: the proof holds.`,
    '',
    `Committed: ${trades.length} trades, ${energy} kWh for ${payments} eEuro.`,
    ...placeLines(commitment),
    ...trades.map(
      ({ buy, sell, energy: kWh, price, payment }, index) =>
        `  ${index + 1}. ${sell} sells ${kWh} kWh to ${buy} at ${price} eEuro/kWh for ${payment} eEuro`,
    ),
    '',
  ].join('\n');
}

const placeLines = ({ block, blockHash, transaction, ...signed }: ProvenRecord): readonly string[] => [
  `  Transaction ${transaction} of ${signed.by}, ${signed.at}, endorsed by ${signed.endorsedBy.join(', ')},`,
  `  in block ${block} (${blockHash}), ordered by ${signed.orderedBy.join(', ')};`,
  `  found valid, as of ${signed.attestedAt}, by ${signed.attestedBy.join(', ')}.`,
];
