import { type Contention } from '../../chaincode/wire/declaration';
import { type Pass } from './contention-lanes';
import { type LedgerCall } from './ledger-call';

/** After so many conflicts a transaction passes alone: in line it could still lose to those who pass beside it. */
const UNTIL_ALONE = 2;

/**
 * What a call has to pass on its next attempt, after so many conflicts: `beside` others at first, `inLine` with those who
 * met a conflict, too, at last `alone`; what always collides passes alone from the start.
 */
export function passesOf({ declaration, args }: LedgerCall, caller: string, conflicts: number): Pass[] {
  const contention = declaration.contention ?? [{ on: `transaction:${declaration.name}`, collides: 'sometimes' }];
  const names = Object.keys(declaration.args);
  const valueOf = (name: string): string => (name === 'caller' ? caller : (args[names.indexOf(name)] ?? ''));
  return contention.map(({ on, collides }) => ({
    resource: on.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name)),
    passage: passageOf(collides, conflicts),
    first: conflicts >= UNTIL_ALONE,
  }));
}

function passageOf(collides: Contention['collides'], conflicts: number): Pass['passage'] {
  if (collides === 'always' || conflicts >= UNTIL_ALONE) return 'alone';
  return conflicts === 0 ? 'beside' : 'inLine';
}
