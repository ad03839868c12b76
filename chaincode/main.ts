/** The chaincode: its contracts, and the private data collection that its deployment has to define. */
import { AgentsContract } from './contracts/agents-contract';
import { BookContract } from './contracts/book-contract';
import { ElectricityContract } from './contracts/electricity-contract';
import { GovernanceContract } from './contracts/governance-contract';
import { MarketContract } from './contracts/market-contract';
import { MembersContract } from './contracts/members-contract';
import { MicrogridsContract } from './contracts/microgrids-contract';
import { ProofsContract } from './contracts/proofs-contract';
import { StorageContract } from './contracts/storage-contract';
import { TokensContract } from './contracts/tokens-contract';
import { TrustContract } from './contracts/trust-contract';
import { UnitsContract } from './contracts/units-contract';

export { personalDataCollection } from './ledger/personal-data';

export const contracts = [
  MembersContract,
  TokensContract,
  UnitsContract,
  MarketContract,
  StorageContract,
  BookContract,
  ElectricityContract,
  TrustContract,
  AgentsContract,
  GovernanceContract,
  MicrogridsContract,
  ProofsContract,
];
