// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { AccountsApi } from './accounts-api';
import { AgentsApi } from './agents-api';
import { AuthApi } from './auth-api';
import { BooksApi } from './books-api';
import { ClearingsApi } from './clearings-api';
import { ElectricityCertificatesApi } from './electricity-certificates-api';
import { EventsApi } from './events-api';
import { ListingsApi } from './listings-api';
import { MarketsApi } from './markets-api';
import { MeApi } from './me-api';
import { MembersApi } from './members-api';
import { MicrogridsApi } from './microgrids-api';
import { NetworkApi } from './network-api';
import { OffersApi } from './offers-api';
import { ParametersApi } from './parameters-api';
import { ProofsApi } from './proofs-api';
import { ServiceApi } from './service-api';
import { StorageApi } from './storage-api';
import { SupplyApi } from './supply-api';
import { TransactionsApi } from './transactions-api';
import { TransfersApi } from './transfers-api';
import { TrustApi } from './trust-api';
import { UnitsApi } from './units-api';
import { VotesApi } from './votes-api';
import { type Requests } from '../requests';

/** Every operation of the API, by resource. */
export class Api {
  readonly accounts: AccountsApi;
  readonly agents: AgentsApi;
  readonly auth: AuthApi;
  readonly books: BooksApi;
  readonly clearings: ClearingsApi;
  readonly electricityCertificates: ElectricityCertificatesApi;
  readonly events: EventsApi;
  readonly listings: ListingsApi;
  readonly markets: MarketsApi;
  readonly me: MeApi;
  readonly members: MembersApi;
  readonly microgrids: MicrogridsApi;
  readonly network: NetworkApi;
  readonly offers: OffersApi;
  readonly parameters: ParametersApi;
  readonly proofs: ProofsApi;
  readonly service: ServiceApi;
  readonly storage: StorageApi;
  readonly supply: SupplyApi;
  readonly transactions: TransactionsApi;
  readonly transfers: TransfersApi;
  readonly trust: TrustApi;
  readonly units: UnitsApi;
  readonly votes: VotesApi;

  constructor(requests: Requests) {
    this.accounts = new AccountsApi(requests);
    this.agents = new AgentsApi(requests);
    this.auth = new AuthApi(requests);
    this.books = new BooksApi(requests);
    this.clearings = new ClearingsApi(requests);
    this.electricityCertificates = new ElectricityCertificatesApi(requests);
    this.events = new EventsApi(requests);
    this.listings = new ListingsApi(requests);
    this.markets = new MarketsApi(requests);
    this.me = new MeApi(requests);
    this.members = new MembersApi(requests);
    this.microgrids = new MicrogridsApi(requests);
    this.network = new NetworkApi(requests);
    this.offers = new OffersApi(requests);
    this.parameters = new ParametersApi(requests);
    this.proofs = new ProofsApi(requests);
    this.service = new ServiceApi(requests);
    this.storage = new StorageApi(requests);
    this.supply = new SupplyApi(requests);
    this.transactions = new TransactionsApi(requests);
    this.transfers = new TransfersApi(requests);
    this.trust = new TrustApi(requests);
    this.units = new UnitsApi(requests);
    this.votes = new VotesApi(requests);
  }
}
