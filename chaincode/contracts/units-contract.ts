import { type Static } from '@sinclair/typebox';
import { Info } from 'fabric-contract-api';
import { DomainError } from '../domain/errors';
import { checkOwner, checkState, type Unit } from '../domain/pv-unit';
import { unitRecord } from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/units';
import { type UnitDetails } from '../wire/views';
import { findMember, findUnit } from './find';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

type UnitView = ResultOf<typeof declared.GetPV>;

/** PV units and other producing assets (spec 10, "Registry"). */
@Info({ title: 'Units', description: 'PV units and other producing assets' })
export class UnitsContract extends SunledgerContract {
  constructor() {
    super('units');
  }

  @transaction(declared.RegisterPV)
  async RegisterPV(
    ctx: TransactionContext,
    { unit: id, details }: { unit: string; details: Static<typeof UnitDetails> },
  ): Promise<UnitView> {
    if (await ctx.ledger.get(unitRecord, id)) {
      throw new DomainError('UNIT_EXISTS', `There is a unit ${id} already`, { unit: id });
    }
    return save(ctx, {
      id,
      owner: ctx.member.id,
      kind: details.kind,
      capacityW: details.capacityW,
      location: details.location,
      certifications: details.certifications ?? [],
      equipment: details.equipment ?? '',
      metadata: details.metadata ?? {},
      state: 'registered',
      offeredTo: null,
      ownedSince: ctx.time,
    });
  }

  @transaction(declared.VerifyPV)
  async VerifyPV(ctx: TransactionContext, { unit: id }: { unit: string }): Promise<UnitView> {
    const unit = await findUnit(ctx.ledger, id);
    checkState(unit, ['registered']);
    ctx.concerns({ members: [unit.owner] });
    return save(ctx, { ...unit, state: 'verified' });
  }

  @transaction(declared.OfferPVTransfer)
  async OfferPVTransfer(ctx: TransactionContext, { unit: id, to }: { unit: string; to: string }): Promise<UnitView> {
    const unit = await findUnit(ctx.ledger, id);
    checkOwner(unit, ctx.member.id);
    checkState(unit, ['registered', 'verified']);
    await findMember(ctx.ledger, to);
    ctx.concerns({ members: [to] });
    return save(ctx, { ...unit, offeredTo: to === unit.owner ? null : to });
  }

  @transaction(declared.AcceptPVTransfer)
  async AcceptPVTransfer(ctx: TransactionContext, { unit: id }: { unit: string }): Promise<UnitView> {
    const unit = await findUnit(ctx.ledger, id);
    // A unit out of service is offered to nobody.
    if (unit.offeredTo !== ctx.member.id) {
      throw new DomainError('UNIT_NOT_OWNED', `Unit ${id} was not offered to ${ctx.member.id}`, { unit: id });
    }
    ctx.concerns({ members: [unit.owner] });
    return save(ctx, { ...unit, owner: ctx.member.id, offeredTo: null, ownedSince: ctx.time });
  }

  @transaction(declared.RetirePV)
  async RetirePV(ctx: TransactionContext, { unit: id }: { unit: string }): Promise<UnitView> {
    const unit = await findUnit(ctx.ledger, id);
    checkOwner(unit, ctx.member.id);
    checkState(unit, ['registered', 'verified']);
    return save(ctx, { ...unit, state: 'retired', offeredTo: null });
  }

  @transaction(declared.GetPV)
  async GetPV(ctx: TransactionContext, { unit }: { unit: string }): Promise<UnitView> {
    return unitView(await findUnit(ctx.ledger, unit));
  }

  @transaction(declared.GetPVs)
  async GetPVs(
    ctx: TransactionContext,
    { pageSize, bookmark }: { pageSize: string; bookmark: string },
  ): Promise<ResultOf<typeof declared.GetPVs>> {
    const page = await ctx.ledger.page(unitRecord, [], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(unitView), bookmark: page.bookmark };
  }
}

const unitView = (unit: Unit): UnitView => ({ ...unit, certifications: [...unit.certifications] });

function save(ctx: TransactionContext, unit: Unit): UnitView {
  ctx.ledger.put(unitRecord, unit);
  return unitView(unit);
}
