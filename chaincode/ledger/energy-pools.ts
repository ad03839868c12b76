import { type Pools } from '../domain/stored-energy/pools';
import { type EnergyParameters, energyParameters } from '../domain/stored-energy/energy-parameters';
import { type Ledger } from './ledger';
import { energyPoolRecord, parametersRecord, supplyRecord } from './records';

/** KWH, ENT and R. Reads two keys, which every report writes: reports under load go in batches. */
export async function loadPools(ledger: Ledger): Promise<Pools> {
  const pool = await ledger.get(energyPoolRecord, 'main');
  const supply = await ledger.get(supplyRecord, 'ENT');
  return { stored: pool?.stored ?? 0n, rate: pool?.rate ?? 0n, circulating: supply?.total ?? 0n };
}

/** Writes what has changed of them. */
export function savePools(ledger: Ledger, before: Pools, after: Pools): void {
  if (after.stored !== before.stored || after.rate !== before.rate) {
    ledger.put(energyPoolRecord, { stored: after.stored, rate: after.rate });
  }
  if (after.circulating !== before.circulating) {
    ledger.put(supplyRecord, { token: 'ENT', total: after.circulating });
  }
}

/** M, B, C, F and H as voted. Reads one key. */
export async function loadEnergyParameters(ledger: Ledger): Promise<EnergyParameters> {
  return energyParameters((await ledger.get(parametersRecord, 'main'))?.values ?? {});
}
