import { type Static, type TObject, Type } from '@sinclair/typebox';
import { type Transaction } from 'kysely';
import { Bookmark, PageSize, Time } from '../../chaincode/wire/schemas';
import { type MemberIdentity } from '../fabric/fabric-identity';
import { type LedgerCall } from '../fabric/ledger-call';
import { askModel } from '../read-model/model-queries';
import { type ReadModel } from '../read-model/read-model';
import { type ReadModelTables } from '../read-model/tables';
import { type ProblemCode, Refusal } from '../refusal';
import { memberRoute } from './gateway-route';
import { readAnswer, readAnswers } from './read-answer';
import { type MemberRoute } from './route';

const closed = { additionalProperties: false } as const;

/** How many blocks an answer knows of. */
export const Height = Type.String({
  pattern: '^(0|[1-9][0-9]{0,17})$',
  description: 'Blocks that the answer knows of',
  examples: ['42'],
});
/** The parameters of lists, of ranges of time, and of intervals, as every such route has them. */
export const paging = {
  pageSize: Type.Optional(Type.String({ ...PageSize, default: '50' })),
  bookmark: Type.Optional(Type.String({ ...Bookmark, default: '' })),
};
export const timeRange = {
  from: Type.Optional(Type.String({ ...Time, description: 'From then on' })),
  to: Type.Optional(Type.String({ ...Time, description: 'Until before then' })),
};
export const intervalWidth = {
  width: Type.Optional(
    Type.String({
      pattern: '^([6-9][0-9]|[1-9][0-9]{2,4}|[1-5][0-9]{5}|60[0-3][0-9]{3}|604[0-7][0-9]{2}|604800)$',
      description: 'Length of an interval in seconds, 60 to 604800',
      default: '3600',
      examples: ['3600'],
    }),
  ),
};

export const pageOf = (query: { readonly pageSize?: string; readonly bookmark?: string }) => ({
  pageSize: Number(query.pageSize ?? '50'),
  bookmark: query.bookmark ?? '',
});

/** What a route of the read model says of itself. */
interface ModelRouteOptions<P extends TObject, Q extends TObject, A extends TObject> {
  readonly operationId: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly parameters?: P;
  readonly query?: Q;
  /** What is answered, besides the height. */
  readonly answer: A;
  readonly errors?: readonly ProblemCode[];
}

/** What the work of such a route gets: the tables at one moment, the checked request, and the ledger's own queries. */
export interface ModelRequest<P extends TObject, Q extends TObject> {
  readonly tables: Transaction<ReadModelTables>;
  readonly params: Static<P>;
  readonly query: Static<Q>;
  readonly identity: MemberIdentity;
  /**
   * What the chaincode answers the caller over the same moment. Throws the refusal that the ledger would give: so
   * whoever may ask the ledger for a thing may see its history, and nobody else.
   */
  readonly ask: (call: LedgerCall) => Promise<unknown>;
}

/** Makes the route: reads of one moment, with the height that they are of. 503 READ_MODEL_EMPTY before there is a block. */
export function modelRoute<P extends TObject, Q extends TObject, A extends TObject>(
  model: ReadModel,
  options: ModelRouteOptions<P, Q, A>,
  read: (request: ModelRequest<P, Q>) => Promise<Static<A>>,
): MemberRoute {
  const { answer, errors = [], ...form } = options;
  return memberRoute(
    {
      ...form,
      method: 'GET',
      answers: readAnswers(Type.Object({ height: Height, ...answer.properties }, closed)),
      errors: ['READ_MODEL_EMPTY', 'NOT_BOOTSTRAPPED', 'NOT_REGISTERED', 'MEMBER_SUSPENDED', 'FORBIDDEN', ...errors],
    },
    async ({ params, query }, request) => {
      await model.isUpToDate();
      const { identity } = request.caller;
      const { height, value } = await model.read((tables) =>
        read({ tables, params, query, identity, ask: asker(tables, identity) }),
      );
      if (height === 0n) {
        throw new Refusal('READ_MODEL_EMPTY', 'The read model is being built; please try again soon.', {
          retryAfterSeconds: 2,
        });
      }
      return readAnswer(request, {
        json: { height: height.toString(), ...value },
        source: 'read-model',
        height,
      });
    },
  );
}

/** Asks the chaincode's queries over the tables, in a member's name. */
export const asker =
  (tables: Transaction<ReadModelTables>, identity: MemberIdentity) =>
  async (call: LedgerCall): Promise<unknown> => {
    const answer = await askModel(tables, identity, call);
    return answer instanceof Uint8Array ? JSON.parse(Buffer.from(answer).toString('utf8')) : answer;
  };
