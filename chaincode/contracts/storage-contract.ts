import { type Static } from '@sinclair/typebox';
import { Info } from 'fabric-contract-api';
import { type AccountChange } from '../domain/account-change';
import { DomainError } from '../domain/errors';
import { ratesOf } from '../domain/stored-energy/rates';
import { applyReports, sessionsOf } from '../domain/stored-energy/report-batch';
import { type Report } from '../domain/stored-energy/reports';
import {
  type ConsumptionSession,
  endSession,
  isOver,
  openSession,
  sessionReference,
} from '../domain/stored-energy/session';
import { formatMicros, type MicroEnt, parseAmount, parseEnergy } from '../domain/units';
import { loadEnergyParameters, loadPools, savePools } from '../ledger/energy-pools';
import { type Ledger } from '../ledger/ledger';
import { sessionRecord, storageUnitRecord } from '../ledger/records';
import { oldestSessions, saveSession } from '../ledger/sessions';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/storage';
import { type ReportList } from '../wire/views';
import { findMember, findStorageUnit } from './find';
import { creditChanges, moveOwn } from './movements';
import { poolsView, sessionView, storageUnitView } from './storage-views';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

type ReportView = ResultOf<typeof declared.EnergyProduced>;
type SessionView = ResultOf<typeof declared.StartConsumptionSession>;
type StorageUnitView = ResultOf<typeof declared.GetStorageUnitInfo>;
interface OfSession {
  unit: string;
  member: string;
}

/** ClearOldSessions looks at so many sessions at most. */
const SESSIONS_PER_CLEARING = 100;

/** Energy in storage units and the ENT that stand for it (spec 12). */
@Info({ title: 'Storage', description: 'Energy in storage units, sessions, reports' })
export class StorageContract extends SunledgerContract {
  constructor() {
    super('storage');
  }

  @transaction(declared.EnergyProduced)
  async EnergyProduced(
    ctx: TransactionContext,
    { report, producer, energy }: { report: string; producer: string; energy: string },
  ): Promise<ReportView> {
    return applyAll(ctx, [reportOf(ctx, { kind: 'produced', report: Number(report), member: producer, energy })]);
  }

  @transaction(declared.EnergyConsumed)
  async EnergyConsumed(
    ctx: TransactionContext,
    { report, consumer, energy }: { report: string; consumer: string; energy: string },
  ): Promise<ReportView> {
    return applyAll(ctx, [reportOf(ctx, { kind: 'consumed', report: Number(report), member: consumer, energy })]);
  }

  @transaction(declared.ReportActualEnergy)
  async ReportActualEnergy(
    ctx: TransactionContext,
    { report, energy }: { report: string; energy: string },
  ): Promise<ReportView> {
    return applyAll(ctx, [reportOf(ctx, { kind: 'actual', report: Number(report), energy })]);
  }

  @transaction(declared.ReportBatch)
  async ReportBatch(ctx: TransactionContext, { reports }: { reports: Static<typeof ReportList> }): Promise<ReportView> {
    return applyAll(
      ctx,
      reports.map((report) => reportOf(ctx, report)),
    );
  }

  @transaction(declared.StartConsumptionSession)
  async StartConsumptionSession(
    ctx: TransactionContext,
    { unit: unitId, amount }: { unit: string; amount: string },
  ): Promise<SessionView> {
    const member = ctx.member.id;
    const unit = await findStorageUnit(ctx.ledger, unitId);
    const previous = (await ctx.ledger.get(sessionRecord, unitId, member)) ?? null;
    const pools = await loadPools(ctx.ledger);
    const parameters = await loadEnergyParameters(ctx.ledger);
    const order = { member, amount: parseAmount(amount) as MicroEnt };
    const opened = openSession({ pools, unit, previous }, order, parameters, ctx.now);
    await moveOwn(ctx, opened.changes);
    ctx.ledger.put(storageUnitRecord, opened.unit);
    saveSession(ctx.ledger, previous ?? undefined, opened.session);
    ctx.concerns({ members: [unitId, unit.owner] });
    return sessionView(opened.session);
  }

  @transaction(declared.CloseConsumptionSession)
  async CloseConsumptionSession(ctx: TransactionContext, args: OfSession): Promise<SessionView> {
    const { id } = ctx.identity;
    if (id !== args.unit && id !== args.member) {
      throw new DomainError('FORBIDDEN', 'A session is ended by its member or its storage unit', { unit: args.unit });
    }
    const unit = await findStorageUnit(ctx.ledger, args.unit);
    const session = await findSession(ctx.ledger, args);
    const ended = endSession(session, unit, 'closed');
    creditChanges(ctx, ended.changes);
    ctx.ledger.put(storageUnitRecord, ended.unit);
    saveSession(ctx.ledger, session, ended.session);
    ctx.concerns({ members: [args.unit, args.member] });
    return sessionView(ended.session);
  }

