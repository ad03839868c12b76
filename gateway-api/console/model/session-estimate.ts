/** What a consumption session would reserve: by the very rule of the ledger (spec 12). */
import { DomainError } from '../../../chaincode/domain/errors';
import { energyParameters } from '../../../chaincode/domain/stored-energy/energy-parameters';
import { openSession } from '../../../chaincode/domain/stored-energy/session';
import { formatEnergy, type MicroEnt, parseAmount, parseEnergy } from '../../../chaincode/domain/units';
import { type EnergyPoolsView, type StorageUnitView } from './views';

export interface SessionQuestion {
  readonly pools: EnergyPoolsView;
  readonly unit: StorageUnitView;
  readonly parameters: Readonly<Record<string, string>>;
  readonly member: string;
  /** ENT, as a decimal string. */
  readonly amount: string;
}

/** The energy in kWh that it would reserve, or the sentence that says why it would reserve none. */
export function estimateSession(asked: SessionQuestion): { readonly reserved: string } | { readonly refused: string } {
  const { pools, unit, parameters, member, amount } = asked;
  try {
    const { session } = openSession(
      {
        pools: {
          stored: parseEnergy(pools.energy),
          circulating: parseAmount(pools.circulating),
          rate: parseAmount(pools.rate),
        },
        unit: { ...unit, energy: parseEnergy(unit.energy), reserved: parseEnergy(unit.reserved) },
        previous: null,
      },
      // ENT are counted in millionths, as every amount is.
      { member, amount: parseAmount(amount) as bigint as MicroEnt },
      energyParameters(parameters),
      0,
    );
    return { reserved: formatEnergy(session.reserved) };
  } catch (error) {
    if (error instanceof DomainError) return { refused: error.message };
    throw error;
  }
}
