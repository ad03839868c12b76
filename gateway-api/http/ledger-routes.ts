import { type LedgerRoute } from './ledger-route';
import { agentRoutes } from './ledger-routes/agents';
import { bookRoutes } from './ledger-routes/books';
import { electricityRoutes } from './ledger-routes/electricity';
import { governanceRoutes } from './ledger-routes/governance';
import { marketRoutes } from './ledger-routes/market';
import { memberRoutes } from './ledger-routes/members';
import { microgridRoutes } from './ledger-routes/microgrids';
import { proofRoutes } from './ledger-routes/proofs';
import { storageRoutes } from './ledger-routes/storage';
import { tokenRoutes } from './ledger-routes/tokens';
import { trustRoutes } from './ledger-routes/trust';
import { unitRoutes } from './ledger-routes/units';

/** The route table: every address behind which a transaction of the ledger stands. */
export const ledgerRoutes: readonly LedgerRoute[] = [
  ...marketRoutes,
  ...memberRoutes,
  ...unitRoutes,
  ...tokenRoutes,
  ...storageRoutes,
  ...bookRoutes,
  ...electricityRoutes,
  ...trustRoutes,
  ...agentRoutes,
  ...governanceRoutes,
  ...microgridRoutes,
  ...proofRoutes,
];