  @transaction(declared.ClearOldSessions)
  async ClearOldSessions(
    ctx: TransactionContext,
    { unit: unitId }: { unit: string },
  ): Promise<ResultOf<typeof declared.ClearOldSessions>> {
    let unit = await findStorageUnit(ctx.ledger, unitId);
    const { sessions, more } = await oldestSessions(ctx.ledger, unitId, SESSIONS_PER_CLEARING);
    const over = sessions.filter((session) => isOver(session, unit, ctx.now));
    const changes: AccountChange[] = [];
    for (const session of over) {
      const ended = endSession(session, unit, 'expired');
      unit = ended.unit;
      changes.push(...ended.changes);
      saveSession(ctx.ledger, session, ended.session);
    }
    creditChanges(ctx, changes);
    if (over.length > 0) ctx.ledger.put(storageUnitRecord, unit);
    ctx.concerns({ members: [unitId, ...over.map(({ member }) => member)] });
    return { ended: over.length, more: more && over.length === sessions.length };
  }

  @transaction(declared.GetConsumptionSessions)
  async GetConsumptionSessions(
    ctx: TransactionContext,
    { unit, pageSize, bookmark }: { unit: string; pageSize: string; bookmark: string },
  ): Promise<ResultOf<typeof declared.GetConsumptionSessions>> {
    await findStorageUnit(ctx.ledger, unit);
    const page = await ctx.ledger.page(sessionRecord, [unit], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(sessionView), bookmark: page.bookmark };
  }

  @transaction(declared.GetConsumptionSessionEnergy)
  async GetConsumptionSessionEnergy(ctx: TransactionContext, args: OfSession): Promise<SessionView> {
    await findStorageUnit(ctx.ledger, args.unit);
    return sessionView(await findSession(ctx.ledger, args));
  }

  @transaction(declared.GetTotalEnergy)
  async GetTotalEnergy(ctx: TransactionContext): Promise<ResultOf<typeof declared.GetTotalEnergy>> {
    return poolsView(await loadPools(ctx.ledger));
  }

  @transaction(declared.GetEnergyRates)
  async GetEnergyRates(ctx: TransactionContext): Promise<ResultOf<typeof declared.GetEnergyRates>> {
    const { mint, burn } = ratesOf(await loadPools(ctx.ledger), await loadEnergyParameters(ctx.ledger));
    return { mint: formatMicros(mint), burn: formatMicros(burn) };
  }

  @transaction(declared.GetStorageUnits)
  async GetStorageUnits(
    ctx: TransactionContext,
    { pageSize, bookmark }: { pageSize: string; bookmark: string },
  ): Promise<ResultOf<typeof declared.GetStorageUnits>> {
    const page = await ctx.ledger.page(storageUnitRecord, [], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(storageUnitView), bookmark: page.bookmark };
  }

  @transaction(declared.GetStorageUnitInfo)
  async GetStorageUnitInfo(ctx: TransactionContext, { unit }: { unit: string }): Promise<StorageUnitView> {
    return storageUnitView(await findStorageUnit(ctx.ledger, unit));
  }

  @transaction(declared.GetStorageUnitEnergy)
  async GetStorageUnitEnergy(ctx: TransactionContext, { unit }: { unit: string }): Promise<StorageUnitView> {
    return storageUnitView(await findStorageUnit(ctx.ledger, unit));
  }
}

/** A report of the calling unit in the ledger's units. */
function reportOf(ctx: TransactionContext, report: Static<typeof ReportList>[number]): Report {
  const head = { unit: ctx.identity.id, number: report.report, energy: parseEnergy(report.energy) };
  return report.kind === 'actual' ? { ...head, kind: 'actual' } : { ...head, kind: report.kind, member: report.member };
}

/** Works through reports of the calling unit: loads what they touch, asks the rule, saves. */
async function applyAll(ctx: TransactionContext, reports: readonly Report[]): Promise<ReportView> {
  const { ledger } = ctx;
  const unit = await findStorageUnit(ledger, ctx.identity.id);
  const pools = await loadPools(ledger);
  const parameters = await loadEnergyParameters(ledger);
  const named = new Set(reports.flatMap((report) => (report.kind === 'actual' ? [] : [report.member])));
  for (const member of named) await findMember(ledger, member);
  const sessions = new Map<string, ConsumptionSession>();
  for (const { unit: unitId, member } of sessionsOf(reports)) {
    const session = await ledger.get(sessionRecord, unitId, member);
    if (session) sessions.set(sessionReference(session), session);
  }
  const after = applyReports({ pools, units: new Map([[unit.id, unit]]), sessions }, reports, parameters, ctx.now);
  savePools(ledger, pools, after.pools);
  const reported = after.units.get(unit.id) ?? unit;
  ledger.put(storageUnitRecord, reported);
  for (const [reference, session] of after.sessions) {
    const before = sessions.get(reference);
    if (session !== before) saveSession(ledger, before, session);
  }
  creditChanges(ctx, after.changes);
  ctx.concerns({ members: [...named, unit.owner] });
  const sum = (part: 'minted' | 'burned') => after.outcomes.reduce((total, outcome) => total + outcome[part], 0n);
  return {
    minted: formatMicros(sum('minted')),
    burned: formatMicros(sum('burned')),
    unit: storageUnitView(reported),
    pools: poolsView(after.pools),
  };
}

async function findSession(ledger: Ledger, { unit, member }: OfSession): Promise<ConsumptionSession> {
  const session = await ledger.get(sessionRecord, unit, member);
  if (!session) {
    throw new DomainError('SESSION_NOT_FOUND', `${member} has no session with storage unit ${unit}`, { unit, member });
  }
  return session;
}
