/** PV units (spec 10, "Registry"). */
import { Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed, page, plainText } from './shared';

export const Unit = Type.Object(
  {
    id: s.UnitId,
    owner: s.MemberId,
    kind: s.oneOf(['solar', 'wind', 'hydro', 'biomass', 'geothermal'], 'Source of energy'),
    capacityW: Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Capacity in W', examples: [4000] }),
    location: Type.String({ maxLength: 64, description: 'Bus of the grid', examples: ['B7'] }),
    certifications: Type.Array(Type.String()),
    equipment: Type.String(),
    metadata: Type.Record(Type.String(), Type.String()),
    state: s.oneOf(['registered', 'verified', 'retired'], 'Only a verified unit sells'),
    offeredTo: Type.Union([s.MemberId, Type.Null()], { description: 'To whom its owner wants to hand it over' }),
    ownedSince: s.Time,
  },
  { ...closed, $id: 'Unit' },
);
export const UnitPage = page(Unit);

/** What an owner says of a unit when it registers it. */
export const UnitDetails = Type.Object(
  {
    kind: Unit.properties.kind,
    capacityW: Unit.properties.capacityW,
    location: Type.String({
      pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
      description: 'Bus of the grid',
      examples: ['B7'],
    }),
    certifications: Type.Optional(Type.Array(plainText('Certification', 100, 1, 'IEC 61215'), { maxItems: 10 })),
    equipment: Type.Optional(plainText('Make and model', 200, 0, 'SunCo 400')),
    metadata: Type.Optional(
      Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9 _-]{0,31}$' }), plainText('Value', 200), {
        maxProperties: 20,
        additionalProperties: false,
      }),
    ),
  },
  { ...closed, $id: 'UnitDetails' },
);
