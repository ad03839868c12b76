import { type ProvenListing, type ProvenRecord } from './verify-proof';

/** What a proof proves, for people. */
export function proofText({ listing, channel, chaincode, commitment, fulfilment }: ProvenListing): string {
  const { trades, energy, payments } = commitment;
  const deliveredOf = (trade: number): string => {
    const delivery = fulfilment?.deliveries[trade];
    if (!delivery) return '';
    if (delivery.delivered === null) return '; it is not known what was delivered';
    return `; ${delivery.delivered} kWh delivered, by word of ${words[delivery.source ?? 'parties']}`;
  };
  return [
    `${listing} on ${chaincode}, channel ${channel}: the proof holds.`,
    '',
    `Committed: ${trades.length} trades, ${energy} kWh for ${payments} eEuro.`,
    ...placeLines(commitment),
    ...(fulfilment
      ? [
          `Delivered: ${fulfilment.delivered} kWh, known of ${fulfilment.known} of ${trades.length} trades.`,
          ...placeLines(fulfilment),
        ]
      : ['Delivered: the proof shows nothing of it.']),
    '',
    ...trades.map(
      ({ buy, sell, energy: kWh, price, payment }, index) =>
        `${index + 1}. ${sell} sells ${kWh} kWh to ${buy} at ${price} eEuro/kWh for ${payment} eEuro${deliveredOf(index)}`,
    ),
    '',
  ].join('\n');
}

const words = { parties: 'both sides', operator: "the market's operator", meter: 'the meter' } as const;

const placeLines = ({ block, blockHash, transaction, ...signed }: ProvenRecord): readonly string[] => [
  `  Transaction ${transaction} of ${signed.by}, ${signed.at}, endorsed by ${signed.endorsedBy.join(', ')},`,
  `  in block ${block} (${blockHash}), ordered by ${signed.orderedBy.join(', ')};`,
  `  found valid, as of ${signed.attestedAt}, by ${signed.attestedBy.join(', ')}.`,
];
