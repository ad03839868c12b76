/** Answers to "Why?" in the market. Figures are put in as they are shown. */
export const reasons = {
  priceOf: (hour: string) => `The price of ${hour}`,
  priceNow: 'The price if it closed now',
  rule: 'The rule of this market',
  mechanisms: {
    'mcp-fifo': {
      name: 'Average bid',
      rule: 'The price is the average of all bids, each counted by its kWh. Buyers below it and sellers above it stay out. Of the others, the bids worth most are served first, and sellers in the order in which they came.',
    },
    'pay-as-clear': {
      name: 'One price where the curves meet',
      rule: 'Supply and demand are laid over each other; where they cross is the price for everybody. Best prices are served first.',
    },
    'pay-as-bid': {
      name: 'Each pair at the bid',
      rule: 'The highest bid meets the lowest ask, then the next ones, as long as the bid reaches the ask. Each pair trades at its bid.',
    },
    midpoint: {
      name: 'Each pair in the middle',
      rule: 'The highest bid meets the lowest ask, then the next ones, as long as the bid reaches the ask. Each pair trades in the middle between both.',
    },
    tdda: {
      name: 'Truthful double auction',
      rule: 'Pairs are made by price, and the price is set so that nobody gains by saying another limit than the true one.',
    },
    'trust-mcp': {
      name: 'Average bid, by trust',
      rule: 'The price is the average of all bids, each counted by its kWh. Trust points say how much of an offer counts and who is served first.',
    },
    'two-level': {
      name: 'Two levels',
      rule: 'Prices follow supply and demand, between what the grid pays and what it asks: first inside each microgrid, then between them.',
    },
  },
  averageSteps: {
    value: (bids: number, value: string, energy: string) =>
      `${bids === 1 ? 'One bid' : `${bids} bids`}: together they would pay ${value} for ${energy}.`,
    division: (value: string, energy: string, price: string) => `${value} ÷ ${energy} = ${price}. That is the price.`,
    paying: (count: number, energy: string) =>
      `${count === 1 ? 'One buyer bid' : `${count} buyers bid`} at least that: ${energy}.`,
    willing: (count: number, energy: string) =>
      `${count === 1 ? 'One seller asks' : `${count} sellers ask`} no more than that: ${energy}.`,
    traded: (energy: string) => `The smaller of the two changes hands: ${energy}.`,
  },
  crossSteps: {
    wanted: (bids: number, energy: string) => `${bids === 1 ? 'One buyer wants' : `${bids} buyers want`} ${energy}.`,
    offered: (asks: number, energy: string) =>
      `${asks === 1 ? 'One seller offers' : `${asks} sellers offer`} ${energy}.`,
    traded: (energy: string, price: string) => `${energy} of that agree: ${price}.`,
    tradedPairs: (energy: string) => `${energy} found each other, each pair at a price of its own.`,
  },
  noBids: 'Nobody has bid yet, so there is no price.',
  noTrade: 'No bid reaches an ask, so nothing is traded and there is no price.',
  provisional: 'The hour is open: each new offer can change this until it closes.',
  offerTitle: (what: string) => `What came of it: ${what}`,
  offerNowTitle: (what: string) => `If it closed now: ${what}`,
  outcome: {
    whole: (energy: string) => `It traded in full: ${energy}.`,
    part: (traded: string, energy: string) => `It traded ${traded} of ${energy}.`,
    none: 'It did not trade.',
  },
  outcomeNow: {
    whole: (energy: string) => `It would trade in full: ${energy}.`,
    part: (traded: string, energy: string) => `It would trade ${traded} of ${energy}.`,
    none: 'It would not trade.',
  },
  nobody: { buy: 'Nobody offers any energy in this hour.', sell: 'Nobody wants any energy in this hour.' },
  limit: {
    buy: (price: string, limit: string) => `The price is ${price}, above your limit of ${limit}.`,
    sell: (price: string, limit: string) => `The price is ${price}, below your limit of ${limit}.`,
  },
  within: {
    buy: (price: string, limit: string) => `You pay ${price}; your limit was ${limit}.`,
    sell: (price: string, limit: string) => `You get ${price}; your limit was ${limit}.`,
  },
  quota: (points: number, quota: string) =>
    `With ${points === 1 ? 'one trust point' : `${points} trust points`}, ${quota} of it counts.`,
  rank: {
    buy: (before: string, there: string) =>
      `Your limit was good enough, but there was only ${there} for sale at that price, and other buyers took ${before} of it first.`,
    sell: (before: string, there: string) =>
      `Your limit was good enough, but buyers wanted only ${there} at that price, and other sellers covered ${before} of it first.`,
  },
  rankedBy: {
    value: 'Bids that are worth most (price times energy) are served first.',
    arrival: 'Sellers are served in the order in which they came; within a minute, lots are drawn.',
    price: 'The best prices are served first.',
    points: 'Members with more trust points are served first.',
  },
  noPartner: {
    buy: (best: string) => `The cheapest seller asks ${best}, more than your limit.`,
    sell: (best: string) => `The highest bid is ${best}, less than your limit.`,
  },
  wouldHave: {
    buy: (price: string, energy: string) =>
      `With a limit of ${price}, all else the same, you would have bought ${energy}.`,
    sell: (price: string, energy: string) =>
      `With a limit of ${price}, all else the same, you would have sold ${energy}.`,
  },
  wouldHaveNow: {
    buy: (price: string, energy: string) => `With a limit of ${price}, all else the same, you would buy ${energy}.`,
    sell: (price: string, energy: string) => `With a limit of ${price}, all else the same, you would sell ${energy}.`,
  },
  noPriceHelps: 'No other limit would have changed that: there was not enough on the other side.',
  noPriceHelpsNow: 'No other limit would change that: there is not enough on the other side.',
  computed: 'Computed here, from all offers of the hour, with the very rule that the ledger runs.',
};
