/** Every refusal of storage units and sessions, provoked in a peopled world (spec 12). */
import { type TransactionName } from '../../../chaincode/wire/transactions';
import { people } from '../peopled-world';
import { nobody, type RefusalCase } from './refusal-case';

const { member, otherMember, suspended } = people;
const noUnit = 'su9@HouseholdsMSP';
const { storageUnit, removedUnit } = people;
const batchOf = (...changed: object[]) =>
  JSON.stringify(changed.map((each) => ({ kind: 'produced', report: 2, energy: '1', member, ...each })));

/** Reports of a unit that has made its first one and holds 10 kWh. */
const reporting = (name: TransactionName, energy: string, ...named: string[]): RefusalCase[] => [
  [name, 'UNIT_STATE', 'removedUnit', ['2', ...named, energy]],
  [name, 'REPORT_REPEATED', 'storageUnit', ['1', ...named, energy]],
  [name, 'REPORT_SKIPPED', 'storageUnit', ['3', ...named, energy]],
];

/** Of reports, sessions and the register of units. */
export const storageRefusals = (): RefusalCase[] => [
  ...reporting('EnergyProduced', '1', member),
  ...reporting('EnergyConsumed', '1', member),
  ...reporting('ReportActualEnergy', '1'),
  ...(['EnergyProduced', 'EnergyConsumed'] as const).flatMap((name): RefusalCase[] => [
    [name, 'REPORT_EMPTY', 'storageUnit', ['2', member, '0']],
    [name, 'MEMBER_NOT_FOUND', 'storageUnit', ['2', nobody, '1']],
    [name, 'INVALID_ARGUMENT', 'storageUnit', ['2', member, '0.0001']],
  ]),
  ['EnergyProduced', 'SUPPLY_EXCEEDED', 'storageUnit', ['2', member, '1000000000000']],
  ['EnergyConsumed', 'ENERGY_NOT_HELD', 'storageUnit', ['2', member, '10.001']],
  ['ReportBatch', 'UNIT_STATE', 'removedUnit', [batchOf({})]],
  ['ReportBatch', 'REPORT_REPEATED', 'storageUnit', [batchOf({}, {})]],
  ['ReportBatch', 'REPORT_SKIPPED', 'storageUnit', [batchOf({}, { report: 4 })]],
  ['ReportBatch', 'REPORT_EMPTY', 'storageUnit', [batchOf({}, { report: 3, energy: '0' })]],
  ['ReportBatch', 'MEMBER_NOT_FOUND', 'storageUnit', [batchOf({}, { report: 3, member: nobody })]],
  ['ReportBatch', 'SUPPLY_EXCEEDED', 'storageUnit', [batchOf({ energy: '1000000000000' })]],
  ['ReportBatch', 'ENERGY_NOT_HELD', 'storageUnit', [batchOf({}, { report: 3, kind: 'consumed', energy: '11.001' })]],
  ['ReportBatch', 'INVALID_ARGUMENT', 'storageUnit', [batchOf(...Array<object>(201).fill({}))]],
  ['ReportBatch', 'INVALID_ARGUMENT', 'storageUnit', ['[]']],
  ['StartConsumptionSession', 'UNIT_NOT_FOUND', 'member', [noUnit, '1']],
  ['StartConsumptionSession', 'UNIT_STATE', 'otherMember', [removedUnit, '1']],
  ['StartConsumptionSession', 'SESSION_EXISTS', 'member', [storageUnit, '1']],
  ['StartConsumptionSession', 'SESSION_EMPTY', 'otherMember', [storageUnit, '0']],
  ['StartConsumptionSession', 'INSUFFICIENT_FUNDS', 'otherMember', [storageUnit, '100']],
  ['CloseConsumptionSession', 'FORBIDDEN', 'otherMember', [storageUnit, member]],
  ['CloseConsumptionSession', 'UNIT_NOT_FOUND', 'member', [noUnit, member]],
  ['CloseConsumptionSession', 'SESSION_NOT_FOUND', 'otherMember', [storageUnit, otherMember]],
  [
    'CloseConsumptionSession',
    'SESSION_NOT_OPEN',
    'member',
    [storageUnit, member],
    (world) => world.as(storageUnit, 'CloseConsumptionSession', [storageUnit, member]),
  ],
  ['ClearOldSessions', 'UNIT_NOT_FOUND', 'member', [noUnit]],
  ['GetConsumptionSessions', 'UNIT_NOT_FOUND', 'member', [noUnit, '10', '']],
  ['GetConsumptionSessionEnergy', 'UNIT_NOT_FOUND', 'member', [noUnit, member]],
  ['GetConsumptionSessionEnergy', 'SESSION_NOT_FOUND', 'member', [storageUnit, otherMember]],
  ['GetStorageUnitInfo', 'UNIT_NOT_FOUND', 'member', [noUnit]],
  ['GetStorageUnitEnergy', 'UNIT_NOT_FOUND', 'member', [noUnit]],
  ['RegisterStorageUnit', 'MEMBER_NOT_FOUND', 'voter', [noUnit, nobody]],
  ['RegisterStorageUnit', 'MEMBER_STATUS', 'voter', [noUnit, suspended]],
  ['RegisterStorageUnit', 'UNIT_EXISTS', 'voter', [removedUnit, member]],
  ['RemoveStorageUnit', 'UNIT_NOT_FOUND', 'voter', [noUnit]],
  ['RemoveStorageUnit', 'UNIT_STATE', 'voter', [removedUnit]],
];
