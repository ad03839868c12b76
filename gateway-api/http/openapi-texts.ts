import { type Caller } from '../../chaincode/wire/declaration';
import { fullName, transactionList } from '../../chaincode/wire/transactions';
import { type Route } from './route';

/** What a reader has to know of each resource before its operations. */
const tagDescriptions: Readonly<Record<string, string>> = {
  accounts: "Members' accounts in ENT (energy), eEuro (currency) and TRUST, and the banker's work on them",
  agents: 'Agents who recompute clearings and attest them, their epochs and their shares of fees',
  auth: 'Enrolling, signing in and out',
  books: 'Order books, in which tokens are traded continuously or by intervals',
  clearings: 'What came of listings: price, energy, and every offer and trade',
  'electricity certificates': 'Certificates of the energy that trades committed',
  explorer: 'Blocks and transactions: who made and endorsed them, which keys they touch, and what checks the chain',
  events: 'What happens on the ledger, as it happens',
  history: 'What happened, as the read model remembers it',
  listings: "A market's trading in one delivery interval, from broadcast to settlement",
  markets: 'Hourly markets and their rules',
  me: 'The caller: its membership, personal data and certificate',
  members: 'Members, and their admission by an organisation’s registrar',
  microgrids: 'Microgrids of markets with two price levels',
  network: 'The channel, the chaincode and the organisations behind this gateway',
  offers: 'Sell and buy offers in a listing',
  parameters: 'Parameters that the voters decide on',
  proofs: 'What proves to outsiders who committed and delivered what',
  service: 'Whether the gateway runs and can serve',
  statistics: 'Energy, money and prices added up per hour, day and month',
  storage: 'Storage units, their reports of energy and consumption sessions',
  supply: 'Tokens in circulation',
  signing:
    'Steps for members who sign by themselves: what is prepared, and what comes back signed. Client libraries take them on the way to another operation',
  transactions: 'What became of a transaction',
  transfers: 'Moving tokens between members',
  trust: 'Trust of members, deliveries and ratings of trades, the platform’s score',
  units: 'PV units and other producing assets',
  votes: 'Votes, which execute themselves, and the voters',
};

/** The document's tags, in the order of their first route. */
export function tagsOf(routes: readonly Route[]): { readonly name: string; readonly description?: string }[] {
  return [...new Set(routes.map(({ tag }) => tag))].map((name) => {
    const description = tagDescriptions[name];
    return { name, ...(description === undefined ? {} : { description }) };
  });
}

const callers: Readonly<Record<Caller, string>> = {
  anyone: 'every identity that the network admits',
  member: 'every active member',
  organizationAdmin: "an organisation's administrator",
  storageUnit: 'a storage unit of the network',
  voter: 'a voter',
  banker: 'the banker',
  marketOperator: 'a market operator',
  gridOperator: 'a grid operator',
  meterAuthority: 'a meter authority',
  arbiter: 'an arbiter',
  auditor: 'an auditor',
  bridgeService: 'a bridge service',
};

/** Who may ask, and which transaction of the ledger it is. */
export function descriptionOf(route: Route): string {
  const declarations = transactionList.filter((each) => route.transactions.includes(fullName(each)));
  if (declarations.length === 0)
    return route.access === 'public' ? 'For everybody.' : 'For everybody who is signed in.';
  const who = [...new Set(declarations.flatMap((each) => each.callers))].map((caller) => callers[caller]);
  const act = route.writesLedger ? 'Submits' : 'Evaluates';
  const names = declarations.map((each) => `\`${fullName(each)}\``);
  return `For ${listed(who)}. ${act} ${names.length > 3 ? 'the transaction that the body names' : listed(names)}.`;
}

/** "a, b or c". */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
