/** What a client reads of a call that streams its answers. */
export interface AnswerStream extends AsyncIterable<unknown> {
  cancel(): void;
}

/**
 * A call that streams both ways, for a service that takes one request and answers with a stream, as Fabric's Deliver is
 * used: the request that is written opens the stream of answers. It has what fabric-gateway calls, and no more.
 */
export function oneRequestStream(open: (request: unknown) => AnswerStream): AnswerStream & {
  write(request: unknown): boolean;
} {
  let answers: AnswerStream | undefined;
  return {
    write: (request) => {
      if (answers) throw new Error('The call takes one request, and has it');
      answers = open(request);
      return true;
    },
    cancel: () => answers?.cancel(),
    [Symbol.asyncIterator]: () => {
      if (!answers) throw new Error('The call has not been asked for anything yet');
      return answers[Symbol.asyncIterator]();
    },
  };
}
