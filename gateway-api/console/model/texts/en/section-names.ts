/** What the sections are called, and what each is for. */
export const sectionNames = {
  today: { name: 'Today', about: 'What you produce, use, owe and earn' },
  market: { name: 'Market', about: 'The open hour, your offer, and how prices came about' },
  book: { name: 'Order book', about: 'Trade stored energy (ENT) at any time' },
  tokens: { name: 'Tokens', about: 'What you hold, transfers, withdrawals' },
  energy: { name: 'Energy', about: 'Storage units, and taking energy out of them' },
  trust: { name: 'Trust', about: 'Your points and score, and rating trades' },
  bills: { name: 'Bills', about: 'What the day cost, with the market and without' },
  network: { name: 'Network', about: 'Members, parameters, totals and blocks' },
  map: { name: 'Map', about: 'Who generates, who uses, and the flows of the hour' },
  voting: { name: 'Voting', about: 'Open votes, and new ones' },
  banker: { name: 'Banker', about: 'Issue and redeem eEuro' },
  operator: { name: 'Operator', about: 'Listings, schedule and settlement' },
};
