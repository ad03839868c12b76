/** Words of the map: the community as a graph of an hour. */
export const map = {
  title: 'Flows of the hour',
  lead: 'Every member of the market on a circle, and who bought energy from whom. The larger a sign, and the thicker a curve, the more energy; arrows point to who buys.',
  hour: 'Hour',
  earlier: 'Earlier hour',
  later: 'Later hour',
  noHours: 'No hour of the last day has been cleared yet. The first one will stand here as soon as it is.',
  noMarket: 'There is no market yet.',
  nothing: 'Nothing was traded in this hour.',
  signs: {
    sells: 'Sells (round)',
    buys: 'Buys (square)',
    both: 'Both (diamond)',
    rests: 'Does not trade (small)',
    you: 'You (ring)',
  },
  you: (who: string) => `${who} (you)`,
  summary: (hour: string, sellers: number, buyers: number, energy: string) =>
    `${hour}: ${sellers === 1 ? '1 member' : `${sellers} members`} sold ${energy} to ${buyers === 1 ? '1 member' : `${buyers} members`}.`,
  summaryNone: (hour: string) => `${hour}: nothing was traded.`,
  hint: 'Move over the circle, or use the arrow keys, to see what each member sold and bought.',
  sold: (energy: string, amount: string, whom: string) => `sold ${energy} for ${amount}: ${whom}`,
  bought: (energy: string, amount: string, whom: string) => `bought ${energy} for ${amount}: ${whom}`,
  to: (energy: string, who: string) => `${energy} to ${who}`,
  from: (energy: string, who: string) => `${energy} from ${who}`,
  others: (count: number) => (count === 1 ? '1 other' : `${count} others`),
  rests: 'did not trade',
  metered: (produced: string, used: string) => `Its meter: produced ${produced}, used ${used}.`,
  left: (count: number) =>
    `${count === 1 ? '1 further member is' : `${count} further members are`} left out of the drawing; the table has all trades.`,
  columns: { seller: 'Seller', buyer: 'Buyer', energy: 'kWh', payment: 'eEuro' },
  members: 'Who generates, who uses',
  membersLead: 'The same hour, member by member: what its meter counted, and what it traded with its neighbours.',
  membersLeadNoMeters: 'The same hour, member by member. Only trades are known: no meters are connected.',
  simulated: 'Meters of the demonstration are recorded ones.',
  memberColumns: {
    member: 'Member',
    produced: 'Produced kWh',
    used: 'Used kWh',
    sold: 'Sold kWh',
    bought: 'Bought kWh',
  },
  lines: 'Line load',
  linesLead:
    'What flowed through each line on average over the hour: all that the homes behind it produced, less what they used, by their meters. Batteries and losses are left out.',
  linesSource: (attribution: string) =>
    `Lines are those of a benchmark grid, not of the homes’ own street. ${attribution}`,
  linesSummary: (hour: string, share: string, line: string) =>
    `${hour}: the fullest line, ${line}, carried ${share} of what it bears.`,
  linesHint: 'Move over the lines, or use the arrow keys, to see what each carried.',
  toGrid: (line: string, power: string, share: string) =>
    `${line}: ${power} towards the transformer, ${share} of what it bears`,
  toHomes: (line: string, power: string, share: string) =>
    `${line}: ${power} towards the homes, ${share} of what it bears`,
  idle: (line: string) => `${line}: nothing`,
  atLine: (homes: string) => `; at its end ${homes}`,
  transformer: 'Transformer',
  power: {
    homes: 'Towards the homes',
    grid: 'Towards the transformer (dashed)',
    none: 'Nothing',
    half: 'From half of what it bears on',
    full: 'From four fifths on: nearly full',
  },
  lineColumns: { line: 'Line', near: 'From', far: 'To', power: 'W to the transformer', most: 'Bears W', share: 'Load' },
  linesNoMeters: 'No meter readings are known for this hour, so no load is shown.',
  linesWait:
    'How much each line carries can be said only with the data of the grid: which home hangs on which line, and what a line can bear. This gateway knows of no grid, so no load is shown.',
};
