import type * as queryCopies from '../../chaincode/copy/query-copy';

type Queries = typeof queryCopies;
let loading: Promise<Queries> | undefined;

/**
 * The chaincode's queries, loaded when somebody first asks. Fabric's libraries for chaincode take themselves for the whole
 * process: they print what they do, and catch what nobody catches and go on, where a gateway has to end. Both is undone.
 */
export const chaincodeQueries = (): Promise<Queries> => (loading ??= load());

async function load(): Promise<Queries> {
  process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'WARNING';
  const [exceptions, rejections] = [process.listeners('uncaughtException'), process.listeners('unhandledRejection')];
  const queries = await import('../../chaincode/copy/query-copy.js');
  for (const listener of process.listeners('uncaughtException')) {
    if (!exceptions.includes(listener)) process.removeListener('uncaughtException', listener);
  }
  for (const listener of process.listeners('unhandledRejection')) {
    if (!rejections.includes(listener)) process.removeListener('unhandledRejection', listener);
  }
  return queries;
}
