import { transactions as t } from '../../../chaincode/wire/transactions';
import { type TransactionDeclaration } from '../../../chaincode/wire/declaration';
import * as governance from '../../../chaincode/wire/transactions/governance';
import { resource } from '../ledger-route';

const votes = resource('votes');
const parameters = resource('parameters');

/** Every transaction of the governance table that changes the ledger is a command to vote on. */
const commands = Object.fromEntries(
  Object.values(governance)
    .filter((declaration: TransactionDeclaration) => declaration.kind === 'submit')
    .map((declaration) => [declaration.name, declaration]),
);

/** Votes, voters and network parameters (spec 13). */
export const governanceRoutes = [
  votes.get('/votes', t.GetVotes),
  votes.post(
    '/votes',
    { in: 'body', name: 'command', of: commands },
    {
      operationId: 'castVote',
      argumentsIn: 'arguments',
      summary: 'Votes on a command; the first vote opens it, the last one executes it',
    },
  ),
  votes.get('/votes/{vote}', t.GetVote),
  votes.get('/voters', t.GetVoters),
  parameters.get('/parameters', t.GetParameters),
];
