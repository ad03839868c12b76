import { type Contention } from '../../chaincode/wire/declaration';
import { type Pass } from './contention-lanes';
import { type LedgerCall } from './ledger-call';

/** The steps that a transaction takes from conflict to conflict. */
const steps = ['beside', 'inLine', 'alone'] as const;

/** What a call competes for. */
export interface Competition {
  readonly resource: string;
  readonly collides: Contention['collides'];
}

/** The resources that a call competes for with others, by name. */
export function competitionOf({ declaration, args }: LedgerCall, caller: string): Competition[] {
  const contention = declaration.contention ?? [{ on: `transaction:${declaration.name}`, collides: 'sometimes' }];
  const names = Object.keys(declaration.args);
  const valueOf = (name: string): string => (name === 'caller' ? caller : (args[names.indexOf(name)] ?? ''));
  return contention.map(({ on, collides }) => ({
    resource: on.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name)),
    collides,
  }));
}

/**
 * How to pass at a step: `beside` others at step 0, `inLine` with those who met a conflict, too, at 1, and from 2 on
 * `alone`, since in line one could still lose to those who pass beside. What always collides passes alone at any step.
 */
export const passesAt = (competition: readonly Competition[], step: number): Pass[] =>
  competition.map(({ resource, collides }) => ({
    resource,
    passage: collides === 'always' ? 'alone' : (steps[step] ?? 'alone'),
    first: step >= 2,
  }));
